package io.github.apmatrix.health;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.KernelFeatures;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.VfioStatus;
import java.util.stream.Stream;

/**
 * A host where all is well, to which tests add what is wrong: adapters 00 of the host, 0a and 0b of vfio_ap, with domains 1, 2
 * and 4; device A has 0a and 0b with domain 1.
 */
final class HealthHosts {
    static final MediatedDeviceId A = MediatedDeviceId.parse("62177883-f1bb-47f0-914d-32a22e3a8804");
    static final MediatedDeviceId B = MediatedDeviceId.parse("cef03c3c-903d-4ecc-9a83-40694cb8aee4");
    static final MediatedDeviceId C = MediatedDeviceId.parse("e4d909c2-90d0-4fb1-8a06-8cffadd220ec");
    static final Matrix OF_A = Matrix.of(adapters(0x0a, 0x0b), domains(1));
    private static final Matrix LPAR = Matrix.of(adapters(0, 0x0a, 0x0b), domains(1, 2, 4));

    private HealthHosts() {}

    static HostSnapshot.Builder healthy() {
        HostSnapshot.Builder host = HostSnapshot.builder()
                .apBus(Answer.YES)
                .vfioAp(Answer.YES)
                .features(KernelFeatures.notKnown()
                        .with(KernelFeature.LPAR_CONFIGURATION, Answer.YES)
                        .with(KernelFeature.AP_CONFIG, Answer.YES))
                .lpar(ApConfig.of(LPAR).withControlDomainsLikeUsage())
                .masks(HostMasks.allReserved().withApmask(adapters(0x0a, 0x0b).complement()));
        LPAR.adapters().forEach(adapter -> host.add(card(adapter).build()));
        LPAR.queues().forEach(queue -> host.add(queue(queue).build()));
        return host.add(device(A, OF_A).build());
    }

    static Card.Builder card(AdapterId adapter) {
        return Card.builder(adapter)
                .hardwareType(14)
                .online(Answer.YES)
                .configured(Answer.YES)
                .checkstopped(Answer.NO)
                .driver(DriverBinding.to("cex4card"));
    }

    static Card.Builder card(int adapter) {
        return card(AdapterId.of(adapter));
    }

    static QueueDevice.Builder queue(String queue) {
        return queue(ApQueue.parse(queue));
    }

    private static QueueDevice.Builder queue(ApQueue queue) {
        QueueDevice.Builder device =
                QueueDevice.builder(queue).configured(Answer.YES).checkstopped(Answer.NO);
        return queue.adapter().value() == 0
                ? device.driver(DriverBinding.to("cex4queue")).online(Answer.YES)
                : device.driver(DriverBinding.to("vfio_ap")).status(VfioStatus.UNASSIGNED);
    }

    /** A device whose guest is not running, gets all that is assigned, and has its usage domains as control domains. */
    static MediatedDevice.Builder device(MediatedDeviceId id, Matrix matrix) {
        return device(id, matrix, matrix, matrix.domains()).heldByGuest(Answer.NO);
    }

    static MediatedDevice.Builder device(MediatedDeviceId id, Matrix assigned, Matrix guest, DomainSet control) {
        return MediatedDevice.builder(id)
                .assignedMatrix(MatrixReading.complete(assigned))
                .guestMatrix(MatrixReading.complete(guest))
                .controlDomains(control);
    }

    static ApQueueSet queues(String... queues) {
        return ApQueueSet.copyOf(Stream.of(queues).map(ApQueue::parse).toList());
    }

    static ImmutableList<Finding> check(HostSnapshot.Builder host) {
        return HealthCheck.of(host.build());
    }

    /** Returns severities and keys: {@code warning adapter-checkstopped: adapter 0a}. */
    static ImmutableList<String> found(HostSnapshot.Builder host) {
        return check(host).stream()
                .map(finding -> finding.severity() + " " + finding.key())
                .collect(ImmutableList.toImmutableList());
    }
}
