package io.github.apmatrix.persistence.lszcrypt;

import io.github.apmatrix.host.VfioStatus;
import java.util.Optional;

/**
 * What lszcrypt shows in the column {@code STATUS}: the first that applies, in the order of the constants.
 *
 * @since 0.1.0
 */
public enum ListedStatus {
    /** The adapter is not configured. */
    DECONFIGURED("deconfig"),
    /** The card or queue is checkstopped. */
    CHECKSTOPPED("chkstop"),
    /** A driver of the host has the device, and it is switched on. */
    ONLINE("online"),
    /** A driver of the host has the device, and it is switched off. */
    OFFLINE("offline"),
    /** vfio_ap has the queue; it is in no mediated device. */
    UNASSIGNED("unassigned"),
    /** vfio_ap has the queue; it is in a mediated device, but no guest has it. */
    ASSIGNED("assigned"),
    /** vfio_ap has the queue, and a guest has it. */
    IN_USE("in use"),
    /** The device shows nothing: it has no driver, or lszcrypt or the kernel is too old to tell. */
    NOT_SHOWN("-");

    private final String text;

    ListedStatus(String text) {
        this.text = text;
    }

    static ListedStatus parse(String text) {
        for (ListedStatus status : values()) {
            if (status.text.equals(text)) {
                return status;
            }
        }
        throw new IllegalArgumentException("no status that lszcrypt prints");
    }

    /**
     * Returns what vfio_ap says of the queue.
     *
     * @return the status, or empty if this is none of vfio_ap
     */
    public Optional<VfioStatus> vfioStatus() {
        return VfioStatus.of(text);
    }

    /** Returns lszcrypt's text, for example {@code in use}. */
    @Override
    public String toString() {
        return text;
    }
}
