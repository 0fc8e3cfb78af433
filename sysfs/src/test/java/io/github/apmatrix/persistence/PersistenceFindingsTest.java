package io.github.apmatrix.persistence;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.health.Finding;
import io.github.apmatrix.health.Severity;
import io.github.apmatrix.persistence.boot.BootFinding;
import io.github.apmatrix.plan.Conflict;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PersistenceFindingsTest {
    private static final MediatedDeviceId A = MediatedDeviceId.parse("62177883-f1bb-47f0-914d-32a22e3a8804");
    private static final MediatedDeviceId B = MediatedDeviceId.parse("cef03c3c-903d-4ecc-9a83-40694cb8aee4");
    private static final ApQueueSet QUEUES = ApQueueSet.of(ApQueue.parse("0a.001b"));
    private static final ApConfig CONFIG = ApConfig.of(adapters(0x0a), domains(0x1b));
    private static final HostMasks RESERVED = HostMasks.allReserved();
    private static final HostMasks MASKS = RESERVED.withApmask(adapters(0x0a).complement());
    private static final Conflict VETO = new Conflict.MaskVetoed(adapters(0x0a), domains(), A, QUEUES);

    static Stream<Arguments> conflicts() {
        return Stream.of(
                Arguments.of(
                        new PersistenceConflict.SharedQueues(A, B, QUEUES, true),
                        "warning definitions-share-queues: devices " + A + " and " + B),
                Arguments.of(
                        new PersistenceConflict.SharedQueues(A, B, QUEUES, false),
                        "notice definitions-share-queues: devices " + A + " and " + B),
                Arguments.of(
                        new PersistenceConflict.ReservedQueues(A, QUEUES, true),
                        "warning definition-of-reserved-queues: device " + A),
                Arguments.of(
                        new PersistenceConflict.ReservedQueues(A, QUEUES, false),
                        "notice definition-of-reserved-queues: device " + A),
                Arguments.of(
                        new PersistenceConflict.RefusedByTools(A, QUEUES),
                        "notice definition-refused-by-tools: device " + A),
                Arguments.of(
                        new PersistenceConflict.SeenByToolsOnly(A, QUEUES),
                        "notice definition-of-queues-taken-away: device " + A),
                Arguments.of(
                        new PersistenceConflict.ControlWithoutUsage(A),
                        "warning definition-without-usage-domain: device " + A),
                Arguments.of(
                        new PersistenceConflict.AboveMaximum(new Conflict.AboveMaximum(A, adapters(0xfe), domains())),
                        "warning definition-above-maximum: device " + A),
                Arguments.of(
                        new PersistenceConflict.OutsideLpar(A, CONFIG), "notice definition-outside-lpar: device " + A),
                Arguments.of(
                        new PersistenceConflict.StartedTooEarly(A, QUEUES, "/etc/modules-load.d/ap.conf"),
                        "warning device-started-too-early: device " + A),
                Arguments.of(
                        new PersistenceConflict.RuleRefused(VETO),
                        "warning mask-rule-refused: 41-ap.rules and device " + A),
                Arguments.of(
                        new PersistenceConflict.RuleRefused(new Conflict.MasksLocked(QUEUES)),
                        "warning mask-rule-refused: 41-ap.rules"),
                Arguments.of(new PersistenceConflict.RuleWaits(QUEUES), "warning mask-rule-waits: 41-ap.rules"),
                Arguments.of(new PersistenceConflict.RuleCanBeMissed(), "warning mask-rule-can-be-missed: 41-ap.rules"),
                Arguments.of(
                        new PersistenceConflict.SourcesDisagree(RESERVED, MASKS),
                        "notice mask-sources-disagree: 41-ap.rules"),
                Arguments.of(
                        new PersistenceConflict.OddParameter(
                                new BootFinding(BootFinding.Kind.SHORT_HEX, "ap.apmask", "0x5")),
                        "warning kernel-parameter-odd: kernel parameter ap.apmask, SHORT_HEX"),
                Arguments.of(
                        new PersistenceConflict.NotLoaded(ImmutableSortedSet.of(A, B), ""),
                        "warning vfio-ap-not-loaded-at-boot: vfio_ap"),
                Arguments.of(
                        new PersistenceConflict.BadSource(
                                new SourceProblem(SourceProblem.Source.RULES, "/etc/udev/rules.d/41-ap.rules", "x")),
                        "warning persistent-file-unusable: /etc/udev/rules.d/41-ap.rules"),
                Arguments.of(
                        new PersistenceConflict.DoesNotStart(A, new StartFailure.ControlWithoutUsage()),
                        "warning device-does-not-start: device " + A));
    }

    static Stream<Arguments> driftItems() {
        return Stream.of(
                Arguments.of(
                        new DriftItem.MasksDiffer(MASKS, RESERVED, MaskSource.NONE, MaskSource.NONE),
                        "warning masks-differ-at-boot: masks"),
                Arguments.of(
                        new DriftItem.OverridesLost(QUEUES), "warning driver-overrides-lost-at-boot: driver overrides"),
                Arguments.of(
                        new DriftItem.ModuleDiffers(true, "nothing loads vfio_ap"),
                        "warning vfio-ap-differs-at-boot: vfio_ap"),
                Arguments.of(
                        new DriftItem.ModuleDiffers(false, "41-ap.rules loads vfio_ap"),
                        "notice vfio-ap-differs-at-boot: vfio_ap"),
                Arguments.of(new DriftItem.OnlyRunning(A), "warning device-not-defined: device " + A),
                Arguments.of(new DriftItem.OnlyDefined(A), "warning device-not-running: device " + A),
                Arguments.of(new DriftItem.NotAutostarted(A), "notice device-not-autostarted: device " + A),
                Arguments.of(
                        new DriftItem.AssignmentDiffers(A, CONFIG, ApConfig.none()),
                        "warning device-differs-from-definition: device " + A),
                Arguments.of(new DriftItem.DoesNotStart(A, "it cannot"), "warning device-does-not-start: device " + A));
    }

    private static String text(Finding finding) {
        return finding.severity() + " " + finding.key();
    }

    /** The identifiers never change: monitoring systems are set up with them. */
    @ParameterizedTest
    @MethodSource("conflicts")
    void aConflictIsAFinding(PersistenceConflict conflict, String expected) {
        Finding finding = PersistenceFindings.of(conflict);
        assertThat(text(finding)).isEqualTo(expected);
        assertThat(finding.description()).isEqualTo(conflict.description());
        assertThat(finding.remedy()).isEqualTo(conflict.remedy());
    }

    @ParameterizedTest
    @MethodSource("driftItems")
    void driftIsAFinding(DriftItem item, String expected) {
        Finding finding = PersistenceFindings.of(item);
        assertThat(text(finding)).isEqualTo(expected);
        assertThat(finding.description()).isEqualTo(item.description());
        assertThat(finding.remedy()).isNotBlank();
    }

    /** A new kind needs an identifier, a severity and a sample here. */
    @Test
    void everyKindIsCovered() {
        assertThat(kinds(conflicts())).isEqualTo(Set.of(PersistenceConflict.class.getPermittedSubclasses()));
        assertThat(kinds(driftItems())).isEqualTo(Set.of(DriftItem.class.getPermittedSubclasses()));
    }

    private static Set<Class<?>> kinds(Stream<Arguments> samples) {
        return samples.map(arguments -> arguments.get()[0].getClass()).collect(Collectors.toSet());
    }

    @Test
    void culpritsAreTyped() {
        assertThat(PersistenceFindings.of(new PersistenceConflict.SharedQueues(A, B, QUEUES, true))
                        .culprit())
                .satisfies(culprit -> {
                    assertThat(culprit.devices()).containsExactly(A, B);
                    assertThat(culprit.queues()).isEqualTo(QUEUES);
                });
        assertThat(PersistenceFindings.of(new PersistenceConflict.RuleRefused(VETO))
                        .culprit()
                        .devices())
                .containsExactly(A);
        assertThat(PersistenceFindings.of(new PersistenceConflict.OutsideLpar(A, CONFIG))
                        .culprit()
                        .adapters())
                .isEqualTo(adapters(0x0a));
    }

    @Test
    void driftHasCommands() {
        assertThat(Stream.of(
                                new DriftItem.MasksDiffer(MASKS, RESERVED, MaskSource.NONE, MaskSource.NONE),
                                new DriftItem.OnlyRunning(A),
                                new DriftItem.OnlyDefined(A),
                                new DriftItem.NotAutostarted(A),
                                new DriftItem.DoesNotStart(A, "it cannot"))
                        .map(PersistenceFindings::of)
                        .map(Finding::remedy))
                .containsExactly(
                        "to keep the running ones: chzdev --type ap apmask=0-9,11-255 aqmask=0-255 -p",
                        "mdevctl define --uuid=" + A + " --auto",
                        "mdevctl start --uuid=" + A,
                        "mdevctl modify --uuid=" + A + " --auto",
                        "remove the reason, or have the device started manually: mdevctl modify --uuid=" + A
                                + " --manual");
    }

    @Test
    void nothingIsCritical() {
        List<Finding> all = Stream.concat(
                        conflicts()
                                .map(arguments -> PersistenceFindings.of(
                                        (PersistenceConflict) arguments.get()[0])),
                        driftItems()
                                .map(arguments -> PersistenceFindings.of(
                                        (DriftItem) arguments.get()[0])))
                .collect(ImmutableList.toImmutableList());
        assertThat(all).extracting(Finding::severity).doesNotContain(Severity.CRITICAL);
    }
}
