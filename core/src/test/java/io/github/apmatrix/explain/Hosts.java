package io.github.apmatrix.explain;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.KernelFeatures;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.SampleHost;
import io.github.apmatrix.host.VfioStatus;
import java.util.stream.Stream;

/** Hosts where all is well, to which tests add what is wrong. */
final class Hosts {
    static final MediatedDeviceId DEVICE = SampleHost.DEVICE;
    static final MediatedDeviceId OTHER = SampleHost.OTHER_DEVICE;
    static final ApQueue QUEUE = ApQueue.parse("0a.0004");

    /** The only queue of this matrix is {@link #QUEUE}. */
    static final Matrix ONE = Matrix.of(adapters(0x0a), domains(0x04));

    /** 0a.0004 and 0a.001b. */
    static final Matrix TWO = Matrix.of(adapters(0x0a), domains(0x04, 0x1b));

    private Hosts() {}

    /** Returns a host whose LPAR has a matrix, with all queues free and bound to vfio_ap. */
    static HostSnapshot.Builder passing(Matrix matrix) {
        HostSnapshot.Builder host = HostSnapshot.builder()
                .apBus(Answer.YES)
                .vfioAp(Answer.YES)
                .lpar(ApConfig.of(matrix))
                .masks(new HostMasks(AdapterSet.none(), DomainSet.all()));
        matrix.queues().forEach(queue -> host.add(queue(queue.toString(), DriverBinding.to("vfio_ap"))));
        return host;
    }

    /** Returns a passing host with a device that has the matrix, and whose guest has nothing of it. */
    static HostSnapshot.Builder withDevice(Matrix matrix) {
        return passing(matrix).add(device(DEVICE, matrix, Matrix.none()));
    }

    static MediatedDevice device(MediatedDeviceId id, Matrix assigned, Matrix guest) {
        return MediatedDevice.builder(id)
                .assignedMatrix(MatrixReading.complete(assigned))
                .guestMatrix(MatrixReading.complete(guest))
                .build();
    }

    static QueueDevice queue(String queue, DriverBinding driver) {
        return QueueDevice.builder(ApQueue.parse(queue)).driver(driver).build();
    }

    static QueueDevice queue(String queue, VfioStatus status) {
        return QueueDevice.builder(ApQueue.parse(queue))
                .driver(DriverBinding.to("vfio_ap"))
                .status(status)
                .build();
    }

    static QueueDevice overridden(String queue, String override, DriverBinding driver) {
        return QueueDevice.builder(ApQueue.parse(queue))
                .driver(driver)
                .driverOverride(override)
                .build();
    }

    static KernelFeatures feature(KernelFeature feature, Answer answer) {
        return KernelFeatures.notKnown().with(feature, answer);
    }

    static ApQueueSet queues(String... queues) {
        return ApQueueSet.copyOf(Stream.of(queues).map(ApQueue::parse).toList());
    }
}
