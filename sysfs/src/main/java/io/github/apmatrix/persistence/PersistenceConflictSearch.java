package io.github.apmatrix.persistence;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.persistence.SourceProblem.Source;
import io.github.apmatrix.persistence.boot.BootMasks;
import io.github.apmatrix.persistence.chzdev.ApRules;
import io.github.apmatrix.persistence.chzdev.MaskSettings;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import io.github.apmatrix.plan.Conflict;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Finds conflicts once. */
final class PersistenceConflictSearch {
    private final PersistentHost persistent;
    private final HostMasks atBoot;
    private final ImmutableList.Builder<PersistenceConflict> conflicts = ImmutableList.builder();

    /** Devices of which it is said already why they do not start. */
    private final Set<MediatedDeviceId> explained = new HashSet<>();

    PersistenceConflictSearch(PersistentHost persistent) {
        this.persistent = persistent;
        this.atBoot = persistent.masks();
    }

    ImmutableList<PersistenceConflict> find() {
        persistent.problems().forEach(problem -> conflicts.add(new PersistenceConflict.BadSource(problem)));
        checkSources();
        persistent.definitions().forEach(this::checkDefinition);
        checkSharing();
        return conflicts.build();
    }

    ImmutableList<PersistenceConflict> find(HostSnapshot running) {
        find();
        persistent.definitions().forEach((id, definition) -> checkMachine(id, definition.config(), running));
        running.masks().map(rulesOfTools()::orElse).ifPresent(this::checkRunningMasks);
        checkForecast(BootForecast.of(running, persistent));
        return conflicts.build();
    }

    // sources

    private void checkSources() {
        persistent.boot().findings().forEach(finding -> conflicts.add(new PersistenceConflict.OddParameter(finding)));
        persistent.rules().ifPresent(rules -> {
            if (!rules.firesOnAdd()) {
                conflicts.add(new PersistenceConflict.RuleCanBeMissed());
            }
            BootMasks boot = persistent.boot();
            if (differ(boot.apmask(), rules.masks().apmask())
                    || differ(boot.aqmask(), rules.masks().aqmask())) {
                conflicts.add(new PersistenceConflict.SourcesDisagree(boot.masks(), atBoot));
            }
        });
        if (!persistent.autostarted().isEmpty() && !persistent.loadsVfioAp() && !has(Source.RULES)) {
            explained.addAll(persistent.autostarted().keySet());
            conflicts.add(new PersistenceConflict.NotLoaded(
                    persistent.autostarted().keySet(), persistent.blacklisting().orElse("")));
        }
    }

    private static <S> boolean differ(Optional<S> one, Optional<S> other) {
        return one.isPresent() && other.isPresent() && !one.equals(other);
    }

    private boolean has(Source source) {
        return persistent.problems().stream().anyMatch(problem -> problem.source() == source);
    }

    // definitions

    private void checkDefinition(MediatedDeviceId id, MdevDefinition definition) {
        ApQueueSet matrix = ApQueueSet.of(definition.config().matrix());
        ApQueueSet reserved = matrix.intersect(atBoot.reserved());
        if (!reserved.isEmpty()) {
            explained.add(id);
            conflicts.add(new PersistenceConflict.ReservedQueues(id, reserved, isAutomatic(id)));
        }
        if (BootSequence.hasOnlyControlDomains(definition)) {
            if (persistent.checksDefinitions()) {
                explained.add(id);
            }
            conflicts.add(new PersistenceConflict.ControlWithoutUsage(id));
        }
        ApQueueSet seenByTools =
                ApQueueSet.of(BootSequence.seenByTools(definition).matrix());
        if (isAutomatic(id) && !matrix.containsAll(seenByTools)) {
            conflicts.add(new PersistenceConflict.SeenByToolsOnly(id, seenByTools.difference(matrix)));
        }
        ApQueueSet reservedAtStart =
                matrix.intersect(persistent.boot().masks().reserved()).difference(atBoot.reserved());
        if (isAutomatic(id) && !reservedAtStart.isEmpty() && persistent.loadsVfioAp()) {
            persistent.earlyLoad().ifPresent(file -> {
                explained.add(id);
                conflicts.add(new PersistenceConflict.StartedTooEarly(id, reservedAtStart, file));
            });
        }
    }

    private boolean isAutomatic(MediatedDeviceId id) {
        return persistent.autostarted().containsKey(id);
    }

    private void checkSharing() {
        persistent.definitions().forEach((id, definition) -> {
            Matrix matrix = definition.config().matrix();
            persistent.definitions().tailMap(id, false).forEach((other, otherDefinition) -> {
                Matrix otherMatrix = otherDefinition.config().matrix();
                if (matrix.sharesQueueWith(otherMatrix)) {
                    boolean automatic = isAutomatic(id) && isAutomatic(other);
                    if (automatic) {
                        explained.add(id);
                        explained.add(other);
                    }
                    conflicts.add(new PersistenceConflict.SharedQueues(
                            id, other, ApQueueSet.of(matrix.intersect(otherMatrix)), automatic));
                }
            });
        });
    }

    // the machine

    private void checkMachine(MediatedDeviceId id, ApConfig config, HostSnapshot machine) {
        Conflict.AboveMaximum.find(machine, id, config).ifPresent(above -> {
            explained.add(id);
            conflicts.add(new PersistenceConflict.AboveMaximum(above));
        });
        machine.lpar()
                .map(config::difference)
                .filter(missing -> !missing.equals(ApConfig.none()))
                .ifPresent(missing -> conflicts.add(new PersistenceConflict.OutsideLpar(id, missing)));
    }

    /** chzdev and ap-check read the rule in one directory only. */
    private MaskSettings rulesOfTools() {
        return has(Source.RULES_ELSEWHERE)
                ? MaskSettings.none()
                : persistent.rules().map(ApRules::masks).orElse(MaskSettings.none());
    }

    private void checkRunningMasks(HostMasks taken) {
        persistent.autostarted().forEach((id, definition) -> {
            ApQueueSet refused = ApQueueSet.of(definition.config().matrix())
                    .intersect(taken.reserved())
                    .difference(atBoot.reserved());
            if (!refused.isEmpty()) {
                conflicts.add(new PersistenceConflict.RefusedByTools(id, refused));
            }
        });
    }

    private void checkForecast(BootForecast forecast) {
        for (BootEvent event : forecast.events()) {
            if (event instanceof BootEvent.RuleWaits waits) {
                conflicts.add(new PersistenceConflict.RuleWaits(waits.unbound()));
            } else if (event instanceof BootEvent.RuleRefused refused) {
                conflicts.add(new PersistenceConflict.RuleRefused(refused.conflict()));
            } else if (event instanceof BootEvent.StartFails fails && !explained.contains(fails.device())) {
                conflicts.add(new PersistenceConflict.DoesNotStart(fails.device(), fails.failure()));
            }
        }
    }
}
