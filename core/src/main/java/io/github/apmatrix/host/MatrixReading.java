package io.github.apmatrix.host;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.Matrix;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of a device's matrix or guest matrix.
 *
 * @since 0.1.0
 */
public sealed interface MatrixReading {
    /**
     * Returns a reading of the whole matrix.
     *
     * @param matrix the matrix
     * @return a complete reading
     */
    static MatrixReading complete(Matrix matrix) {
        return new Complete(matrix);
    }

    /**
     * Returns a reading that gave nothing.
     *
     * @param reason why, in words
     * @return an unreadable reading
     */
    static MatrixReading unreadable(String reason) {
        return new Unreadable(reason);
    }

    /**
     * Returns the matrix, if all of it is known.
     *
     * @return the matrix, or empty if the reading is cut or unreadable
     */
    Optional<Matrix> matrix();

    /**
     * Returns the queues that are known to be in the matrix.
     *
     * @return all of them if the reading is complete, the first ones if it is cut, none if it is unreadable
     */
    ApQueueSet queues();

    /**
     * Returns whether a queue is in the matrix.
     *
     * @param queue the queue
     * @return yes, no, or not known
     */
    Answer contains(ApQueue queue);

    /**
     * The whole matrix is known.
     *
     * @param value the matrix
     */
    record Complete(Matrix value) implements MatrixReading {
        /**
         * Checks that the matrix is there.
         *
         * @param value the matrix
         */
        public Complete {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public Optional<Matrix> matrix() {
            return Optional.of(value);
        }

        @Override
        public ApQueueSet queues() {
            return ApQueueSet.of(value);
        }

        @Override
        public Answer contains(ApQueue queue) {
            return Answer.of(value.contains(queue));
        }

        @Override
        public String toString() {
            return value.toString();
        }
    }

    /**
     * Only the first queues are known: the kernel delivers at most 4095 bytes, which is 512 queues.
     *
     * <p>A matrix has the same domains on each adapter. So as soon as two adapters were seen, all domains are known, and
     * the last row is completed although the text ended within it.
     *
     * @param queues the queues that are known: in the order of the kernel the first ones of the matrix
     */
    record Cut(ApQueueSet queues) implements MatrixReading {
        /**
         * Completes the last row.
         *
         * @param queues the queues that were seen
         * @throws IllegalArgumentException if there are none
         */
        public Cut {
            if (queues.isEmpty()) {
                throw new IllegalArgumentException("a cut matrix shows at least one queue");
            }
            if (queues.adapters().size() > 1) {
                queues = ApQueueSet.of(Matrix.of(queues.adapters(), queues.domains()));
            }
        }

        @Override
        public Optional<Matrix> matrix() {
            return Optional.empty();
        }

        @Override
        public Answer contains(ApQueue queue) {
            if (queues.contains(queue)) {
                return Answer.YES;
            }
            boolean domainsAreKnown = queues.adapters().size() > 1;
            ApQueue last = queues.stream().reduce((a, b) -> b).orElseThrow();
            boolean isBeforeTheCut = queue.compareTo(last) < 0;
            boolean isNoDomain = domainsAreKnown && !queues.domains().contains(queue.domain());
            return isBeforeTheCut || isNoDomain ? Answer.NO : Answer.NOT_KNOWN;
        }

        @Override
        public String toString() {
            return "cut, the first " + queues.size() + " queues are known";
        }
    }

    /**
     * Nothing is known.
     *
     * @param reason why, in words
     */
    record Unreadable(String reason) implements MatrixReading {
        /**
         * Checks that there is a reason.
         *
         * @param reason why, in words
         */
        public Unreadable {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public Optional<Matrix> matrix() {
            return Optional.empty();
        }

        @Override
        public ApQueueSet queues() {
            return ApQueueSet.none();
        }

        @Override
        public Answer contains(ApQueue queue) {
            return Answer.NOT_KNOWN;
        }

        @Override
        public String toString() {
            return "not known: " + reason;
        }
    }
}
