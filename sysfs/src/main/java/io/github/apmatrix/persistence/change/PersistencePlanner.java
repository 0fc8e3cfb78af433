package io.github.apmatrix.persistence.change;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.persistence.BootEvent;
import io.github.apmatrix.persistence.BootForecast;
import io.github.apmatrix.persistence.PersistentHost;
import io.github.apmatrix.persistence.document.MdevAttributes;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Finds once what has to be kept so that the next boot brings back a running host. */
final class PersistencePlanner {
    private final HostSnapshot running;
    private final PersistentHost before;
    private final List<PersistenceStep> steps = new ArrayList<>();
    private final ImmutableList.Builder<String> notKnown = ImmutableList.builder();
    private PersistentHost expected;

    PersistencePlanner(HostSnapshot running, PersistentHost before) {
        this.running = running;
        this.before = before;
        this.expected = before;
    }

    PersistencePlan plan() {
        before.autostarted().forEach((id, definition) -> {
            if (runningDevice(id).isEmpty()) {
                add(new PersistenceStep.Redefine(id, definition, definition.withStart(Start.MANUAL)));
            }
        });
        running.devices().keySet().forEach(id -> runningDevice(id).ifPresent(device -> define(device)));
        running.masks().ifPresentOrElse(this::setMasks, () -> notKnown.add("the masks of the running host"));
        repairOrder();
        return new PersistencePlan(running, before, ImmutableList.copyOf(steps), expected, notKnown.build());
    }

    private void add(PersistenceStep step) {
        steps.add(step);
        expected = step.applyTo(expected);
    }

    private Optional<MediatedDevice> runningDevice(MediatedDeviceId id) {
        return Optional.ofNullable(running.devices().get(id))
                .filter(device -> device.state() != MediatedDeviceState.BEING_REMOVED);
    }

    /** A definition that assigns the same stays as it is written. */
    private void define(MediatedDevice device) {
        MediatedDeviceId id = device.id();
        Optional<MdevDefinition> definition =
                Optional.ofNullable(before.definitions().get(id));
        Optional<ApConfig> assigned = device.assigned();
        if (assigned.isEmpty()) {
            notKnown.add("what is assigned to device " + id);
        }
        Optional<MdevDefinition> wanted = definition
                .filter(known -> assigned.isEmpty() || assigned.orElseThrow().equals(known.config()))
                .or(() -> assigned.map(MdevAttributes::of)
                        .map(attributes -> definition
                                .map(known -> known.withAttributes(attributes))
                                .orElseGet(() -> MdevDefinition.of(Start.AUTO, attributes))))
                .map(known -> known.withStart(Start.AUTO));
        if (wanted.isPresent() && !wanted.equals(definition)) {
            MdevDefinition after = wanted.orElseThrow();
            add(definition
                    .<PersistenceStep>map(known -> new PersistenceStep.Redefine(id, known, after))
                    .orElseGet(() -> new PersistenceStep.Define(id, after)));
        }
    }

    private void setMasks(HostMasks masks) {
        BootForecast forecast = BootForecast.of(running, expected);
        // a rule that would wait can act at a later boot all the same, and the tools compare definitions with it
        boolean masksCome = forecast.snapshot().masks().equals(Optional.of(masks))
                && expected.masks().equals(masks);
        boolean moduleComes =
                !running.vfioAp().isYes() || forecast.snapshot().vfioAp().isYes();
        boolean devicesStart = forecast.failures().isEmpty();
        PersistenceStep.SetMasks step = new PersistenceStep.SetMasks(before.rules(), masks);
        if (!(masksCome && moduleComes && devicesStart) && !before.rules().equals(Optional.of(step.rules()))) {
            add(step);
        }
        PersistenceStep listModule = new PersistenceStep.ListModule();
        if (running.vfioAp().isYes() && waits(expected) && !waits(listModule.applyTo(expected))) {
            add(listModule);
        }
    }

    private boolean waits(PersistentHost persistent) {
        return BootForecast.of(running, persistent).events().stream().anyMatch(BootEvent.RuleWaits.class::isInstance);
    }

    /** Definitions that lead to the right assignment by a refused detour are written anew. */
    private void repairOrder() {
        for (MediatedDeviceId id : BootForecast.of(running, expected).failures().keySet()) {
            MdevDefinition failing =
                    Objects.requireNonNull(expected.definitions().get(id));
            MdevDefinition direct = failing.withAttributes(failing.attributes().normalised());
            if (runningDevice(id).isPresent() && !direct.equals(failing)) {
                steps.removeIf(step -> step instanceof PersistenceStep.Redefine redefine
                        && redefine.device().equals(id));
                add(new PersistenceStep.Redefine(
                        id, Objects.requireNonNull(before.definitions().get(id)), direct));
            }
        }
    }
}
