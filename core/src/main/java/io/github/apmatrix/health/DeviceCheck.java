package io.github.apmatrix.health;

import static io.github.apmatrix.health.HostTrouble.CONTROL_DOMAIN_MISSING;
import static io.github.apmatrix.health.HostTrouble.DEVICE_BEING_REMOVED;
import static io.github.apmatrix.health.HostTrouble.DEVICE_WITHOUT_DRIVER;
import static io.github.apmatrix.health.HostTrouble.MATRIX_CUT;
import static io.github.apmatrix.health.HostTrouble.NO_FAILOVER;
import static io.github.apmatrix.health.HostTrouble.OVER_PROVISIONED;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.explain.DeviceExplanation;
import io.github.apmatrix.explain.DeviceReason;
import io.github.apmatrix.explain.Explain;
import io.github.apmatrix.explain.Remark;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.plan.Part;
import io.github.apmatrix.plan.Step;
import java.util.ArrayList;
import java.util.List;

/** Looks at what is assigned to a device. */
final class DeviceCheck {
    private final HostSnapshot host;
    private final MediatedDevice device;
    private final ImmutableList.Builder<Finding> findings;
    private final String name;

    DeviceCheck(HostSnapshot host, MediatedDevice device, ImmutableList.Builder<Finding> findings) {
        this.host = host;
        this.device = device;
        this.findings = findings;
        this.name = "device " + device.id();
    }

    void check() {
        switch (device.state()) {
            case BEING_REMOVED ->
                addState(
                        DEVICE_BEING_REMOVED,
                        Severity.NOTICE,
                        new DeviceReason.BeingRemoved(device.id(), ApQueueSet.none()).description(),
                        "end the guest, or detach the device from it");
            case WITHOUT_DRIVER -> {
                DeviceReason reason = new DeviceReason.WithoutDriver(device.id(), ApQueueSet.none());
                addState(DEVICE_WITHOUT_DRIVER, Severity.WARNING, reason.description(), reason.remedy());
            }
            case READY -> {
                DeviceExplanation explanation = Explain.device(host, device.id());
                new GuestCheck(host, explanation, findings).check();
                explanation.remarks().forEach(this::check);
                device.assignedMatrix().matrix().ifPresent(this::checkAssigned);
                checkCut();
            }
        }
    }

    private void addState(HostTrouble trouble, Severity severity, String description, String remedy) {
        findings.add(trouble.finding(severity, Culprit.device(device.id()), description, remedy));
    }

    private void check(Remark remark) {
        if (remark instanceof Remark.ControlDomainsMissing missing) {
            findings.add(CONTROL_DOMAIN_MISSING.finding(
                    Severity.NOTICE,
                    Culprit.device(device.id()),
                    name + " does not control its " + Phrases.domains("usage", missing.domains())
                            + ", so its guest cannot manage the keys there",
                    "unless that is meant, assign control: "
                            + Phrases.commands(missing.domains().stream()
                                    .map(domain -> new Step.Assign(device.id(), Part.CONTROL_DOMAIN, domain.value())
                                            .command()))));
        }
    }

    private void checkAssigned(Matrix assigned) {
        ApConfig config =
                ApConfig.of(assigned).withControlDomains(device.controlDomains().orElse(DomainSet.none()));
        host.lpar()
                .map(config::difference)
                .filter(missing -> !missing.equals(ApConfig.none()))
                .ifPresent(this::addOverProvisioned);
        if (assigned.adapters().size() == 1 && assigned.size() > 0) {
            findings.add(NO_FAILOVER.finding(
                    Severity.NOTICE,
                    Culprit.device(device.id()).withAdapters(assigned.adapters()),
                    name + " has queues of a single adapter: without " + Phrases.adapters(assigned.adapters())
                            + " its guest has none",
                    "assign another adapter of the same mode"));
        }
    }

    private void addOverProvisioned(ApConfig missing) {
        List<String> parts = new ArrayList<>();
        if (!missing.adapters().isEmpty()) {
            parts.add(Phrases.adapters(missing.adapters()));
        }
        if (!missing.usageDomains().isEmpty()) {
            parts.add(Phrases.domains("usage", missing.usageDomains()));
        }
        if (!missing.controlDomains().isEmpty()) {
            parts.add(Phrases.domains("control", missing.controlDomains()));
        }
        findings.add(OVER_PROVISIONED.finding(
                missing.matrix().isNone() ? Severity.NOTICE : Severity.WARNING,
                Culprit.device(device.id()).withAdapters(missing.adapters()),
                name + " is assigned what the LPAR does not have: " + String.join(", ", parts),
                "give it to the LPAR, at the HMC or SE, or take it from the device: "
                        + Phrases.commands(List.of(Part.values()).stream()
                                .flatMap(part -> part.numbersOf(missing)
                                        .mapToObj(number -> new Step.Unassign(device.id(), part, number).command())))));
    }

    private void checkCut() {
        boolean assigned = device.assignedMatrix() instanceof MatrixReading.Cut;
        if (assigned || device.guestMatrix() instanceof MatrixReading.Cut) {
            findings.add(MATRIX_CUT.finding(
                    Severity.NOTICE,
                    Culprit.device(device.id()),
                    "the kernel shows only the first 4095 bytes of the " + (assigned ? "matrix" : "guest matrix")
                            + " of " + name + ", so not all of it was checked",
                    "assign at most 511 queues to a device" + (assigned ? ", or use a kernel with ap_config" : "")));
        }
    }
}
