package io.github.apmatrix.testkit.assertions;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on a {@link Matrix}.
 *
 * @since 0.1.0
 */
public final class MatrixAssert extends AbstractAssert<MatrixAssert, Matrix> {
    MatrixAssert(@Nullable Matrix actual) {
        super(actual, MatrixAssert.class);
    }

    /**
     * Verifies the adapters.
     *
     * @param numbers exactly the expected ones, for example {@code 0x0a}
     * @return this
     */
    public MatrixAssert hasAdapters(int... numbers) {
        isNotNull();
        AdapterSet expected = AdapterSet.adapters(numbers);
        if (!actual.adapters().equals(expected)) {
            throw failureWithActualExpected(
                    actual.adapters(), expected, "Expected adapters %s but had %s", expected, actual.adapters());
        }
        return this;
    }

    /**
     * Verifies the usage domains.
     *
     * @param numbers exactly the expected ones, for example {@code 0x1b}
     * @return this
     */
    public MatrixAssert hasUsageDomains(int... numbers) {
        isNotNull();
        DomainSet expected = DomainSet.domains(numbers);
        if (!actual.domains().equals(expected)) {
            throw failureWithActualExpected(
                    actual.domains(), expected, "Expected usage domains %s but had %s", expected, actual.domains());
        }
        return this;
    }

    /**
     * Verifies that some queues are in the matrix.
     *
     * @param queues kernel texts, for example {@code 0a.001b}
     * @return this
     */
    public MatrixAssert containsQueues(String... queues) {
        isNotNull();
        for (String queue : queues) {
            if (!actual.contains(ApQueue.parse(queue))) {
                throw failure("Expected queue %s in %s", queue, actual);
            }
        }
        return this;
    }

    /**
     * Verifies that some queues are not in the matrix.
     *
     * @param queues kernel texts, for example {@code 0a.001b}
     * @return this
     */
    public MatrixAssert doesNotContainQueues(String... queues) {
        isNotNull();
        for (String queue : queues) {
            if (actual.contains(ApQueue.parse(queue))) {
                throw failure("Expected no queue %s in %s", queue, actual);
            }
        }
        return this;
    }
}
