package io.github.apmatrix.event;

import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import java.util.Optional;
import java.util.OptionalInt;

/** Copies of mediated devices in which something can become unknown. */
final class DeviceCopy {
    private static final MatrixReading NOTHING = MatrixReading.complete(Matrix.none());

    private DeviceCopy() {}

    static MediatedDevice withAssignment(MediatedDevice device, Assignment assignment) {
        return copy(device, assignment.controlDomains(), device.iommuGroup())
                .assignedMatrix(assignment.matrix())
                .build();
    }

    static MediatedDevice withIommuGroup(MediatedDevice device, OptionalInt group) {
        return copy(device, device.controlDomains(), group).build();
    }

    private static MediatedDevice.Builder copy(
            MediatedDevice device, Optional<DomainSet> controlDomains, OptionalInt group) {
        MediatedDevice.Builder copy = MediatedDevice.builder(device.id())
                .state(device.state())
                .assignedMatrix(device.assignedMatrix())
                .guestMatrix(device.guestMatrix())
                .heldByGuest(device.heldByGuest());
        controlDomains.ifPresent(copy::controlDomains);
        group.ifPresent(copy::iommuGroup);
        return copy;
    }

    /** What a device was when it was just created, as far as that can be told from what it is. */
    static MediatedDevice created(MediatedDevice device) {
        MediatedDevice.Builder created = MediatedDevice.builder(device.id())
                .state(device.state())
                .assignedMatrix(empty(device.assignedMatrix()))
                .guestMatrix(empty(device.guestMatrix()))
                .heldByGuest(device.heldByGuest().isKnown() ? Answer.NO : Answer.NOT_KNOWN);
        device.controlDomains().ifPresent(domains -> created.controlDomains(DomainSet.none()));
        device.iommuGroup().ifPresent(created::iommuGroup);
        return created.build();
    }

    private static MatrixReading empty(MatrixReading reading) {
        return reading instanceof MatrixReading.Unreadable ? reading : NOTHING;
    }
}
