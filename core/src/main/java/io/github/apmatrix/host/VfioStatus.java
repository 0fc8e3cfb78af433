package io.github.apmatrix.host;

import java.util.Optional;

/**
 * What vfio_ap says of a queue that it has.
 *
 * @since 0.1.0
 */
public enum VfioStatus {
    /** The queue is in no mediated device. */
    UNASSIGNED("unassigned"),
    /** The queue is in a mediated device, but no guest has it. */
    ASSIGNED("assigned"),
    /** A guest has the queue. */
    IN_USE("in use");

    private final String text;

    VfioStatus(String text) {
        this.text = text;
    }

    /**
     * Returns the status of the text that the kernel prints.
     *
     * @param text {@code unassigned}, {@code assigned} or {@code in use}
     * @return the status, or empty if the text is none of them
     */
    public static Optional<VfioStatus> of(String text) {
        for (VfioStatus status : values()) {
            if (status.text.equals(text)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    /** Returns the kernel's text, for example {@code in use}. */
    @Override
    public String toString() {
        return text;
    }
}
