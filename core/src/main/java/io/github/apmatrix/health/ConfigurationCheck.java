package io.github.apmatrix.health;

import static io.github.apmatrix.health.HostTrouble.CONFIGURATION_NOT_REPORTED;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.explain.Explain;
import io.github.apmatrix.explain.LparReason;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.MediatedDevice;

/** Looks for a machine that does not report the LPAR's configuration: then no device gets anything. */
final class ConfigurationCheck {
    private final HostSnapshot host;
    private final ImmutableList.Builder<Finding> findings;

    ConfigurationCheck(HostSnapshot host, ImmutableList.Builder<Finding> findings) {
        this.host = host;
        this.findings = findings;
    }

    void check() {
        if (!host.features().has(KernelFeature.LPAR_CONFIGURATION).isNo()) {
            return;
        }
        ImmutableList<MediatedDevice> devices = host.devices().values().stream()
                .filter(device -> !missing(device).isEmpty())
                .collect(ImmutableList.toImmutableList());
        if (devices.isEmpty()) {
            return;
        }
        ApQueueSet queues = devices.stream().map(this::missing).reduce(ApQueueSet.none(), ApQueueSet::union);
        boolean running =
                devices.stream().anyMatch(device -> device.heldByGuest().isYes());
        LparReason reason = new LparReason.ConfigurationNotReported(queues);
        findings.add(CONFIGURATION_NOT_REPORTED.finding(
                running ? Severity.CRITICAL : Severity.WARNING,
                Culprit.named("host")
                        .withQueues(queues)
                        .withDevices(devices.stream().map(MediatedDevice::id).collect(ImmutableList.toImmutableList())),
                reason.description(),
                reason.remedy()));
    }

    private ApQueueSet missing(MediatedDevice device) {
        return Explain.device(host, device.id()).missing();
    }
}
