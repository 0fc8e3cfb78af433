package io.github.apmatrix.health;

import static io.github.apmatrix.health.HostTrouble.QUEUE_WITHOUT_DRIVER;
import static io.github.apmatrix.health.HostTrouble.VFIO_AP_NOT_LOADED;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.explain.HostReason;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.QueueDevice;
import java.util.ArrayList;
import java.util.List;

/** Looks for queues that nobody can use, because they have no driver, and that no mediated device has. */
final class DriverCheck {
    private final HostSnapshot host;
    private final ImmutableList.Builder<Finding> findings;

    DriverCheck(HostSnapshot host, ImmutableList.Builder<Finding> findings) {
        this.host = host;
        this.findings = findings;
    }

    void check() {
        ApQueueSet unbound = unboundAndUnassigned();
        ApQueueSet reserved = unbound.intersect(host.reservedForHost());
        ApQueueSet free = unbound.intersect(host.freeForVfio());
        if (host.vfioAp().isNo() && !free.isEmpty()) {
            HostReason reason = new HostReason.VfioApNotLoaded(free);
            findings.add(VFIO_AP_NOT_LOADED.finding(
                    Severity.WARNING,
                    Culprit.named("host").withQueues(free),
                    reason.description() + ", so nobody can use " + Phrases.queues(free)
                            + ", which the masks free for it",
                    reason.remedy()));
        }
        ApQueueSet left = host.vfioAp().isYes() ? unbound : reserved;
        left.adapters()
                .forEach(adapter -> add(adapter, left.intersect(Matrix.of(AdapterSet.of(adapter), DomainSet.all()))));
    }

    private void add(AdapterId adapter, ApQueueSet queues) {
        findings.add(QUEUE_WITHOUT_DRIVER.finding(
                Severity.NOTICE,
                Culprit.adapter(adapter).withQueues(queues),
                Phrases.queues(queues) + (queues.size() == 1 ? " has no driver" : " have no driver"),
                remedy(adapter, queues)));
    }

    private String remedy(AdapterId adapter, ApQueueSet queues) {
        ApQueueSet free = queues.intersect(host.freeForVfio());
        ApQueueSet others = queues.difference(free);
        Card card = host.cards().get(adapter);
        List<String> remedies = new ArrayList<>();
        if (!free.isEmpty()) {
            remedies.add(
                    card != null && card.isTooOldForVfioAp()
                            ? "reserve them for the host, since vfio_ap takes CEX4 and later"
                            : new HostReason.NoDriver(free).remedy());
        }
        if (!others.isEmpty()) {
            remedies.add("modprobe zcrypt_cex4; if that does not help: "
                    + Phrases.commands(others.stream().map(queue -> "echo " + queue + " > /sys/bus/ap/drivers_probe")));
        }
        return String.join("; ", remedies);
    }

    private ApQueueSet unboundAndUnassigned() {
        boolean devicesAreKnown = host.vfioAp().isKnown() || !host.devices().isEmpty();
        return !devicesAreKnown
                ? ApQueueSet.none()
                : ApQueueSet.copyOf(host.queues().values().stream()
                        .filter(queue -> queue.driver().isBound().isNo())
                        .map(QueueDevice::queue)
                        .filter(queue -> host.devices().values().stream()
                                .allMatch(device ->
                                        device.assignedMatrix().contains(queue).isNo()))
                        .toList());
    }
}
