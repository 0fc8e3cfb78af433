package io.github.apmatrix.host;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;

/**
 * A small host: adapters 00 and 0a with domains 01, 04 and 1b; the host keeps adapter 00; 0a.001b was unbound from vfio_ap
 * by hand; one device has 0a.0004, which reaches its guest.
 */
public final class SampleHost {
    /** The device that has 0a.0004. */
    public static final MediatedDeviceId DEVICE = MediatedDeviceId.parse("62177883-f1bb-47f0-914d-32a22e3a8804");

    /** A device that the host does not have. */
    public static final MediatedDeviceId OTHER_DEVICE = MediatedDeviceId.parse("3c3a1f4e-0000-4000-8000-000000000001");

    private SampleHost() {}

    /** Returns a builder that has all of the host, so that tests can add to it. */
    public static HostSnapshot.Builder builder() {
        HostSnapshot.Builder host = HostSnapshot.builder()
                .apBus(Answer.YES)
                .vfioAp(Answer.YES)
                .lpar(ApConfig.of(adapters(0x00, 0x0a), domains(0x01, 0x04, 0x1b)))
                .masks(HostMasks.allReserved().withApmask(adapters(0x0a).complement()))
                .add(card(0x00, CardType.CEX7A, 13, "0x6A800000"))
                .add(card(0x0a, CardType.CEX8P, 14, "0x06800000"));
        for (int domain : new int[] {0x01, 0x04, 0x1b}) {
            ApQueue kept =
                    ApQueue.of(AdapterId.of(0x00), domains(domain).first().orElseThrow());
            host.add(QueueDevice.builder(kept)
                    .driver(DriverBinding.to("cex4queue"))
                    .online(Answer.YES)
                    .configured(Answer.YES)
                    .checkstopped(Answer.NO)
                    .build());
        }
        return host.add(vfioQueue("0a.0001", VfioStatus.UNASSIGNED))
                .add(vfioQueue("0a.0004", VfioStatus.IN_USE))
                .add(QueueDevice.builder(ApQueue.parse("0a.001b"))
                        .driver(DriverBinding.unbound())
                        .build())
                .add(device(DEVICE, Matrix.of(adapters(0x0a), domains(0x04))));
    }

    /** Returns a device whose guest gets all that is assigned. */
    public static MediatedDevice device(MediatedDeviceId id, Matrix matrix) {
        return MediatedDevice.builder(id)
                .assignedMatrix(MatrixReading.complete(matrix))
                .guestMatrix(MatrixReading.complete(matrix))
                .build();
    }

    private static Card card(int adapter, CardType type, int hardwareType, String functions) {
        return Card.builder(AdapterId.of(adapter))
                .type(type)
                .hardwareType(hardwareType)
                .functions(ApFunctions.parse(functions))
                .depth(8)
                .online(Answer.YES)
                .configured(Answer.YES)
                .checkstopped(Answer.NO)
                .driver(DriverBinding.to("cex4card"))
                .build();
    }

    private static QueueDevice vfioQueue(String queue, VfioStatus status) {
        return QueueDevice.builder(ApQueue.parse(queue))
                .driver(DriverBinding.to("vfio_ap"))
                .status(status)
                .build();
    }
}
