package io.github.apmatrix.explain;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import java.util.Optional;

/**
 * What a mediated device asks for, what its guest gets, and what keeps the rest out: one reason for all queues that it
 * keeps out.
 *
 * @param device the device
 * @param missing the queues that are assigned, but that the guest does not have; as far as both matrices are known
 * @param evaluation what the guest would get if vfio_ap evaluated the matrix now, apart from failed resets; empty if not
 *     known
 * @param reasons what keeps the missing queues out
 * @param remarks what does not keep them out, but is worth knowing
 * @since 0.1.0
 */
public record DeviceExplanation(
        MediatedDevice device,
        ApQueueSet missing,
        Optional<Matrix> evaluation,
        ImmutableList<Reason> reasons,
        ImmutableList<Remark> remarks) {

    /** Returns a line for the device, and one for each reason, remedy and remark. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("device " + device.id() + verdict() + "\n");
        for (Reason reason : reasons) {
            text.append("  ").append(Words.count(reason.queues())).append(" kept out: ");
            text.append(reason.description()).append('\n');
            text.append("    to do: ").append(reason.remedy()).append('\n');
        }
        remarks.forEach(
                remark -> text.append("  remark: ").append(remark.description()).append('\n'));
        return text.toString();
    }

    private String verdict() {
        if (device.state() == MediatedDeviceState.BEING_REMOVED) {
            return " is being removed";
        } else if (device.state() == MediatedDeviceState.WITHOUT_DRIVER) {
            return " has no driver";
        }
        return " asks for " + count(device.assignedMatrix()) + ", its guest gets " + count(device.guestMatrix());
    }

    private static String count(MatrixReading reading) {
        if (reading.matrix().isPresent()) {
            return Words.count(reading.queues());
        }
        return reading.queues().isEmpty()
                ? "a number of queues that is not known"
                : "at least " + Words.count(reading.queues());
    }
}
