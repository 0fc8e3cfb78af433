package io.github.apmatrix.testkit.assertions;

import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.sysfs.AssignmentRefusedException;
import io.github.apmatrix.testkit.Journal;
import org.assertj.core.api.Assertions;

/**
 * The entry point of all assertions: those of AssertJ, and those of this library.
 *
 * <pre>{@code
 * assertThat(host.snapshot()).hasDevice(id).reachingGuests("0a.001b");
 * assertThat(kernel.journal()).wroteExactly("bus/ap/apmask", "-0x0a");
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ApAssertions extends Assertions {
    private ApAssertions() {}

    /**
     * Starts assertions on a snapshot.
     *
     * @param actual the snapshot
     * @return its assertions
     */
    public static HostSnapshotAssert assertThat(HostSnapshot actual) {
        return new HostSnapshotAssert(actual);
    }

    /**
     * Starts assertions on a mediated device.
     *
     * @param actual the device
     * @return its assertions
     */
    public static MediatedDeviceAssert assertThat(MediatedDevice actual) {
        return new MediatedDeviceAssert(actual);
    }

    /**
     * Starts assertions on a matrix.
     *
     * @param actual the matrix
     * @return its assertions
     */
    public static MatrixAssert assertThat(Matrix actual) {
        return new MatrixAssert(actual);
    }

    /**
     * Starts assertions on a journal.
     *
     * @param actual the journal
     * @return its assertions
     */
    public static JournalAssert assertThat(Journal actual) {
        return new JournalAssert(actual);
    }

    /**
     * Starts assertions on a refused change.
     *
     * @param actual the refusal
     * @return its assertions
     */
    public static AssignmentRefusedAssert assertThat(AssignmentRefusedException actual) {
        return new AssignmentRefusedAssert(actual);
    }
}
