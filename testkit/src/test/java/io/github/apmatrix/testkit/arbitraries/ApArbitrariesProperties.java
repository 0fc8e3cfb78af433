package io.github.apmatrix.testkit.arbitraries;

import static io.github.apmatrix.testkit.assertions.ApAssertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.testkit.SimulatedKernel;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class ApArbitrariesProperties {
    @Provide
    Arbitrary<ApMask> masks() {
        return ApArbitraries.masks();
    }

    @Provide
    Arbitrary<AdapterId> adapters() {
        return ApArbitraries.adapterIds();
    }

    @Provide
    Arbitrary<Matrix> matrices() {
        return ApArbitraries.matrices();
    }

    @Provide
    Arbitrary<ApConfig> configs() {
        return ApArbitraries.configs();
    }

    @Provide
    Arbitrary<ApQueueSet> queueSets() {
        return ApArbitraries.queueSets();
    }

    @Provide
    Arbitrary<HostMasks> hostMasks() {
        return ApArbitraries.hostMasks();
    }

    @Provide
    Arbitrary<MaskUpdate> maskUpdates() {
        return ApArbitraries.maskUpdates();
    }

    @Provide
    Arbitrary<MediatedDeviceId> deviceIds() {
        return ApArbitraries.deviceIds();
    }

    @Provide
    Arbitrary<SimulatedKernel> hosts() {
        return ApArbitraries.hosts();
    }

    @Property
    void masksAreSparseDenseEmptyAndFull(@ForAll("masks") ApMask mask) {
        String kind =
                mask.isEmpty() ? "empty" : mask.size() == ApMask.SIZE ? "full" : mask.size() < 20 ? "few" : "many";
        Statistics.collect(kind);
        Statistics.coverage(coverage -> {
            coverage.check("empty").count(count -> count > 0);
            coverage.check("full").count(count -> count > 0);
            coverage.check("few").percentage(percentage -> percentage > 20);
            coverage.check("many").percentage(percentage -> percentage > 20);
        });
    }

    @Property
    void theEdgesOfNumbersComeUp(@ForAll("adapters") AdapterId adapter) {
        Statistics.collect(adapter.value());
        Statistics.coverage(coverage -> {
            for (int edge : new int[] {0, 1, 63, 64, 255}) {
                coverage.check(edge).count(count -> count > 0);
            }
        });
    }

    @Property
    void matricesHaveAllForms(@ForAll("matrices") Matrix matrix) {
        boolean noAdapters = matrix.adapters().isEmpty();
        boolean noDomains = matrix.domains().isEmpty();
        Statistics.collect(noAdapters, noDomains);
        Statistics.coverage(coverage -> {
            coverage.check(true, false).count(count -> count > 0);
            coverage.check(false, true).count(count -> count > 0);
            coverage.check(false, false).percentage(percentage -> percentage > 50);
        });
    }

    @Property
    void valuesRoundTripThroughTheirTexts(
            @ForAll("configs") ApConfig config,
            @ForAll("maskUpdates") MaskUpdate update,
            @ForAll("masks") ApMask mask,
            @ForAll("deviceIds") MediatedDeviceId id) {
        assertThat(ApConfig.parse(config.toString())).isEqualTo(config);
        assertThat(MediatedDeviceId.parse(id.toString())).isEqualTo(id);
        if (!update.toString().isEmpty()) {
            assertThat(MaskUpdate.parse(update.toString()).applyTo(mask)).isEqualTo(update.applyTo(mask));
        }
    }

    @Property
    void freeAndReservedDivideAllQueues(@ForAll("hostMasks") HostMasks masks, @ForAll("queueSets") ApQueueSet queues) {
        ApQueueSet reserved = queues.intersect(masks.reserved());
        ApQueueSet free = queues.intersect(masks.free());
        assertThat(reserved.intersect(free).isEmpty()).isTrue();
        assertThat(reserved.union(free)).isEqualTo(queues);
    }

    @Property(tries = 200)
    void hostsAreConsistent(@ForAll("hosts") SimulatedKernel kernel) {
        HostSnapshot snapshot = ApHost.at(kernel.sysfs()).snapshot();
        assertThat(snapshot.queues().keySet())
                .isEqualTo(snapshot.lpar().orElseThrow().matrix().queues());
        assertThat(snapshot.boundToVfioAp())
                .isEqualTo(snapshot.availableToLpar().intersect(snapshot.freeForVfio()));
    }
}
