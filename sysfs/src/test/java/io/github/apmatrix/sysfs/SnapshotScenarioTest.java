package io.github.apmatrix.sysfs;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.sysfs.Devices.FIRST;
import static io.github.apmatrix.sysfs.Devices.queues;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Bindings;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.QueueDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The host of the kernel document's example: three adapters, four domains, one device that nobody has open. */
class SnapshotScenarioTest {
    private static final DomainSet DOMAINS = domains(0x01, 0x02, 0x04, 0x1b);

    private static HostSnapshot scenario(String kernel) {
        return ApHost.at(Captures.sysfs(kernel, "scenario")).snapshot();
    }

    @EachKernel
    void lparAndMasksAreThoseOfTheHost(String kernel) {
        HostSnapshot now = scenario(kernel);

        assertThat(now.apBus()).isEqualTo(Answer.YES);
        assertThat(now.vfioAp()).isEqualTo(Answer.YES);
        assertThat(now.lpar())
                .contains(ApConfig.of(adapters(0x00, 0x0a, 0x0b), DOMAINS).withControlDomains(DOMAINS));
        assertThat(now.maxAdapter()).contains(AdapterId.of(255));
        assertThat(now.maxDomain()).contains(DomainId.of(255));
        assertThat(now.masks())
                .contains(new HostMasks(AdapterSet.all().difference(adapters(0x00, 0x0a)), DomainSet.all()));
        assertThat(now.bindings()).contains(Bindings.parse("12/12 (complete)"));
        assertThat(now.defaultDomain()).hasValue(1);
        assertThat(now.configTime()).contains(Duration.ofSeconds(30));
        assertThat(now.availableInstances()).hasValue(65_535);
    }

    @EachKernel
    void adaptersHaveTheirTypes(String kernel) {
        assertThat(scenario(kernel).cards().values())
                .extracting(Card::adapter, card -> card.type().orElseThrow())
                .containsExactly(
                        tuple(AdapterId.of(0x00), CardType.CEX7A),
                        tuple(AdapterId.of(0x0a), CardType.CEX7P),
                        tuple(AdapterId.of(0x0b), CardType.CEX8C));
    }

    @EachKernel
    void queuesOfTwoAdaptersAreFreed(String kernel) {
        HostSnapshot now = scenario(kernel);

        assertThat(now.queues()).hasSize(12);
        assertThat(now.boundToVfioAp()).isEqualTo(ApQueueSet.of(Matrix.of(adapters(0x00, 0x0a), DOMAINS)));
        assertThat(now.freeForVfio().intersect(now.lpar().orElseThrow().matrix()))
                .isEqualTo(now.boundToVfioAp());
        assertThat(now.queues().values())
                .filteredOn(queue -> queue.queue().adapter().equals(AdapterId.of(0x0b)))
                .hasSize(4)
                .allSatisfy(queue -> {
                    assertThat(queue.driver().driver()).contains("cex4queue");
                    assertThat(queue.online()).isEqualTo(Answer.YES);
                    assertThat(queue.status()).isEmpty();
                });
    }

    @EachKernel
    void deviceHasTwoQueuesAndIsNotHeld(String kernel) {
        MatrixReading matrix = MatrixReading.complete(Matrix.of(adapters(0x00, 0x0a), domains(0x1b)));

        assertThat(scenario(kernel).devices())
                .containsExactly(Map.entry(
                        FIRST,
                        MediatedDevice.builder(FIRST)
                                .state(MediatedDeviceState.READY)
                                .assignedMatrix(matrix)
                                .guestMatrix(matrix)
                                .controlDomains(domains(0x1b))
                                .heldByGuest(Answer.NO)
                                .iommuGroup(0)
                                .build()));
        assertThat(scenario(kernel).reachingGuests()).isEqualTo(queues("00.001b", "0a.001b"));
    }

    @ParameterizedTest
    @CsvSource({"6.1, NO, NO", "6.12, YES, NO", "7.3, YES, YES"})
    void featuresAreThoseOfTheKernel(String kernel, Answer apConfig, Answer overrides) {
        Map<KernelFeature, Answer> features = new EnumMap<>(KernelFeature.class);
        for (KernelFeature feature : KernelFeature.values()) {
            features.put(feature, scenario(kernel).features().has(feature));
        }

        assertThat(features)
                .isEqualTo(Map.of(
                        KernelFeature.LPAR_CONFIGURATION,
                        Answer.YES,
                        KernelFeature.GUEST_MATRIX,
                        Answer.YES,
                        KernelFeature.QUEUE_STATUS,
                        Answer.YES,
                        KernelFeature.AP_CONFIG,
                        apConfig,
                        KernelFeature.DRIVER_OVERRIDE,
                        overrides,
                        KernelFeature.BINDINGS_COMPLETE_COUNT,
                        overrides));
    }

    @EachKernel
    void noQueueIsOverridden(String kernel) {
        assertThat(scenario(kernel).queues().values())
                .extracting(QueueDevice::driverOverride)
                .allMatch(Optional::isEmpty);
    }

    @EachKernel
    void twoSnapshotsOfAnUnchangedHostAreEqual(String kernel) {
        Sysfs sysfs = Captures.sysfs(kernel, "production");

        assertThat(ApHost.at(sysfs).snapshot()).isEqualTo(ApHost.at(sysfs).snapshot());
    }

    @EachKernel
    void treeOfFilesLooksLikeTheCapture(String kernel, @TempDir Path directory) throws IOException {
        for (String host : new String[] {"scenario", "bare", "empty"}) {
            Sysfs captured = Captures.sysfs(kernel, host);
            Path root = directory.resolve(host);
            Captures.of(kernel, host).unpack(root);

            assertThat(ApHost.at(FileSysfs.at(root)).snapshot())
                    .as(host)
                    .isEqualTo(ApHost.at(captured).snapshot());
        }
    }
}
