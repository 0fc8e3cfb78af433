package io.github.apmatrix.plan;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.samples.PlanHosts.A;
import static io.github.apmatrix.samples.PlanHosts.B;
import static io.github.apmatrix.samples.PlanHosts.C;
import static io.github.apmatrix.samples.PlanHosts.FREE;
import static io.github.apmatrix.samples.PlanHosts.config;
import static io.github.apmatrix.samples.PlanHosts.device;
import static io.github.apmatrix.samples.PlanHosts.host;
import static io.github.apmatrix.samples.PlanHosts.opaque;
import static io.github.apmatrix.samples.PlanHosts.plan;
import static io.github.apmatrix.samples.PlanHosts.queues;
import static io.github.apmatrix.samples.PlanHosts.wants;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.samples.PlanHosts;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DesiredHostTest {
    private static final ApConfig ONE = config(0x0a, 0x04);

    @Test
    void aDeviceIsNotWantedAndToBeRemoved() {
        DesiredHost.Builder builder =
                DesiredHost.builder().device(A, ONE).device(B, ONE).removeDevice(B);
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("device " + B + " is both wanted and to be removed");
    }

    @Test
    void aBuilderCanGoOn() {
        DesiredHost.Builder builder = DesiredHost.builder().device(A, ONE);
        DesiredHost first = builder.build();
        builder.device(A, ApConfig.none()).removeDevice(B);
        assertThat(first.devices()).containsExactly(entry(A, ONE));
        assertThat(first.removes(B)).isFalse();
        assertThat(builder.build().devices()).containsExactly(entry(A, ApConfig.none()));
    }

    @Test
    void onlyWhatWasSaidIsWanted() {
        DesiredHost nothing = DesiredHost.builder().build();
        assertThat(nothing.devices()).isEmpty();
        assertThat(nothing.masks()).isEmpty();
        assertThat(nothing.keptForHost()).isEqualTo(ApQueueSet.none());
        assertThat(nothing.devicesToEvaluate()).isEmpty();
        assertThat(nothing.permitsLosses()).isFalse();
        assertThat(nothing.removes(A)).isFalse();
    }

    @Test
    void othersCanBeRemovedByNameOrAllTogether() {
        DesiredHost named = DesiredHost.builder().device(A, ONE).removeDevice(B).build();
        DesiredHost all =
                DesiredHost.builder().device(A, ONE).removeOtherDevices().build();
        assertThat(named.removes(A)).isFalse();
        assertThat(named.removes(B)).isTrue();
        assertThat(named.removes(C)).isFalse();
        assertThat(all.removes(A)).isFalse();
        assertThat(all.removes(C)).isTrue();
    }

    private static HostSnapshot earlier() {
        MediatedDevice withoutControl = MediatedDevice.builder(C)
                .assignedMatrix(MatrixReading.complete(config(5, 0x04).matrix()))
                .build();
        return host(FREE).add(device(A, ONE)).add(opaque(B)).add(withoutControl).build();
    }

    @Test
    void theEarlierHostIsWantedAgain() {
        DesiredHost desired = DesiredHost.like(earlier());
        assertThat(desired.masks()).contains(FREE);
        assertThat(desired.devices()).containsExactly(entry(A, ONE));
        assertThat(desired.keptForHost()).isEqualTo(ApQueueSet.none());
    }

    @Test
    void devicesThatWereNotKnownWholeAreLeftAlone() {
        DesiredHost desired = DesiredHost.like(earlier());
        assertThat(desired.removes(B)).isFalse();
        assertThat(desired.removes(C)).isFalse();
        assertThat(plan(earlier(), desired).steps()).isEmpty();
        assertThat(plan(HostSnapshot.builder().lpar(ApConfig.none()).masks(FREE), desired)
                        .predicted()
                        .devices()
                        .keySet())
                .containsExactly(A);
    }

    @Test
    void withoutKnownMasksNoneAreWanted() {
        assertThat(DesiredHost.like(HostSnapshot.builder().build()).masks()).isEmpty();
    }

    private static UnaryOperator<AdapterId> adapter(int shift) {
        return adapter -> AdapterId.of(adapter.value() + shift);
    }

    private static UnaryOperator<DomainId> domain(int shift) {
        return domain -> DomainId.of(domain.value() + shift);
    }

    @Test
    void numbersAreRenamed() {
        ApConfig config = ApConfig.of(adapters(5, 0x0a), domains(0x04)).withControlDomains(domains(0x04, 0x1b));
        DesiredHost renamed = DesiredHost.builder()
                .device(A, config)
                .device(B, ApConfig.none())
                .removeDevice(C)
                .evaluate(A)
                .permitLosses()
                .masks(FREE)
                .keepForHost(queues("05.001b"))
                .build()
                .renamed(adapter(1), domain(2));
        ApConfig expected = ApConfig.of(adapters(6, 0x0b), domains(0x06)).withControlDomains(domains(0x06, 0x1d));
        assertThat(renamed.devices()).containsExactly(entry(A, expected), entry(B, ApConfig.none()));
        assertThat(renamed.removes(C)).isTrue();
        assertThat(renamed.devicesToEvaluate()).containsExactly(A);
        assertThat(renamed.permitsLosses()).isTrue();
        assertThat(renamed.masks()).isEmpty();
        assertThat(renamed.keptForHost()).isEqualTo(ApQueueSet.none());
    }

    @Test
    void renamingLeavesUnknownDevicesAloneToo() {
        DesiredHost renamed = DesiredHost.like(earlier()).renamed(adapter(0), domain(0));
        assertThat(renamed.removes(B)).isFalse();
        assertThat(renamed.removes(A)).isFalse();
        assertThat(renamed.removes(PlanHosts.D)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"ADAPTER", "DOMAIN", "CONTROL_DOMAIN"})
    void twoNumbersOfADeviceStayTwo(Part part) {
        DesiredHost desired = wants(A, part.only(0x04).union(part.only(0x1b)));
        assertThatThrownBy(() -> desired.renamed(id -> AdapterId.of(1), id -> DomainId.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two adapters or domains of device " + A + " get the same number");
    }

    @Test
    void devicesMayMeetOnOneNumber() {
        DesiredHost desired = DesiredHost.builder()
                .device(A, config(5, 0x04))
                .device(B, ApConfig.of(adapters(0x0a), DomainSet.none()))
                .build();
        assertThat(desired.renamed(id -> AdapterId.of(1), UnaryOperator.identity())
                        .devices())
                .containsExactly(entry(A, config(1, 0x04)), entry(B, ApConfig.of(adapters(1), DomainSet.none())));
    }

    @Test
    void allWishesArePrinted() {
        DesiredHost desired = DesiredHost.builder()
                .device(A, ApConfig.none())
                .removeDevice(B)
                .keepForHost(queues("05.0004"))
                .evaluate(C)
                .permitLosses()
                .build();
        assertThat(desired)
                .hasToString("DesiredHost{devices={" + A + "=" + ApConfig.none() + "}, devicesToRemove=[" + B
                        + "], untouched=[], removesOthers=false, masks=Optional.empty, keptForHost=05.0004, devicesToEvaluate=["
                        + C + "], permitsLosses=true}");
    }
}
