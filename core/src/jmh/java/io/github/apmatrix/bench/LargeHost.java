package io.github.apmatrix.bench;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.allocate.AllocationRequest;
import io.github.apmatrix.allocate.GuestDemand;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.KernelFeatures;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.VfioStatus;
import io.github.apmatrix.plan.DesiredHost;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A host of adapters x domains. Every fourth adapter is the host's, the others are free; the guest of a domain has it on
 * every third adapter.
 */
final class LargeHost {
    private static final KernelFeatures FEATURES = KernelFeatures.notKnown()
            .with(KernelFeature.LPAR_CONFIGURATION, Answer.YES)
            .with(KernelFeature.GUEST_MATRIX, Answer.YES)
            .with(KernelFeature.QUEUE_STATUS, Answer.YES);

    private final int adapters;
    private final int domains;
    private final KernelFeatures features;
    private final HostMasks masks;

    private LargeHost(int adapters, int domains, boolean rewritable) {
        this.adapters = adapters;
        this.domains = domains;
        this.features = FEATURES.with(KernelFeature.AP_CONFIG, Answer.of(rewritable));
        this.masks = new HostMasks(where(adapter -> adapter % 4 == 3), DomainSet.all());
    }

    /** Returns the host of a text like {@code 60x85}, with {@code ap_config} or, before Linux 6.10, without. */
    static LargeHost of(String size, boolean rewritable) {
        String[] numbers = size.split("x", -1);
        return new LargeHost(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), rewritable);
    }

    private interface Condition {
        boolean isTrue(int adapter);
    }

    private AdapterSet where(Condition condition) {
        return AdapterSet.of(ApMask.of(IntStream.range(0, adapters).filter(condition::isTrue)));
    }

    static MediatedDeviceId device(int number) {
        return MediatedDeviceId.of(new UUID(0x4000L, 0x8000_0000_0000_0000L + number));
    }

    Matrix queues() {
        return Matrix.of(AdapterSet.of(ApMask.of(IntStream.range(0, adapters))), domains());
    }

    private DomainSet domains() {
        return DomainSet.of(ApMask.of(IntStream.range(0, domains)));
    }

    private ApConfig config(int number) {
        return ApConfig.of(
                        where(adapter -> adapter % 4 != 3 && adapter % 3 == number % 3),
                        DomainSet.of(DomainId.of(number)))
                .withControlDomainsLikeUsage();
    }

    /** Returns the host without devices. */
    HostSnapshot empty() {
        return withoutDevices(masks).build();
    }

    /** Returns the host without devices, as it is when nothing was set up yet: all queues are the host's. */
    HostSnapshot reserved() {
        return withoutDevices(HostMasks.allReserved()).build();
    }

    private HostSnapshot.Builder withoutDevices(HostMasks owners) {
        HostSnapshot.Builder host = HostSnapshot.builder()
                .apBus(Answer.YES)
                .vfioAp(Answer.YES)
                .features(features)
                .lpar(ApConfig.of(queues()).withControlDomainsLikeUsage())
                .maxAdapter(AdapterId.of(255))
                .maxDomain(DomainId.of(255))
                .masks(owners);
        queues().adapters()
                .forEach(adapter -> host.add(Card.builder(adapter)
                        .type(CardType.CEX7C)
                        .online(Answer.YES)
                        .configured(Answer.YES)
                        .checkstopped(Answer.NO)
                        .build()));
        for (ApQueue queue : queues().queues()) {
            host.add(
                    owners.isReserved(queue)
                            ? queue(queue, "cex4queue").online(Answer.YES).build()
                            : queue(queue, "vfio_ap")
                                    .status(VfioStatus.UNASSIGNED)
                                    .build());
        }
        return host;
    }

    private static QueueDevice.Builder queue(ApQueue queue, String driver) {
        return QueueDevice.builder(queue)
                .driver(DriverBinding.to(driver))
                .configured(Answer.YES)
                .checkstopped(Answer.NO);
    }

    /** Returns the host with its devices, every other one of which a running guest has. */
    HostSnapshot full() {
        HostSnapshot.Builder host = withoutDevices(masks);
        for (int number = 0; number < domains; number++) {
            ApConfig config = config(number);
            boolean held = number % 2 == 0;
            host.add(MediatedDevice.builder(device(number))
                    .assignedMatrix(MatrixReading.complete(config.matrix()))
                    .controlDomains(config.controlDomains())
                    .guestMatrix(MatrixReading.complete(config.matrix()))
                    .heldByGuest(Answer.of(held))
                    .build());
            config.matrix()
                    .queues()
                    .forEach(queue -> host.add(queue(queue, "vfio_ap")
                            .status(held ? VfioStatus.IN_USE : VfioStatus.ASSIGNED)
                            .build()));
        }
        return host.build();
    }

    /** Returns the host with its devices after adapter 0 lost its driver, so that a third of the guests lost queues. */
    HostSnapshot afterLoss() {
        HostSnapshot full = full();
        AdapterSet lost = AdapterSet.of(AdapterId.of(0));
        HostSnapshot.Builder host = full.toBuilder();
        Matrix.of(lost, domains())
                .queues()
                .forEach(queue -> host.add(QueueDevice.builder(queue)
                        .driver(DriverBinding.unbound())
                        .configured(Answer.YES)
                        .checkstopped(Answer.NO)
                        .build()));
        full.devices().values().forEach(device -> {
            Matrix before = device.guestMatrix().matrix().orElseThrow();
            host.add(device.toBuilder()
                    .guestMatrix(MatrixReading.complete(
                            before.withAdapters(before.adapters().difference(lost))))
                    .build());
        });
        return host.build();
    }

    /** Returns all devices as they are on the full host. */
    DesiredHost desired() {
        DesiredHost.Builder desired = DesiredHost.builder();
        IntStream.range(0, domains).forEach(number -> desired.device(device(number), config(number)));
        return desired.build();
    }

    /** Returns a demand of two queues on two adapters for as many guests. */
    AllocationRequest request(int guests) {
        AllocationRequest.Builder request = AllocationRequest.builder();
        IntStream.range(0, guests)
                .forEach(number ->
                        request.guest(GuestDemand.of(device(number)).queues(2).adapters(2)));
        return request.build();
    }

    int guests() {
        return domains;
    }
}
