package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.explain.Explain;
import io.github.apmatrix.health.Finding;
import io.github.apmatrix.health.HealthCheck;
import io.github.apmatrix.health.HostTrouble;
import io.github.apmatrix.health.Severity;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.testkit.arbitraries.ApArbitraries;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** What is found on random hosts with random histories. */
class HealthProperties {
    private static final int TRIES = 1000;

    @Provide
    Arbitrary<HostSnapshot> hosts() {
        Arbitrary<SimulatedKernel> withHistory =
                Fate.any().map(fate -> fate.happen().kernel());
        return Arbitraries.oneOf(withHistory, withHistory, ApArbitraries.hosts())
                .map(kernel -> ApHost.at(kernel.sysfs()).snapshot());
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void whatAFindingSaysOfAdaptersAndQueuesIsSo(@ForAll("hosts") HostSnapshot host) {
        for (Finding finding : HealthCheck.of(host)) {
            Statistics.label("found").collect(finding.identifier());
            switch (HostTrouble.valueOf(finding.identifier().replace('-', '_').toUpperCase(Locale.ROOT))) {
                case ADAPTER_CHECKSTOPPED ->
                    assertCards(host, finding, card -> card.checkstopped().isYes());
                case ADAPTER_DECONFIGURED ->
                    assertCards(host, finding, card -> card.configured().isNo());
                case ADAPTER_OFFLINE ->
                    assertCards(host, finding, card -> card.online().isNo());
                case QUEUE_CHECKSTOPPED ->
                    assertQueues(host, finding, queue -> queue.checkstopped().isYes());
                case QUEUE_DECONFIGURED ->
                    assertQueues(host, finding, queue -> queue.configured().isNo());
                case QUEUE_OFFLINE ->
                    assertQueues(host, finding, queue -> queue.online().isNo());
                case QUEUE_WITHOUT_DRIVER, VFIO_AP_NOT_LOADED ->
                    assertQueues(
                            host, finding, queue -> queue.driver().isBound().isNo());
                default ->
                    assertThat(host.devices().keySet())
                            .containsAll(finding.culprit().devices());
            }
        }
        Statistics.label("found").coverage(coverage -> {
            for (HostTrouble trouble : new HostTrouble[] {
                HostTrouble.ADAPTER_CHECKSTOPPED,
                HostTrouble.QUEUE_WITHOUT_DRIVER,
                HostTrouble.VFIO_AP_NOT_LOADED,
                HostTrouble.CONFIGURATION_NOT_REPORTED,
                HostTrouble.DEVICE_BEING_REMOVED,
                HostTrouble.DEVICE_WITHOUT_DRIVER,
                HostTrouble.QUEUES_FILTERED,
                HostTrouble.GUEST_MATRIX_STALE,
                HostTrouble.OVER_PROVISIONED,
                HostTrouble.CONTROL_DOMAIN_MISSING,
                HostTrouble.NO_FAILOVER
            }) {
                coverage.check(trouble.identifier()).count(count -> count > 0);
            }
        });
    }

    private static void assertCards(HostSnapshot host, Finding finding, Predicate<Card> condition) {
        assertThat(finding.culprit().adapters())
                .as("%s", finding)
                .isNotEmpty()
                .allMatch(adapter ->
                        condition.test(Objects.requireNonNull(host.cards().get(adapter))));
    }

    private static void assertQueues(HostSnapshot host, Finding finding, Predicate<QueueDevice> condition) {
        assertThat(finding.culprit().queues())
                .as("%s", finding)
                .isNotEmpty()
                .allMatch(queue ->
                        condition.test(Objects.requireNonNull(host.queues().get(queue))));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void everyAdapterAndQueueWithTroubleIsFound(@ForAll("hosts") HostSnapshot host) {
        ImmutableList<Finding> findings = HealthCheck.of(host);
        host.cards().values().stream()
                .filter(card -> card.checkstopped().isYes() || card.configured().isNo())
                .map(Card::adapter)
                .forEach(adapter -> assertThat(findings)
                        .anyMatch(finding -> finding.identifier().startsWith("adapter-")
                                && finding.culprit().adapters().contains(adapter)));
        boolean allShowTheirMatrix = host.devices().values().stream()
                .allMatch(device -> device.assignedMatrix().matrix().isPresent());
        host.queues().values().stream()
                .filter(queue -> queue.driver().isBound().isNo() && allShowTheirMatrix)
                .map(QueueDevice::queue)
                .filter(queue -> !host.assigned().contains(queue))
                .forEach(queue -> assertThat(findings)
                        .anyMatch(finding -> finding.culprit().queues().contains(queue)));
    }

    /** Not only by the reasons of the explanation, but also by what it says of an evaluation and of each queue. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void whatIsFilteredOrStaleIsWhatExplainSays(@ForAll("hosts") HostSnapshot host) {
        ImmutableMap<String, Finding> findings = Maps.uniqueIndex(HealthCheck.of(host), Finding::key);
        for (MediatedDevice device : host.devices().values()) {
            if (device.state() != MediatedDeviceState.READY || host.lpar().isEmpty()) {
                continue;
            }
            Matrix evaluation = Explain.evaluation(host, device.id()).orElseThrow();
            ApQueueSet guest = device.guestMatrix().queues();
            ApQueueSet lacking = device.assignedMatrix()
                    .queues()
                    .intersect(host.lpar().map(ApConfig::matrix).orElseThrow())
                    .difference(guest);
            assertThat(queues(findings.get("queues-filtered: device " + device.id())))
                    .isEqualTo(lacking.difference(evaluation));
            ApQueueSet gained = lacking.intersect(evaluation);
            assertThat(queues(findings.get("guest-matrix-stale: device " + device.id())))
                    .isEqualTo(gained.isEmpty() ? guest.difference(evaluation) : gained);
            lacking.forEach(queue -> assertThat(Explain.queue(host, queue, device.id())
                            .reachesGuest()
                            .isNo())
                    .isTrue());
        }
    }

    private static ApQueueSet queues(@Nullable Finding finding) {
        return finding == null ? ApQueueSet.none() : finding.culprit().queues();
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void aHealthyHostHasNothingAboveANotice(@ForAll("hosts") HostSnapshot host) {
        boolean healthy = isHealthy(host);
        Statistics.collect(healthy ? "healthy" : "not healthy");
        if (healthy) {
            assertThat(HealthCheck.of(host)).allMatch(finding -> finding.severity() == Severity.NOTICE);
        }
        Statistics.coverage(coverage -> coverage.check("healthy").percentage(percentage -> percentage > 5));
    }

    /** All adapters work, all queues have a driver, all guests get what is assigned, and nobody controls what is not its own. */
    private static boolean isHealthy(HostSnapshot host) {
        return host.cards().values().stream()
                        .allMatch(card -> card.configured().isYes()
                                && !card.checkstopped().isYes())
                && host.queues().values().stream()
                        .allMatch(queue -> queue.driver().isBound().isYes()
                                && queue.configured().isYes()
                                && !queue.checkstopped().isYes())
                && host.devices().values().stream()
                        .allMatch(device -> device.state() == MediatedDeviceState.READY
                                && device.guestMatrix()
                                        .queues()
                                        .equals(device.assignedMatrix().queues())
                                && device.assigned()
                                        .filter(config -> config.usageDomains().containsAll(config.controlDomains())
                                                && host.lpar()
                                                        .filter(lpar -> config.difference(lpar)
                                                                .equals(ApConfig.none()))
                                                        .isPresent())
                                        .isPresent());
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void whatIsNotKnownAddsNoFindings(@ForAll("hosts") HostSnapshot host, @ForAll Random random) {
        ImmutableMap<String, Finding> known = Maps.uniqueIndex(HealthCheck.of(host), Finding::key);
        for (int rate : new int[] {2, 10, 50}) {
            for (Finding finding : HealthCheck.of(new Forgetting(random, rate).in(host))) {
                assertThat(known).containsKey(finding.key());
                assertThat(finding.severity())
                        .isLessThanOrEqualTo(
                                Objects.requireNonNull(known.get(finding.key())).severity());
            }
        }
        assertThat(HealthCheck.of(new Forgetting(random, 1).in(host)))
                .allMatch(finding -> finding.identifier().startsWith("device-"));
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void equalSnapshotsHaveEqualFindingsInOrder(@ForAll("hosts") HostSnapshot host) {
        ImmutableList<Finding> findings = HealthCheck.of(host);
        assertThat(HealthCheck.of(host.toBuilder().build())).isEqualTo(findings);
        assertThat(findings).isSortedAccordingTo(Finding.worstFirst());
        assertThat(findings).extracting(Finding::key).doesNotHaveDuplicates();
        assertThat(findings)
                .allMatch(finding -> !finding.description().isBlank()
                        && !finding.remedy().isBlank()
                        && !finding.description().endsWith("."));
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aCheckstoppedAdapterIsOneMoreFindingUntilItsRepair(@ForAll("fates") Fate fate) {
        SimulatedKernel kernel = fate.happen().kernel();
        AdapterId adapter = AdapterId.of(0x0a);
        Assume.that(ApHost.at(kernel.sysfs()).snapshot().cards().containsKey(adapter));
        kernel.machine().setConfigured(adapter, true).setCheckstopped(adapter, false);
        HostSnapshot before = ApHost.at(kernel.sysfs()).snapshot();
        kernel.machine().setCheckstopped(adapter, true);
        HostSnapshot broken = ApHost.at(kernel.sysfs()).snapshot();
        kernel.machine().setCheckstopped(adapter, false);
        HostSnapshot after = ApHost.at(kernel.sysfs()).snapshot();

        ImmutableList<Finding> more = HealthCheck.of(broken).stream()
                .filter(finding -> !HealthCheck.of(before).contains(finding))
                .collect(ImmutableList.toImmutableList());
        assertThat(more).extracting(Finding::key).containsExactly("adapter-checkstopped: adapter 0a");
        assertThat(HealthCheck.of(after)).isEqualTo(HealthCheck.of(before));
    }

    @Provide
    Arbitrary<Fate> fates() {
        return Fate.any();
    }
}
