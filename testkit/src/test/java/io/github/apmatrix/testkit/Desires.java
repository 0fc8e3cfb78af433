package io.github.apmatrix.testkit;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.plan.DesiredHost;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random desires for hosts with few adapters and domains. */
final class Desires {
    private static final List<MediatedDeviceId> DEVICES =
            List.of(Console.A, Console.B, MediatedDeviceId.parse("11111111-2222-4333-8444-555555555555"));

    private Desires() {}

    static Arbitrary<DesiredHost> any() {
        Arbitrary<Consumer<DesiredHost.Builder>> device = Combinators.combine(
                        Arbitraries.of(DEVICES),
                        configs(),
                        Arbitraries.frequency(Tuple.of(5, true), Tuple.of(1, false)))
                .as((id, config, wanted) -> builder -> {
                    if (wanted) {
                        builder.device(id, config);
                    }
                });
        Arbitrary<Consumer<DesiredHost.Builder>> masks =
                Arbitraries.of(1, 2).flatMap(bits -> masks().map(value -> builder -> builder.masks(value)));
        Arbitrary<Consumer<DesiredHost.Builder>> keep = Arbitraries.of("00.0001", "0a.0002", "0b.0004", "0a.0001")
                .set()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(queues -> builder -> builder.keepForHost(
                        ApQueueSet.copyOf(queues.stream().map(ApQueue::parse).toList())));
        Arbitrary<Consumer<DesiredHost.Builder>> tooMuch = Arbitraries.just(builder -> builder.device(
                        Console.B, ApConfig.of(AdapterSet.adapters(0, 0x0b), DomainSet.domains(1, 2)))
                .keepForHost(ApQueueSet.of(ApQueue.parse("0b.0002"), ApQueue.parse("00.0001"))));
        Arbitrary<Consumer<DesiredHost.Builder>> more = Arbitraries.just(builder ->
                builder.device(Console.A, ApConfig.of(AdapterSet.adapters(0x0a), DomainSet.domains(1, 2, 4))));
        Arbitrary<Consumer<DesiredHost.Builder>> evaluate =
                Arbitraries.of(DEVICES).map(id -> builder -> builder.evaluate(id));
        Arbitrary<Consumer<DesiredHost.Builder>> permit = Arbitraries.just(DesiredHost.Builder::permitLosses);
        return Arbitraries.frequencyOf(
                        Tuple.of(8, device),
                        Tuple.of(2, masks),
                        Tuple.of(2, keep),
                        Tuple.of(6, more),
                        Tuple.of(3, tooMuch),
                        Tuple.of(2, evaluate),
                        Tuple.of(1, permit))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .flatMap(wishes -> Arbitraries.of(DEVICES).map(removed -> {
                    DesiredHost.Builder builder = DesiredHost.builder();
                    wishes.forEach(wish -> wish.accept(builder));
                    if (wishes.size() >= 3 && !builder.build().devices().containsKey(removed)) {
                        builder.removeDevice(removed);
                    }
                    return builder.build();
                }));
    }

    private static Arbitrary<ApConfig> configs() {
        Arbitrary<AdapterSet> adapters = Arbitraries.frequencyOf(
                        Tuple.of(6, Arbitraries.of(0, 0x0a, 0x0b)), Tuple.of(1, Arbitraries.of(0xff)))
                .set()
                .ofMaxSize(2)
                .map(numbers -> AdapterSet.adapters(
                        numbers.stream().mapToInt(Integer::intValue).toArray()));
        Arbitrary<DomainSet> domains = Arbitraries.frequencyOf(
                        Tuple.of(6, Arbitraries.of(1, 2, 4)), Tuple.of(1, Arbitraries.of(0x99, 0xff)))
                .set()
                .ofMaxSize(3)
                .map(numbers -> DomainSet.domains(
                        numbers.stream().mapToInt(Integer::intValue).toArray()));
        return Combinators.combine(adapters, domains, domains)
                .as((apm, aqm, adm) -> ApConfig.of(apm, aqm).withControlDomains(adm));
    }

    private static Arbitrary<HostMasks> masks() {
        Arbitrary<AdapterSet> freeAdapters =
                Arbitraries.of(AdapterSet.none(), AdapterSet.adapters(0x0a), AdapterSet.adapters(0, 0x0a, 0x0b));
        Arbitrary<DomainSet> freeDomains =
                Arbitraries.of(DomainSet.none(), DomainSet.domains(2), DomainSet.domains(1, 4));
        return Combinators.combine(freeAdapters, freeDomains)
                .as((adapters, domains) -> new HostMasks(adapters.complement(), domains.complement()));
    }
}
