package io.github.apmatrix.explain;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.VfioStatus;
import java.util.Optional;

/**
 * Who uses a queue.
 *
 * @param queue the queue
 * @param user the kind of user
 * @param driver the driver of the queue, if there is one and it is known
 * @param device the mediated device that has the queue, if there is one and it is known
 * @since 0.1.0
 */
public record QueueUse(ApQueue queue, User user, Optional<String> driver, Optional<MediatedDeviceId> device) {
    /** A kind of user. */
    public enum User {
        /** Linux has no device for the queue. */
        ABSENT("not on this host"),
        /** A driver of the host has the queue. */
        HOST("used by the host"),
        /** A running guest has the queue. */
        GUEST("used by a guest"),
        /** A mediated device has the queue, but no running guest. */
        DEVICE("in a mediated device"),
        /** The queue is bound to vfio_ap and in no device. */
        FREE("free for guests"),
        /** The queue has no driver and is in no device. */
        NOBODY("used by nobody"),
        /** It could not be read. */
        NOT_KNOWN("not known");

        private final String label;

        User(String label) {
            this.label = label;
        }

        /** Returns for example {@code used by a guest}. */
        @Override
        public String toString() {
            return label;
        }
    }

    static QueueUse of(HostSnapshot host, ApQueue queue, Optional<MediatedDevice> owner) {
        Optional<QueueDevice> device = Optional.ofNullable(host.queues().get(queue));
        return new QueueUse(
                queue,
                user(host, queue, device, owner),
                device.flatMap(found -> found.driver().driver()),
                owner.map(MediatedDevice::id));
    }

    private static User user(
            HostSnapshot host, ApQueue queue, Optional<QueueDevice> device, Optional<MediatedDevice> owner) {
        Optional<VfioStatus> status = device.flatMap(QueueDevice::status);
        boolean inRunningGuest = owner.filter(
                        held -> held.guestMatrix().contains(queue).isYes()
                                && held.heldByGuest().isYes())
                .isPresent();
        if (inRunningGuest || status.equals(Optional.of(VfioStatus.IN_USE))) {
            return User.GUEST;
        }
        boolean boundToHost = device.map(QueueDevice::driver)
                .filter(driver -> driver.isBound().isYes() && driver.isVfioAp().isNo())
                .isPresent();
        if (boundToHost) {
            return User.HOST;
        } else if (owner.isPresent() || status.equals(Optional.of(VfioStatus.ASSIGNED))) {
            return User.DEVICE;
        } else if (device.isEmpty()) {
            return host.apBus().isKnown() ? User.ABSENT : User.NOT_KNOWN;
        }
        DriverBinding driver = device.orElseThrow().driver();
        if (driver.isVfioAp().isYes()) {
            boolean inNone = status.isPresent()
                    || host.devices().values().stream()
                            .allMatch(other ->
                                    other.assignedMatrix().contains(queue).isNo());
            return inNone ? User.FREE : User.NOT_KNOWN;
        }
        return driver.isBound().isNo() ? User.NOBODY : User.NOT_KNOWN;
    }

    /** Returns for example {@code 0a.001b: used by a guest (driver vfio_ap, device 6217...)}. */
    @Override
    public String toString() {
        String details = driver.map(name -> "driver " + name).orElse("")
                + (driver.isPresent() && device.isPresent() ? ", " : "")
                + device.map(id -> "device " + id).orElse("");
        return queue + ": " + user + (details.isEmpty() ? "" : " (" + details + ")");
    }
}
