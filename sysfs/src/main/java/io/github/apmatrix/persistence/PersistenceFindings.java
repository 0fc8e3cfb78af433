package io.github.apmatrix.persistence;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.health.Culprit;
import io.github.apmatrix.health.Finding;
import io.github.apmatrix.health.Severity;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.persistence.chzdev.MaskSettings;
import io.github.apmatrix.persistence.command.Chzdev;
import io.github.apmatrix.persistence.command.Mdevctl;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import io.github.apmatrix.plan.Conflict;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Drift and conflicts of what is kept for the next boot as findings of {@link io.github.apmatrix.health}. None is critical:
 * they do harm at the next boot. The identifiers never change; those of drift are
 *
 * <ul>
 *   <li>{@code masks-differ-at-boot}, {@code driver-overrides-lost-at-boot}: warnings;
 *   <li>{@code vfio-ap-differs-at-boot}: a warning if it will not be loaded, else a notice;
 *   <li>{@code device-not-defined}, {@code device-not-running}, {@code device-differs-from-definition},
 *       {@code device-does-not-start}: warnings;
 *   <li>{@code device-not-autostarted}: a notice;
 * </ul>
 *
 * and those of conflicts
 *
 * <ul>
 *   <li>{@code definitions-share-queues}, {@code definition-of-reserved-queues}: warnings if the devices start automatically,
 *       else notices;
 *   <li>{@code definition-refused-by-tools}, {@code definition-of-queues-taken-away}, {@code definition-outside-lpar},
 *       {@code mask-sources-disagree}: notices;
 *   <li>{@code definition-without-usage-domain}, {@code definition-above-maximum}, {@code device-started-too-early},
 *       {@code device-does-not-start}, {@code mask-rule-refused}, {@code mask-rule-waits}, {@code mask-rule-can-be-missed},
 *       {@code kernel-parameter-odd}, {@code vfio-ap-not-loaded-at-boot}, {@code persistent-file-unusable}: warnings.
 * </ul>
 *
 * @since 0.1.0
 */
public final class PersistenceFindings {
    private static final String RULE = "41-ap.rules";
    private static final String MODULE = "vfio_ap";

    private PersistenceFindings() {}

    /**
     * Compares a running host with what is kept for its next boot.
     *
     * @param running the host now
     * @param persistent what is kept
     * @return the findings of drift and conflicts, worst first; a device that will not start for a reason that a conflict
     *     names is not found a second time
     */
    public static ImmutableList<Finding> find(HostSnapshot running, PersistentHost persistent) {
        ImmutableList<Finding> conflicts = PersistenceConflict.find(persistent, running).stream()
                .map(PersistenceFindings::of)
                .collect(ImmutableList.toImmutableList());
        Map<String, Finding> byKey = new LinkedHashMap<>();
        conflicts.forEach(finding -> byKey.putIfAbsent(finding.key(), finding));
        Drift.between(running, persistent).items().stream()
                .filter(item -> !isExplained(item, conflicts))
                .map(PersistenceFindings::of)
                .forEach(finding -> byKey.putIfAbsent(finding.key(), finding));
        return ImmutableList.sortedCopyOf(Finding.worstFirst(), byKey.values());
    }

    private static boolean isExplained(DriftItem item, ImmutableList<Finding> conflicts) {
        return item instanceof DriftItem.DoesNotStart fails
                && conflicts.stream()
                        .anyMatch(conflict -> conflict.severity() == Severity.WARNING
                                && conflict.culprit().devices().contains(fails.device()));
    }

    /**
     * Returns the finding of a difference between the running host and its files.
     *
     * @param item the difference
     * @return the finding
     */
    public static Finding of(DriftItem item) {
        if (item instanceof DriftItem.MasksDiffer differ) {
            return warning(
                    "masks-differ-at-boot",
                    Culprit.named("masks"),
                    item,
                    "to keep the running ones: " + Chzdev.setPersistent(MaskSettings.of(differ.running())));
        } else if (item instanceof DriftItem.OverridesLost lost) {
            return warning(
                    "driver-overrides-lost-at-boot",
                    Culprit.named("driver overrides").withQueues(lost.queues()),
                    item,
                    "free the queues with masks instead");
        } else if (item instanceof DriftItem.ModuleDiffers differs) {
            return finding(
                    "vfio-ap-differs-at-boot",
                    differs.loaded() ? Severity.WARNING : Severity.NOTICE,
                    Culprit.named(MODULE),
                    item,
                    differs.loaded() ? "keep the masks in " + RULE + ", which loads it as well" : "modprobe vfio_ap");
        } else if (item instanceof DriftItem.OnlyRunning only) {
            return warning(
                    "device-not-defined",
                    Culprit.device(only.device()),
                    item,
                    "mdevctl define --uuid=" + only.device() + " --auto");
        } else if (item instanceof DriftItem.OnlyDefined only) {
            return warning(
                    "device-not-running",
                    Culprit.device(only.device()),
                    item,
                    Mdevctl.start(only.device()).toString());
        } else if (item instanceof DriftItem.NotAutostarted manual) {
            return finding(
                    "device-not-autostarted",
                    Severity.NOTICE,
                    Culprit.device(manual.device()),
                    item,
                    Mdevctl.setStart(manual.device(), MdevDefinition.Start.AUTO).toString());
        } else if (item instanceof DriftItem.AssignmentDiffers differs) {
            return warning(
                    "device-differs-from-definition",
                    Culprit.device(differs.device()),
                    item,
                    "change the definition to what is assigned, or the other way round");
        } else if (item instanceof DriftItem.DoesNotStart fails) {
            return warning(
                    "device-does-not-start",
                    Culprit.device(fails.device()),
                    item,
                    "remove the reason, or have the device started manually: "
                            + Mdevctl.setStart(fails.device(), MdevDefinition.Start.MANUAL));
        }
        throw new AssertionError("no finding for " + item.getClass());
    }

    /**
     * Returns the finding of a conflict.
     *
     * @param conflict the conflict
     * @return the finding
     */
    public static Finding of(PersistenceConflict conflict) {
        if (conflict instanceof PersistenceConflict.BadSource bad) {
            return warning(
                    "persistent-file-unusable", Culprit.named(bad.problem().file()), conflict);
        } else if (conflict instanceof PersistenceConflict.OddParameter odd) {
            String name = "kernel parameter " + odd.finding().parameter() + ", "
                    + odd.finding().kind();
            return warning("kernel-parameter-odd", Culprit.named(name), conflict);
        } else if (conflict instanceof PersistenceConflict.SourcesDisagree) {
            return notice("mask-sources-disagree", Culprit.named(RULE), conflict);
        } else if (conflict instanceof PersistenceConflict.RuleCanBeMissed) {
            return warning("mask-rule-can-be-missed", Culprit.named(RULE), conflict);
        } else if (conflict instanceof PersistenceConflict.RuleWaits waits) {
            return warning("mask-rule-waits", Culprit.named(RULE).withQueues(waits.unbound()), conflict);
        } else if (conflict instanceof PersistenceConflict.RuleRefused refused) {
            return warning("mask-rule-refused", refusing(refused.conflict()), conflict);
        } else if (conflict instanceof PersistenceConflict.NotLoaded notLoaded) {
            return warning(
                    "vfio-ap-not-loaded-at-boot",
                    Culprit.named(MODULE).withDevices(notLoaded.devices().asList()),
                    conflict);
        }
        return ofDefinition(conflict);
    }

    private static Finding ofDefinition(PersistenceConflict conflict) {
        if (conflict instanceof PersistenceConflict.SharedQueues shared) {
            return finding(
                    "definitions-share-queues",
                    ifAutomatic(shared.automatic()),
                    Culprit.named("devices " + shared.device() + " and " + shared.other())
                            .withQueues(shared.queues())
                            .withDevices(ImmutableList.of(shared.device(), shared.other())),
                    conflict);
        } else if (conflict instanceof PersistenceConflict.ReservedQueues reserved) {
            return finding(
                    "definition-of-reserved-queues",
                    ifAutomatic(reserved.automatic()),
                    Culprit.device(reserved.device()).withQueues(reserved.queues()),
                    conflict);
        } else if (conflict instanceof PersistenceConflict.RefusedByTools refused) {
            return notice(
                    "definition-refused-by-tools",
                    Culprit.device(refused.device()).withQueues(refused.queues()),
                    conflict);
        } else if (conflict instanceof PersistenceConflict.SeenByToolsOnly seen) {
            return notice(
                    "definition-of-queues-taken-away",
                    Culprit.device(seen.device()).withQueues(seen.queues()),
                    conflict);
        } else if (conflict instanceof PersistenceConflict.ControlWithoutUsage control) {
            return warning("definition-without-usage-domain", Culprit.device(control.device()), conflict);
        } else if (conflict instanceof PersistenceConflict.AboveMaximum above) {
            return warning(
                    "definition-above-maximum",
                    Culprit.device(above.conflict().device())
                            .withAdapters(above.conflict().adapters()),
                    conflict);
        } else if (conflict instanceof PersistenceConflict.OutsideLpar outside) {
            ApConfig missing = outside.missing();
            return notice(
                    "definition-outside-lpar",
                    Culprit.device(outside.device()).withAdapters(missing.adapters()),
                    conflict);
        } else if (conflict instanceof PersistenceConflict.StartedTooEarly early) {
            return warning(
                    "device-started-too-early", Culprit.device(early.device()).withQueues(early.queues()), conflict);
        } else if (conflict instanceof PersistenceConflict.DoesNotStart fails) {
            return warning("device-does-not-start", Culprit.device(fails.device()), conflict);
        }
        throw new AssertionError("no finding for " + conflict.getClass());
    }

    private static Severity ifAutomatic(boolean automatic) {
        return automatic ? Severity.WARNING : Severity.NOTICE;
    }

    private static Culprit refusing(Conflict conflict) {
        if (conflict instanceof Conflict.MaskVetoed vetoed) {
            MediatedDeviceId device = vetoed.device();
            return Culprit.named(RULE + " and device " + device)
                    .withQueues(vetoed.queues())
                    .withDevices(ImmutableList.of(device));
        }
        return Culprit.named(RULE);
    }

    private static Finding warning(String identifier, Culprit culprit, DriftItem item, String remedy) {
        return finding(identifier, Severity.WARNING, culprit, item, remedy);
    }

    private static Finding finding(
            String identifier, Severity severity, Culprit culprit, DriftItem item, String remedy) {
        return new Finding(identifier, severity, culprit, item.description(), remedy);
    }

    private static Finding warning(String identifier, Culprit culprit, PersistenceConflict conflict) {
        return finding(identifier, Severity.WARNING, culprit, conflict);
    }

    private static Finding notice(String identifier, Culprit culprit, PersistenceConflict conflict) {
        return finding(identifier, Severity.NOTICE, culprit, conflict);
    }

    private static Finding finding(
            String identifier, Severity severity, Culprit culprit, PersistenceConflict conflict) {
        return new Finding(identifier, severity, culprit, conflict.description(), conflict.remedy());
    }
}
