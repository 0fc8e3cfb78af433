package io.github.apmatrix.testkit.assertions;

import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on a {@link MediatedDevice}.
 *
 * @since 0.1.0
 */
public final class MediatedDeviceAssert extends AbstractAssert<MediatedDeviceAssert, MediatedDevice> {
    MediatedDeviceAssert(@Nullable MediatedDevice actual) {
        super(actual, MediatedDeviceAssert.class);
    }

    /**
     * Verifies the state.
     *
     * @param expected the state
     * @return this
     */
    public MediatedDeviceAssert isInState(MediatedDeviceState expected) {
        isNotNull();
        if (actual.state() != expected) {
            throw failureWithActualExpected(
                    actual.state(),
                    expected,
                    "Expected device %s %s but it is %s",
                    actual.id(),
                    expected,
                    actual.state());
        }
        return this;
    }

    /**
     * Verifies whether a guest holds the device.
     *
     * @param expected yes, no or not known
     * @return this
     */
    public MediatedDeviceAssert isHeldByGuest(Answer expected) {
        isNotNull();
        if (actual.heldByGuest() != expected) {
            throw failureWithActualExpected(
                    actual.heldByGuest(),
                    expected,
                    "Expected device %s held by a guest: %s, but it is: %s",
                    actual.id(),
                    expected,
                    actual.heldByGuest());
        }
        return this;
    }

    /**
     * Starts assertions on the assigned matrix.
     *
     * @return its assertions; they fail if it is not known completely
     */
    public MatrixAssert assigned() {
        isNotNull();
        return complete("assigned matrix", actual.assignedMatrix());
    }

    /**
     * Starts assertions on the guest matrix.
     *
     * @return its assertions; they fail if it is not known completely
     */
    public MatrixAssert guestMatrix() {
        isNotNull();
        return complete("guest matrix", actual.guestMatrix());
    }

    private MatrixAssert complete(String what, MatrixReading reading) {
        return new MatrixAssert(reading.matrix()
                        .orElseThrow(() ->
                                failure("Expected a complete %s of device %s, but: %s", what, actual.id(), reading)))
                .as("%s of device %s", what, actual.id());
    }
}
