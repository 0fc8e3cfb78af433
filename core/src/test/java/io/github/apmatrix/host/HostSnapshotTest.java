package io.github.apmatrix.host;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HostSnapshotTest {
    static List<UnaryOperator<HostSnapshot.Builder>> parts() {
        return List.of(
                host -> host.apBus(Answer.NO),
                host -> host.vfioAp(Answer.NO),
                host -> host.features(KernelFeatures.notKnown().with(KernelFeature.AP_CONFIG, Answer.YES)),
                host -> host.lpar(ApConfig.none()),
                host -> host.maxAdapter(AdapterId.of(255)),
                host -> host.maxDomain(DomainId.of(255)),
                host -> host.masks(HostMasks.allReserved()),
                host -> host.bindings(Bindings.parse("0/0 (complete)")),
                host -> host.defaultDomain(-1),
                host -> host.configTime(Duration.ofSeconds(30)),
                host -> host.availableInstances(65_536),
                host -> host.add(Card.builder(AdapterId.of(1)).build()),
                host -> host.add(QueueDevice.builder(ApQueue.parse("01.0001")).build()),
                host -> host.add(MediatedDevice.builder(SampleHost.OTHER_DEVICE).build()));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void snapshotsAreEqualIfAllTheirPartsAre(UnaryOperator<HostSnapshot.Builder> part) {
        HostSnapshot changed = part.apply(SampleHost.builder()).build();
        assertThat(changed)
                .isNotEqualTo(SampleHost.builder().build())
                .isEqualTo(part.apply(SampleHost.builder()).build())
                .hasSameHashCodeAs(part.apply(SampleHost.builder()).build());
        assertThat(changed.toString()).isNotEqualTo(SampleHost.builder().build().toString());
    }

    @Test
    void theOrderOfAddingDoesNotMatter() {
        Card one = Card.builder(AdapterId.of(1)).build();
        Card two = Card.builder(AdapterId.of(2)).build();
        HostSnapshot snapshot = HostSnapshot.builder().add(two).add(one).build();
        assertThat(snapshot).isEqualTo(HostSnapshot.builder().add(one).add(two).build());
        assertThat(snapshot.cards().values()).containsExactly(one, two);
    }

    @Test
    void aBuilderCanGoOnWithoutChangingWhatItBuilt() {
        HostSnapshot.Builder builder = SampleHost.builder();
        HostSnapshot before = builder.build();
        HostSnapshot after = builder.masks(HostMasks.allReserved())
                .add(Card.builder(AdapterId.of(1)).build())
                .build();
        assertThat(before).isEqualTo(SampleHost.builder().build()).isNotEqualTo(after);
    }

    @Nested
    class OfAKnownHost {
        private final HostSnapshot snapshot = SampleHost.builder().build();

        @Test
        void theLevelsAreSetsOfQueues() {
            assertThat(snapshot.availableToLpar())
                    .isEqualTo(ApQueueSet.of(Matrix.of(adapters(0x00, 0x0a), domains(0x01, 0x04, 0x1b))));
            assertThat(snapshot.freeForVfio()).isEqualTo(ApQueueSet.of(Matrix.of(adapters(0x0a), DomainSet.all())));
            assertThat(snapshot.reservedForHost())
                    .isEqualTo(snapshot.freeForVfio().complement());
            assertThat(snapshot.boundToVfioAp()).containsExactly(ApQueue.parse("0a.0001"), ApQueue.parse("0a.0004"));
            assertThat(snapshot.assigned()).containsExactly(ApQueue.parse("0a.0004"));
            assertThat(snapshot.reachingGuests()).containsExactly(ApQueue.parse("0a.0004"));
        }

        @Test
        void devicesAreFoundByTheirNumbers() {
            assertThat(snapshot.cards().keySet()).containsExactly(AdapterId.of(0x00), AdapterId.of(0x0a));
            assertThat(snapshot.queues()).hasSize(6).containsKey(ApQueue.parse("0a.001b"));
            assertThat(snapshot.devices()).containsOnlyKeys(SampleHost.DEVICE);
        }

        @Test
        void theLaterDeviceOfTheSameNumberReplacesTheEarlierOne() {
            QueueDevice unknown = QueueDevice.builder(ApQueue.parse("0a.0004")).build();
            HostSnapshot changed = SampleHost.builder().add(unknown).build();
            assertThat(changed.queues()).hasSize(6).containsEntry(unknown.queue(), unknown);
            assertThat(changed.boundToVfioAp()).containsExactly(ApQueue.parse("0a.0001"));
        }
    }

    @Nested
    class OfAnUnknownHost {
        private final HostSnapshot snapshot = HostSnapshot.builder().build();

        @Test
        void everythingIsOpen() {
            assertThat(snapshot.apBus()).isEqualTo(Answer.NOT_KNOWN);
            assertThat(snapshot.vfioAp()).isEqualTo(Answer.NOT_KNOWN);
            assertThat(snapshot.features()).isEqualTo(KernelFeatures.notKnown());
            assertThat(snapshot.lpar()).isEmpty();
            assertThat(snapshot.maxAdapter()).isEmpty();
            assertThat(snapshot.maxDomain()).isEmpty();
            assertThat(snapshot.masks()).isEmpty();
            assertThat(snapshot.ownership()).isEmpty();
            assertThat(snapshot.bindings()).isEmpty();
            assertThat(snapshot.defaultDomain()).isEmpty();
            assertThat(snapshot.configTime()).isEmpty();
            assertThat(snapshot.availableInstances()).isEmpty();
        }

        @Test
        void noQueueIsKnownToBeAnywhere() {
            assertThat(snapshot.availableToLpar().isEmpty()).isTrue();
            assertThat(snapshot.reservedForHost().isEmpty()).isTrue();
            assertThat(snapshot.freeForVfio().isEmpty()).isTrue();
            assertThat(snapshot.boundToVfioAp().isEmpty()).isTrue();
            assertThat(snapshot.assigned().isEmpty()).isTrue();
            assertThat(snapshot.reachingGuests().isEmpty()).isTrue();
        }

        @Test
        void queueDevicesStandForTheLparThatIsNotReported() {
            ApQueue queue = ApQueue.parse("05.0004");
            HostSnapshot host = HostSnapshot.builder()
                    .add(QueueDevice.builder(queue).build())
                    .build();
            assertThat(host.availableToLpar()).containsExactly(queue);
        }
    }

    @Nested
    class WithOverrides {
        private static final ApQueue QUEUE = ApQueue.parse("00.0004");

        private Answer isFree(DriverBinding driver, boolean overridden, HostMasks masks) {
            QueueDevice.Builder queue = QueueDevice.builder(QUEUE).driver(driver);
            HostSnapshot host = HostSnapshot.builder()
                    .masks(masks)
                    .add((overridden ? queue.driverOverride("vfio_ap") : queue).build())
                    .build();
            assertThat(host.reservedForHost()).isEqualTo(host.freeForVfio().complement());
            return Answer.of(host.freeForVfio().contains(QUEUE));
        }

        @ParameterizedTest
        @CsvSource({
            "vfio_ap, true, YES",
            "vfio_ap, false, NO",
            "cex4queue, true, NO",
            "cex4queue, false, NO",
        })
        void amongFullMasksOnlyAnOverriddenQueueOfVfioApIsFree(String driver, boolean overridden, Answer free) {
            assertThat(isFree(DriverBinding.to(driver), overridden, HostMasks.allReserved()))
                    .isEqualTo(free);
        }

        @Test
        void anOverriddenQueueThatIsBoundToTheHostIsReservedWhateverItsOverrideNames() {
            HostMasks free = HostMasks.allReserved().withApmask(adapters(0).complement());
            assertThat(isFree(DriverBinding.to("cex4queue"), true, free)).isEqualTo(Answer.NO);
            assertThat(isFree(DriverBinding.to("cex4queue"), false, free)).isEqualTo(Answer.YES);
        }

        @Test
        void anOverriddenQueueWithoutDriverCountsByTheMasks() {
            HostMasks free = HostMasks.allReserved().withApmask(adapters(0).complement());
            assertThat(isFree(DriverBinding.unbound(), true, HostMasks.allReserved()))
                    .isEqualTo(Answer.NO);
            assertThat(isFree(DriverBinding.unbound(), true, free)).isEqualTo(Answer.YES);
            assertThat(isFree(DriverBinding.notKnown(), true, free)).isEqualTo(Answer.YES);
        }
    }

    @Nested
    class OfDevicesThatChangedMeanwhile {
        @Test
        void aQueueThatWasSeenInTwoDevicesIsAssignedOnce() {
            Matrix matrix = Matrix.of(adapters(0x0a), domains(0x04, 0x1b));
            HostSnapshot snapshot = SampleHost.builder()
                    .add(SampleHost.device(SampleHost.OTHER_DEVICE, matrix))
                    .build();
            assertThat(snapshot.devices()).hasSize(2);
            assertThat(snapshot.assigned()).isEqualTo(ApQueueSet.of(matrix));
            assertThat(snapshot.reachingGuests()).isEqualTo(ApQueueSet.of(matrix));
        }

        @Test
        void aCutMatrixAddsWhatWasSeenAndAnUnreadableOneNothing() {
            ApQueue seen = ApQueue.parse("0a.0001");
            HostSnapshot snapshot = SampleHost.builder()
                    .add(MediatedDevice.builder(SampleHost.OTHER_DEVICE)
                            .assignedMatrix(new MatrixReading.Cut(ApQueueSet.of(seen)))
                            .build())
                    .build();
            assertThat(snapshot.assigned()).containsExactly(seen, ApQueue.parse("0a.0004"));
            assertThat(snapshot.reachingGuests()).containsExactly(ApQueue.parse("0a.0004"));
        }
    }
}
