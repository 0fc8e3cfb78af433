package io.github.apmatrix.persistence.lszcrypt;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApQueue;
import java.util.Optional;

/**
 * What {@code lszcrypt -c} shows of a queue.
 *
 * @param queue the queue
 * @param bindState the state of the binding for Secure Execution, for example {@code unbound}; empty if it is not shown
 * @param associationState the state of the association with a secret; empty if it is not shown
 * @param masterKeys the states and verification patterns of the master keys, for example {@code AES CUR: valid 0x...}
 * @since 0.1.0
 */
public record QueueCapabilities(
        ApQueue queue,
        Optional<String> bindState,
        Optional<String> associationState,
        ImmutableList<String> masterKeys) {
    static final String BIND_STATE = "SE bind state: ";
    static final String ASSOCIATION_STATE = "SE association state: ";
    static final String MASTER_KEY = "MK ";

    /**
     * Checks that all parts are there.
     *
     * @param queue the queue
     * @param bindState the state of the binding
     * @param associationState the state of the association
     * @param masterKeys the master keys
     */
    public QueueCapabilities {
        requireNonNull(queue, "queue");
        requireNonNull(bindState, "bindState");
        requireNonNull(associationState, "associationState");
        requireNonNull(masterKeys, "masterKeys");
    }

    /** Returns the lines that {@code lszcrypt -c} prints. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("queue " + queue + " capabilities:\n");
        bindState.ifPresent(state -> text.append(BIND_STATE).append(state).append('\n'));
        associationState.ifPresent(
                state -> text.append(ASSOCIATION_STATE).append(state).append('\n'));
        masterKeys.forEach(key -> text.append(MASTER_KEY).append(key).append('\n'));
        return text.toString();
    }
}
