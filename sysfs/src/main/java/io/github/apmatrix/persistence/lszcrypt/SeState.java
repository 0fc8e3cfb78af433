package io.github.apmatrix.persistence.lszcrypt;

import java.util.Locale;

/**
 * How a queue can be used in a Secure Execution guest: the column {@code SESTAT}.
 *
 * @since 0.1.0
 */
public enum SeState {
    /** The queue is bound and associated with a secret. */
    USABLE,
    /** The queue is bound, but not associated. */
    BOUND,
    /** The queue is not bound. */
    UNBOUND,
    /** The queue may not be used. */
    ILLICIT,
    /** The queue has no function bits. */
    INVALID,
    /** The function bits of the queue could not be read. */
    ERROR;

    static SeState parse(String text) {
        for (SeState state : values()) {
            if (state.toString().equals(text)) {
                return state;
            }
        }
        throw new IllegalArgumentException("no Secure Execution state that lszcrypt prints");
    }

    /** Returns lszcrypt's text, for example {@code usable}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
