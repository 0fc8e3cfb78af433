package io.github.apmatrix.health;

import static io.github.apmatrix.health.HostTrouble.CONTROL_DOMAIN_OF_OTHER_GUEST;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.plan.Part;
import io.github.apmatrix.plan.Step;

/**
 * Looks for devices whose control domains are usage domains of others. A domain that a device also uses itself is its own:
 * there it is usual that others have the domain of this number on other adapters.
 *
 * <p>A guest sends administrative commands to its adapters, each of which only has its own domains. So it reaches the keys of
 * another guest on an adapter that both have.
 */
final class ControlDomainCheck {
    private final HostSnapshot host;
    private final ImmutableList.Builder<Finding> findings;

    ControlDomainCheck(HostSnapshot host, ImmutableList.Builder<Finding> findings) {
        this.host = host;
        this.findings = findings;
    }

    void check() {
        for (MediatedDevice device : host.devices().values()) {
            device.assignedMatrix()
                    .matrix()
                    .ifPresent(matrix -> device.controlDomains()
                            .map(control -> control.difference(matrix.domains()))
                            .filter(foreign -> !foreign.isEmpty())
                            .ifPresent(foreign -> check(device.id(), matrix, foreign)));
        }
    }

    private void check(MediatedDeviceId id, Matrix own, DomainSet foreign) {
        ImmutableList.Builder<MediatedDeviceId> others = ImmutableList.builder();
        ApQueueSet queues = ApQueueSet.none();
        for (MediatedDevice other : host.devices().values()) {
            ApQueueSet controlled = other.assignedMatrix().queues().intersect(Matrix.of(AdapterSet.all(), foreign));
            if (!controlled.isEmpty()) {
                others.add(other.id());
                queues = queues.union(controlled);
            }
        }
        if (!queues.isEmpty()) {
            add(id, others.build(), own, queues);
        }
    }

    private void add(MediatedDeviceId id, ImmutableList<MediatedDeviceId> others, Matrix own, ApQueueSet queues) {
        ApQueueSet reached = queues.intersect(own.withDomains(DomainSet.all()));
        String description = "device " + id + " has " + Phrases.domains("control", queues.domains()) + ", used by "
                + Phrases.devices(others);
        findings.add(CONTROL_DOMAIN_OF_OTHER_GUEST.finding(
                reached.isEmpty() ? Severity.WARNING : Severity.CRITICAL,
                Culprit.device(id)
                        .withAdapters(reached.adapters())
                        .withQueues(queues)
                        .withDevices(ImmutableList.<MediatedDeviceId>builder()
                                .add(id)
                                .addAll(others)
                                .build()),
                reached.isEmpty()
                        ? description + " on other adapters (" + queues.adapters()
                                + "): with one of these its guest could manage the keys there"
                        : description + ": its guest can manage the keys of " + Phrases.queues(reached),
                "take that away: "
                        + Phrases.commands(queues.domains().stream()
                                .map(domain -> new Step.Unassign(id, Part.CONTROL_DOMAIN, domain.value()).command()))));
    }
}
