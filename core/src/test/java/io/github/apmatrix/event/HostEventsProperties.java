package io.github.apmatrix.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.ApFunctions;
import io.github.apmatrix.host.Bindings;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.KernelFeatures;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.SampleHost;
import io.github.apmatrix.host.VfioStatus;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Snapshots in which everything can be anything, also what no kernel would show. */
class HostEventsProperties {
    private static final int TRIES = 3000;
    private static final List<Integer> IDS = List.of(0, 0x0a);
    private static final List<Class<?>> KINDS = Stream.of(
                    BusEvent.class, AdapterEvent.class, QueueEvent.class, DeviceEvent.class)
            .<Class<?>>flatMap(group -> Stream.of(group.getPermittedSubclasses()))
            .toList();

    @Provide
    Arbitrary<HostSnapshot> hosts() {
        return Arbitraries.randoms().map(HostEventsProperties::host);
    }

    private static HostSnapshot host(Random random) {
        HostSnapshot.Builder host = HostSnapshot.builder().apBus(answer(random)).vfioAp(answer(random));
        host.features(KernelFeatures.notKnown().with(KernelFeature.AP_CONFIG, answer(random)));
        some(random, () -> host.lpar(ApConfig.of(matrix(random)).withControlDomains(domains(random))));
        some(random, () -> host.maxAdapter(AdapterId.of(random.nextInt(2))));
        some(random, () -> host.maxDomain(DomainId.of(random.nextInt(2))));
        some(random, () -> host.masks(new HostMasks(adapters(random), domains(random))));
        some(
                random,
                () -> host.bindings(Bindings.parse(one(random, "1/2", "2/2", "2/2 (complete)", "3/3 (complete)"))));
        some(random, () -> host.defaultDomain(random.nextInt(3) - 1));
        some(random, () -> host.configTime(Duration.ofSeconds(random.nextInt(2))));
        some(random, () -> host.availableInstances(random.nextInt(2)));
        for (int adapter : IDS) {
            some(random, () -> host.add(card(AdapterId.of(adapter), random)));
            IDS.forEach(domain -> some(
                    random, () -> host.add(queue(ApQueue.of(AdapterId.of(adapter), DomainId.of(domain)), random))));
        }
        some(random, () -> host.add(device(MediatedDevice.builder(SampleHost.DEVICE), random)));
        some(random, () -> host.add(device(MediatedDevice.builder(SampleHost.OTHER_DEVICE), random)));
        return host.build();
    }

    private static Card card(AdapterId adapter, Random random) {
        Card.Builder card = Card.builder(adapter)
                .online(answer(random))
                .configured(answer(random))
                .checkstopped(answer(random))
                .driver(driver(random, "cex4card"));
        // not all at random: most hosts have the same adapters as before
        boolean usual = random.nextBoolean();
        some(random, () -> card.type(usual ? CardType.CEX7P : one(random, CardType.CEX7P, CardType.CEX8C)));
        some(random, () -> card.hardwareType(usual ? 13 : one(random, 13, 14)));
        some(random, () -> card.rawHardwareType(usual ? 13 : one(random, 13, 15)));
        some(random, () -> card.functions(new ApFunctions(usual ? 0 : one(random, 0, 1))));
        some(random, () -> card.depth(8));
        some(random, () -> card.maxMessageSize(12));
        some(random, () -> card.serialNumber(one(random, "93AABBCC", "")));
        return card.build();
    }

    private static QueueDevice queue(ApQueue queue, Random random) {
        QueueDevice.Builder device = QueueDevice.builder(queue)
                .driver(driver(random, one(random, "cex4queue", "vfio_ap")))
                .online(answer(random))
                .configured(answer(random))
                .checkstopped(answer(random));
        some(random, () -> device.status(one(random, VfioStatus.values())));
        some(random, () -> device.driverOverride(one(random, "vfio_ap", "cex4queue")));
        return device.build();
    }

    private static MediatedDevice device(MediatedDevice.Builder device, Random random) {
        device.state(one(random, MediatedDeviceState.values()))
                .assignedMatrix(reading(random))
                .guestMatrix(reading(random))
                .heldByGuest(answer(random));
        some(random, () -> device.controlDomains(domains(random)));
        some(random, () -> device.iommuGroup(one(random, 1, 1, 1, 2)));
        return device.build();
    }

    private static MatrixReading reading(Random random) {
        ApQueueSet queues = ApQueueSet.of(matrix(random));
        return switch (random.nextInt(8)) {
            case 0 -> MatrixReading.unreadable("busy");
            case 1 -> MatrixReading.unreadable("gone");
            case 2 -> queues.isEmpty() ? MatrixReading.unreadable("cut") : new MatrixReading.Cut(queues);
            default -> MatrixReading.complete(matrix(random));
        };
    }

    private static DriverBinding driver(Random random, String name) {
        return one(
                random,
                DriverBinding.to(name),
                DriverBinding.to(name),
                DriverBinding.unbound(),
                DriverBinding.notKnown());
    }

    private static Matrix matrix(Random random) {
        return Matrix.of(adapters(random), domains(random));
    }

    private static AdapterSet adapters(Random random) {
        return AdapterSet.copyOf(IDS.stream()
                .filter(id -> random.nextBoolean())
                .map(AdapterId::of)
                .toList());
    }

    private static DomainSet domains(Random random) {
        return DomainSet.copyOf(IDS.stream()
                .filter(id -> random.nextBoolean())
                .map(DomainId::of)
                .toList());
    }

    private static Answer answer(Random random) {
        return one(random, Answer.values());
    }

    private static void some(Random random, Runnable edit) {
        if (random.nextInt(4) > 0) {
            edit.run();
        }
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static <T> T one(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }

    /** Also proves the generator: every kind of event comes up. */
    @Property(tries = TRIES)
    void replayedOnTheFirstSnapshotTheEventsGiveTheSecond(
            @ForAll("hosts") HostSnapshot before, @ForAll("hosts") HostSnapshot after) {
        List<HostEvent> events = HostEvents.between(before, after);
        assertThat(HostEvents.replay(before, events)).isEqualTo(after);
        events.forEach(event -> Statistics.label("kind").collect(event.getClass()));
        Statistics.label("kind")
                .coverage(coverage -> KINDS.forEach(kind -> coverage.check(kind).count(count -> count > 0)));
    }

    @Property
    void nothingHappensBetweenEqualSnapshots(@ForAll("hosts") HostSnapshot host) {
        assertThat(HostEvents.between(host, host.toBuilder().build())).isEmpty();
    }

    @Property
    void everyEventChangesTheHostAndSaysSoInOneLine(
            @ForAll("hosts") HostSnapshot before, @ForAll("hosts") HostSnapshot after) {
        HostSnapshot now = before;
        for (HostEvent event : HostEvents.between(before, after)) {
            HostSnapshot next = event.applyTo(now);
            // of a matrix that was cut, what is left is not known before it is known what came
            if (!(event instanceof DeviceEvent.GuestGainedQueues)) {
                assertThat(next).as(event::toString).isNotEqualTo(now);
            }
            assertThat(event.description())
                    .isNotBlank()
                    .doesNotContain("\n", "Optional", "[", "NOT_KNOWN")
                    .doesNotEndWith(".");
            now = next;
        }
    }

    /** Who only counts what guests gain and lose knows what they have, as long as the guest matrices can be read. */
    @Property
    void gainedAndLostQueuesAreDisjointAndTrue(
            @ForAll("hosts") HostSnapshot before, @ForAll("hosts") HostSnapshot after) {
        for (HostEvent event : HostEvents.between(before, after)) {
            if (event instanceof DeviceEvent.GuestLostQueues lost) {
                MatrixReading left = guestMatrix(after, lost);
                assertThat(lost.queues()).allMatch(queue -> left.contains(queue).isNo());
                assertThat(lost.reasons()).isNotEmpty();
            } else if (event instanceof DeviceEvent.GuestGainedQueues gained) {
                MatrixReading now = guestMatrix(after, gained);
                assertThat(gained.queues())
                        .allMatch(queue -> now.contains(queue).isYes());
            }
        }
    }

    private static MatrixReading guestMatrix(HostSnapshot host, DeviceEvent event) {
        return Optional.ofNullable(host.devices().get(event.device()))
                .orElseThrow()
                .guestMatrix();
    }

    /** A queue with a driver never gets another one without losing the first. */
    @Property
    void queuesLeaveTheirDriverBeforeAnotherOneTakesThem(
            @ForAll("hosts") HostSnapshot before, @ForAll("hosts") HostSnapshot after) {
        HostSnapshot now = before;
        for (HostEvent event : HostEvents.between(before, after)) {
            if (event instanceof QueueEvent.Bound bound) {
                HostSnapshot host = now;
                assertThat(bound.queues())
                        .noneMatch(queue -> Objects.requireNonNull(host.queues().get(queue))
                                .driver()
                                .isBound()
                                .isYes());
            }
            now = event.applyTo(now);
        }
    }

    @Property
    void eventsAboutWhatIsNotThereAreRefusedByName(
            @ForAll("hosts") HostSnapshot before, @ForAll("hosts") HostSnapshot after) {
        HostSnapshot empty = HostSnapshot.builder().build();
        Set<String> refusals = new TreeSet<>();
        for (HostEvent event : HostEvents.between(before, after)) {
            try {
                event.applyTo(empty);
            } catch (IllegalArgumentException e) {
                refusals.add(String.valueOf(e.getMessage()));
                assertThat(event).isNotInstanceOf(BusEvent.class);
            }
        }
        assertThat(refusals.stream()
                        .filter(text -> !text.matches("the host has no (adapter|queue|mediated device) .*")))
                .as(refusals.stream().collect(Collectors.joining("\n")))
                .isEmpty();
    }
}
