package io.github.apmatrix.event;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.VfioStatus;
import java.util.Optional;
import java.util.function.Function;

/**
 * Something that happened to one or more queue devices in the same way.
 *
 * @since 0.1.0
 */
public sealed interface QueueEvent extends HostEvent {
    /**
     * Returns what it happened to.
     *
     * @return at least one queue
     */
    ApQueueSet queues();

    /**
     * Queue devices came. They have no driver yet: that is an event of its own.
     *
     * @param devices the devices, ascending; unbound, unless it is not known whether they are
     */
    record Added(ImmutableList<QueueDevice> devices) implements QueueEvent {
        @Override
        public ApQueueSet queues() {
            return ApQueueSet.copyOf(devices.stream().map(QueueDevice::queue).toList());
        }

        @Override
        public String description() {
            return Words.were(queues()) + " added";
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            HostSnapshot.Builder changed = host.toBuilder();
            devices.forEach(changed::add);
            return changed.build();
        }
    }

    /**
     * Queue devices went, with whatever driver they had.
     *
     * @param queues the queues
     */
    record Removed(ApQueueSet queues) implements QueueEvent {
        @Override
        public String description() {
            return Words.were(queues) + " removed";
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            HostSnapshot.Builder changed = host.toBuilder();
            for (ApQueue queue : queues) {
                changed.remove(present(host, queue).queue());
            }
            return changed.build();
        }
    }

    /**
     * A driver took queues.
     *
     * @param queues the queues
     * @param driver the driver's name, for example {@code vfio_ap}
     */
    record Bound(ApQueueSet queues, String driver) implements QueueEvent {
        @Override
        public String description() {
            return Words.were(queues) + " bound to " + driver;
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return change(
                    host,
                    queues,
                    device ->
                            device.toBuilder().driver(DriverBinding.to(driver)).build());
        }
    }

    /**
     * A driver lost queues. With it goes what only a bound queue has: the status, and whether it is online.
     *
     * @param queues the queues
     * @param driver the driver's name, or empty if it was not known
     */
    record Unbound(ApQueueSet queues, Optional<String> driver) implements QueueEvent {
        @Override
        public String description() {
            return driver.map(name -> Words.were(queues) + " unbound from " + name)
                    .orElse(Words.are(queues) + " without driver");
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return change(host, queues, Unbound::unbound);
        }

        static QueueDevice unbound(QueueDevice device) {
            return QueueCopy.withStatus(device, Optional.empty())
                    .driver(DriverBinding.unbound())
                    .online(Answer.NOT_KNOWN)
                    .build();
        }
    }

    /**
     * Which driver has queues is not known any more.
     *
     * @param queues the queues
     */
    record DriverNotKnown(ApQueueSet queues) implements QueueEvent {
        @Override
        public String description() {
            return "the driver of " + Words.noun(queues) + " is not known any more";
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return change(
                    host,
                    queues,
                    device ->
                            device.toBuilder().driver(DriverBinding.notKnown()).build());
        }
    }

    /**
     * vfio_ap says something else of queues.
     *
     * @param queues the queues
     * @param before their status before, or empty if it was not known: for example because another driver had them
     * @param after their status after, or empty if it is not known
     */
    record StatusChanged(ApQueueSet queues, Optional<VfioStatus> before, Optional<VfioStatus> after)
            implements QueueEvent {
        @Override
        public String description() {
            return after.map(status -> Words.are(queues) + " now " + status)
                    .orElse("the status of " + Words.noun(queues) + " is not known any more");
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return change(
                    host, queues, device -> QueueCopy.withStatus(device, after).build());
        }
    }

    /**
     * Queues were configured or deconfigured.
     *
     * @param queues the queues
     * @param before whether they were configured
     * @param after whether they are configured
     */
    record ConfiguredChanged(ApQueueSet queues, Answer before, Answer after) implements QueueEvent {
        @Override
        public String description() {
            return Words.isNow(Words.are(queues), after, "configured", "deconfigured");
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return change(
                    host, queues, device -> device.toBuilder().configured(after).build());
        }
    }

    /**
     * Queues were checkstopped, or are no more.
     *
     * @param queues the queues
     * @param before whether they were checkstopped
     * @param after whether they are checkstopped
     */
    record CheckstoppedChanged(ApQueueSet queues, Answer before, Answer after) implements QueueEvent {
        @Override
        public String description() {
            return Words.isNow(Words.are(queues), after, "checkstopped", "not checkstopped");
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return change(
                    host,
                    queues,
                    device -> device.toBuilder().checkstopped(after).build());
        }
    }

    /**
     * Queues of the host were switched on or off.
     *
     * @param queues the queues
     * @param before whether they were online
     * @param after whether they are online
     */
    record OnlineChanged(ApQueueSet queues, Answer before, Answer after) implements QueueEvent {
        @Override
        public String description() {
            return Words.isNow(Words.are(queues), after, "online", "offline");
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return change(
                    host, queues, device -> device.toBuilder().online(after).build());
        }
    }

    /**
     * Queues are meant for another driver than the masks say, or are no more.
     *
     * @param queues the queues
     * @param before the driver that was named in {@code driver_override}, or empty if none was
     * @param after the driver that is named, or empty if none is
     */
    record OverrideChanged(ApQueueSet queues, Optional<String> before, Optional<String> after) implements QueueEvent {
        @Override
        public String description() {
            return "driver_override of " + Words.noun(queues) + " is " + after.orElse("empty") + " (was "
                    + before.orElse("empty") + ")";
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return change(
                    host,
                    queues,
                    device -> QueueCopy.withOverride(device, after).build());
        }
    }

    private static HostSnapshot change(
            HostSnapshot host, ApQueueSet queues, Function<QueueDevice, QueueDevice> change) {
        HostSnapshot.Builder changed = host.toBuilder();
        queues.forEach(queue -> changed.add(change.apply(present(host, queue))));
        return changed.build();
    }

    private static QueueDevice present(HostSnapshot host, ApQueue queue) {
        QueueDevice device = host.queues().get(queue);
        if (device == null) {
            throw new IllegalArgumentException("the host has no queue " + queue);
        }
        return device;
    }
}
