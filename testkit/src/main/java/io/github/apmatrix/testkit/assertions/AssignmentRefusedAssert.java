package io.github.apmatrix.testkit.assertions;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.rules.AssignmentRule.InOtherDevices;
import io.github.apmatrix.rules.AssignmentRule.Refusal;
import io.github.apmatrix.rules.AssignmentRule.ReservedForHost;
import io.github.apmatrix.sysfs.AssignmentRefusedException;
import io.github.apmatrix.sysfs.Errno;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on a refused change.
 *
 * @since 0.1.0
 */
public final class AssignmentRefusedAssert
        extends AbstractThrowableAssert<AssignmentRefusedAssert, AssignmentRefusedException> {
    AssignmentRefusedAssert(@Nullable AssignmentRefusedException actual) {
        super(actual, AssignmentRefusedAssert.class);
    }

    /**
     * Verifies the error number.
     *
     * @param expected the number
     * @return this
     */
    public AssignmentRefusedAssert hasErrno(Errno expected) {
        isNotNull();
        if (actual.errno() != expected) {
            throw failureWithActualExpected(
                    actual.errno(), expected, "Expected %s but was %s: %s", expected, actual.errno(), actual);
        }
        return this;
    }

    /**
     * Verifies that a queue is named as reserved for the host.
     *
     * @param queue a kernel text, for example {@code 0a.001b}
     * @return this
     */
    public AssignmentRefusedAssert namesReservedQueue(String queue) {
        isNotNull();
        Refusal culprits = culprits();
        if (!(culprits instanceof ReservedForHost reserved)
                || !reserved.queues().contains(ApQueue.parse(queue))) {
            throw failure("Expected reserved queue %s to be named, but: %s", queue, culprits);
        }
        return this;
    }

    /**
     * Verifies that a device is named as the owner of a queue.
     *
     * @param queue a kernel text, for example {@code 0a.001b}
     * @param owner the device
     * @return this
     */
    public AssignmentRefusedAssert namesQueueOfDevice(String queue, MediatedDeviceId owner) {
        isNotNull();
        Refusal culprits = culprits();
        boolean named = culprits instanceof InOtherDevices others
                && others.queuesByOwner().containsKey(owner)
                && others.queuesByOwner().get(owner).contains(ApQueue.parse(queue));
        if (!named) {
            throw failure("Expected queue %s of device %s to be named, but: %s", queue, owner, culprits);
        }
        return this;
    }

    private Refusal culprits() {
        return actual.culprits().orElseThrow(() -> failure("Expected culprits, but none is named: %s", actual));
    }
}
