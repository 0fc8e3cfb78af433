package io.github.apmatrix.persistence.libvirt;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.MediatedDeviceId;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The name of a node device, as {@code virsh nodedev-list} prints it. The text form is {@link #toString()}.
 *
 * @since 0.1.0
 */
public sealed interface NodeDeviceName {
    /**
     * Returns the name of its text.
     *
     * @param text {@code ap_card07}, {@code ap_07_0038}, {@code ap_matrix}, or
     *     {@code mdev_783e6dbb_ea0e_411f_94e2_717eaad438bf_matrix}, the last also without {@code _matrix}, as older libvirt
     *     has it; digits in lower case
     * @return the name
     * @throws ApFormatException if the text has another form, or a number is above {@code ff}
     */
    static NodeDeviceName parse(String text) {
        if (text.equals(Matrix.TEXT)) {
            return new Matrix();
        }
        var card = Card.FORM.matcher(text);
        if (card.matches()) {
            return new Card(AdapterId.parseHex(card.group(1)));
        }
        var queue = Queue.FORM.matcher(text);
        if (queue.matches()) {
            return new Queue(ApQueue.of(AdapterId.parseHex(queue.group(1)), DomainId.parseHex(queue.group(2))));
        }
        var mdev = Mdev.FORM.matcher(text);
        if (mdev.matches()) {
            return new Mdev(MediatedDeviceId.parse(mdev.group(1).replace('_', '-')));
        }
        throw ApFormatException.malformed(
                "the name of a node device of AP", text, 0, "neither a card nor a queue, the matrix device or an mdev");
    }

    /** Returns the text, as {@link #parse} takes it. */
    @Override
    String toString();

    /**
     * The name of a card, for example {@code ap_card07}.
     *
     * @param adapter the adapter
     */
    record Card(AdapterId adapter) implements NodeDeviceName {
        private static final Pattern FORM = Pattern.compile("ap_card([0-9a-f]{2})");

        /**
         * Checks that the adapter is there.
         *
         * @param adapter the adapter
         */
        public Card {
            Objects.requireNonNull(adapter, "adapter");
        }

        @Override
        public String toString() {
            return "ap_card" + adapter.toHex();
        }
    }

    /**
     * The name of a queue, for example {@code ap_07_0038}.
     *
     * @param queue the queue
     */
    record Queue(ApQueue queue) implements NodeDeviceName {
        private static final Pattern FORM = Pattern.compile("ap_([0-9a-f]{2})_([0-9a-f]{4})");

        /**
         * Checks that the queue is there.
         *
         * @param queue the queue
         */
        public Queue {
            Objects.requireNonNull(queue, "queue");
        }

        @Override
        public String toString() {
            return "ap_" + queue.adapter().toHex() + "_" + queue.domain().toHex();
        }
    }

    /** The name of the device that is the parent of all vfio_ap mediated devices: {@code ap_matrix}. */
    record Matrix() implements NodeDeviceName {
        static final String TEXT = "ap_matrix";

        @Override
        public String toString() {
            return TEXT;
        }
    }

    /**
     * The name of a vfio_ap mediated device, for example {@code mdev_783e6dbb_ea0e_411f_94e2_717eaad438bf_matrix}.
     *
     * @param device the device
     */
    record Mdev(MediatedDeviceId device) implements NodeDeviceName {
        private static final Pattern FORM =
                Pattern.compile("mdev_([0-9a-f]{8}_[0-9a-f]{4}_[0-9a-f]{4}_[0-9a-f]{4}_[0-9a-f]{12})(?:_matrix)?");

        /**
         * Checks that the device is there.
         *
         * @param device the device
         */
        public Mdev {
            Objects.requireNonNull(device, "device");
        }

        /**
         * Returns the name in libvirt releases that did not append the parent's address.
         *
         * @return for example {@code mdev_783e6dbb_ea0e_411f_94e2_717eaad438bf}
         */
        public String withoutParentAddress() {
            return "mdev_" + device.toString().replace('-', '_');
        }

        @Override
        public String toString() {
            return withoutParentAddress() + "_matrix";
        }
    }
}
