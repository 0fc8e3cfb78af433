package io.github.apmatrix.render;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.QueueDevice;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Small hosts where everything can be unknown; adapters and domains have neighbours, so that there is something to fold. */
final class RandomHosts {
    private static final int[] NUMBERS = {0, 1, 2, 3, 9, 10, 255};

    private RandomHosts() {}

    private static Arbitrary<ApMask> masks() {
        return Arbitraries.integers()
                .between(0, NUMBERS.length - 1)
                .set()
                .ofMaxSize(5)
                .map(chosen -> ApMask.of(chosen.stream().mapToInt(i -> NUMBERS[i])));
    }

    private static Arbitrary<Matrix> matrices() {
        return Combinators.combine(masks(), masks()).as((a, d) -> Matrix.of(AdapterSet.of(a), DomainSet.of(d)));
    }

    private static Arbitrary<MatrixReading> readings() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, matrices().map(MatrixReading::complete)),
                Tuple.of(1, Arbitraries.of(MatrixReading.unreadable("broken"))),
                Tuple.of(1, matrices().filter(m -> m.size() > 0).map(m -> new MatrixReading.Cut(ApQueueSet.of(m)))));
    }

    private static Arbitrary<QueueDevice> queues() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, NUMBERS.length - 1),
                        Arbitraries.integers().between(0, NUMBERS.length - 1),
                        Arbitraries.of(DriverBinding.unbound(), DriverBinding.notKnown(), DriverBinding.to("vfio_ap")))
                .as((a, d, driver) -> QueueDevice.builder(queue(NUMBERS[a], NUMBERS[d]))
                        .driver(driver)
                        .build());
    }

    private static ApQueue queue(int adapter, int domain) {
        return ApQueue.of(
                adapters(adapter).first().orElseThrow(), domains(domain).first().orElseThrow());
    }

    static Arbitrary<HostSnapshot> any() {
        return Combinators.combine(
                        matrices().optional(0.8),
                        Combinators.combine(masks(), masks())
                                .as((a, d) -> new HostMasks(AdapterSet.of(a).complement(), DomainSet.of(d)))
                                .optional(0.8),
                        queues().list().ofMaxSize(8),
                        Combinators.combine(readings(), readings())
                                .as(List::of)
                                .list()
                                .ofMaxSize(3))
                .as(RandomHosts::host);
    }

    private static HostSnapshot host(
            Optional<Matrix> lpar,
            Optional<HostMasks> masks,
            List<QueueDevice> queues,
            List<List<MatrixReading>> devices) {
        HostSnapshot.Builder host = HostSnapshot.builder().apBus(Answer.YES);
        lpar.ifPresent(matrix -> host.lpar(ApConfig.of(matrix)));
        masks.ifPresent(host::masks);
        queues.forEach(host::add);
        for (int i = 0; i < devices.size(); i++) {
            host.add(MediatedDevice.builder(MediatedDeviceId.of(new UUID(0, i + 1)))
                    .assignedMatrix(devices.get(i).get(0))
                    .guestMatrix(devices.get(i).get(1))
                    .build());
        }
        return host.build();
    }
}
