package io.github.apmatrix.persistence;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.persistence.chzdev.ApRules;
import io.github.apmatrix.persistence.document.MdevAttribute;
import io.github.apmatrix.persistence.document.MdevAttributes;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import io.github.apmatrix.plan.Conflict;
import io.github.apmatrix.plan.Rehearsal;
import io.github.apmatrix.plan.Step;
import java.util.Optional;

/** Plays a boot once. */
final class BootSequence {
    private static final String RULE = "41-ap.rules";

    /** Sources with problems that have their effect here. */
    private static final ImmutableSet<SourceProblem.Source> ACCOUNTED_FOR =
            Sets.immutableEnumSet(SourceProblem.Source.RULES_ELSEWHERE, SourceProblem.Source.MALFORMED_DEFINITION);

    private final PersistentHost persistent;
    private final Rehearsal rehearsal;
    private final boolean hasApConfig;
    private final ImmutableList.Builder<BootEvent> events = ImmutableList.builder();
    private boolean loaded;

    BootSequence(HostSnapshot hardware, PersistentHost persistent) {
        this.persistent = persistent;
        this.rehearsal = Rehearsal.afterBoot(hardware, persistent.boot().masks());
        this.hasApConfig = !hardware.features().has(KernelFeature.AP_CONFIG).isNo();
    }

    BootForecast play() {
        boolean byParameters = persistent.boot().apmask().isPresent()
                || persistent.boot().aqmask().isPresent();
        events.add(new BootEvent.KernelStarts(persistent.boot().masks(), byParameters));
        persistent.problems().stream()
                .filter(problem -> !ACCOUNTED_FOR.contains(problem.source()))
                .forEach(problem -> events.add(new BootEvent.LeftOut(problem)));
        persistent.earlyLoad().ifPresent(this::load);
        persistent.rules().ifPresent(this::act);
        return new BootForecast(rehearsal.snapshot(), events.build());
    }

    private void load(String by) {
        if (loaded) {
            return;
        } else if (persistent.blacklisting().isPresent()) {
            events.add(new BootEvent.ModuleKeptOut(by, persistent.blacklisting().orElseThrow()));
            return;
        }
        loaded = true;
        rehearsal.loadVfioAp();
        events.add(new BootEvent.ModuleLoaded(by));
        startDevices();
    }

    /** The rule waits for the uevent that all queues have a driver; udev then goes on after a refused mask. */
    private void act(ApRules rules) {
        ApQueueSet unbound = ApQueueSet.copyOf(rehearsal.snapshot().queues().values().stream()
                .filter(queue -> queue.driver().isBound().isNo())
                .map(QueueDevice::queue)
                .toList());
        if (!unbound.isEmpty()) {
            events.add(new BootEvent.RuleWaits(unbound));
            return;
        }
        HostMasks before = masks();
        rules.masks()
                .apmask()
                .ifPresent(apmask ->
                        set(new Step.UpdateAdapterMask(change(before.apmask().mask(), apmask.mask()))));
        rules.masks()
                .aqmask()
                .ifPresent(aqmask ->
                        set(new Step.UpdateDomainMask(change(before.aqmask().mask(), aqmask.mask()))));
        events.add(new BootEvent.RuleActs(masks()));
        if (rules.loadsVfioAp()) {
            load(RULE);
        }
    }

    private HostMasks masks() {
        return rehearsal.snapshot().masks().orElseThrow();
    }

    private static MaskUpdate.Relative change(ApMask before, ApMask after) {
        return MaskUpdate.removing(before.difference(after)).then(MaskUpdate.adding(after.difference(before)));
    }

    private void set(Step mask) {
        rehearsal.make(mask).forEach(conflict -> events.add(new BootEvent.RuleRefused(conflict)));
    }

    private void startDevices() {
        Optional<SourceProblem> malformed = persistent.problems().stream()
                .filter(problem -> problem.source() == SourceProblem.Source.MALFORMED_DEFINITION)
                .findFirst();
        if (malformed.isPresent()) {
            events.add(new BootEvent.NothingStarts(malformed.orElseThrow()));
            return;
        }
        persistent
                .autostarted()
                .forEach((device, definition) -> events.add(start(device, definition)
                        .<BootEvent>map(failure -> new BootEvent.StartFails(device, failure))
                        .orElseGet(() -> new BootEvent.DeviceStarted(device, definition.config()))));
    }

    private Optional<StartFailure> start(MediatedDeviceId device, MdevDefinition definition) {
        if (persistent.checksDefinitions() && hasOnlyControlDomains(definition)) {
            return Optional.of(new StartFailure.ControlWithoutUsage());
        }
        rehearsal.make(new Step.CreateDevice(device));
        for (MdevAttribute attribute : definition.attributes().list()) {
            Optional<StartFailure> failure = write(attribute, attribute.step(device));
            if (failure.isPresent()) {
                rehearsal.make(new Step.RemoveDevice(device));
                return failure;
            }
        }
        return Optional.empty();
    }

    /** Whether ap-check refuses to start a device. */
    static boolean hasOnlyControlDomains(MdevDefinition definition) {
        ApConfig config = seenByTools(definition);
        return config.usageDomains().isEmpty() && !config.controlDomains().isEmpty();
    }

    /** What chzdev and ap-check read out of a definition: they pass over attributes that take something away. */
    static ApConfig seenByTools(MdevDefinition definition) {
        return MdevAttributes.copyOf(definition.attributes().list().stream()
                        .filter(attribute -> !attribute.name().startsWith("unassign"))
                        .toList())
                .config();
    }

    private Optional<StartFailure> write(MdevAttribute attribute, Step step) {
        if (step instanceof Step.Configure && !hasApConfig) {
            return Optional.of(new StartFailure.AttributeMissing(attribute));
        }
        ImmutableList<Conflict> conflicts = rehearsal.make(step);
        return conflicts.isEmpty()
                ? Optional.empty()
                : Optional.of(new StartFailure.AttributeRefused(attribute, conflicts));
    }
}
