package io.github.apmatrix.persistence;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Sets;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostChange;
import io.github.apmatrix.host.HostDifference;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.persistence.SourceProblem.Source;
import io.github.apmatrix.persistence.chzdev.ApRules;
import io.github.apmatrix.persistence.chzdev.MaskSettings;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a running host differs from what is kept for its next boot. What is not known of the running host is no drift: a device
 * whose assignment was not read, for example, or the devices of a host of which only queues are known. A device that is defined to be started manually and is not running is none
 * either.
 *
 * @param items the differences between the parts of the running host and the files that stand for them
 * @param atBoot what the next boot changes on the host, whatever the reason: also guest matrices that only their history
 *     explains, or queues that were bound by hand
 * @param forecast the next boot
 * @since 0.1.0
 */
public record Drift(ImmutableList<DriftItem> items, HostDifference atBoot, BootForecast forecast) {
    /**
     * Compares a running host with what is kept for its next boot.
     *
     * @param running the host now
     * @param persistent what is kept
     * @return the drift
     */
    public static Drift between(HostSnapshot running, PersistentHost persistent) {
        BootForecast forecast = BootForecast.of(running, persistent);
        return new Drift(
                new Comparison(running, persistent, forecast).items(),
                new HostDifference(HostDifference.between(running, forecast.snapshot()).changes().stream()
                        .filter(change -> isKnown(change, running))
                        .collect(ImmutableList.toImmutableList())),
                forecast);
    }

    private static boolean isOfDevice(HostChange change) {
        return change instanceof HostChange.DeviceCreated
                || change instanceof HostChange.AssignmentChanged
                || change instanceof HostChange.GuestMatrixChanged;
    }

    /** A host of which no device is known need not be one without devices. */
    private static boolean knowsDevices(HostSnapshot running) {
        return running.vfioAp().isNo()
                || running.availableInstances().isPresent()
                || !running.devices().isEmpty();
    }

    private static boolean isKnown(HostChange change, HostSnapshot running) {
        if (isOfDevice(change) && !knowsDevices(running)) {
            return false;
        } else if (change instanceof HostChange.MasksChanged masks) {
            return masks.before().isPresent();
        } else if (change instanceof HostChange.AssignmentChanged assignment) {
            return assignment.before().isPresent();
        } else if (change instanceof HostChange.DriverChanged driver) {
            return driver.before().isBound().isKnown();
        } else if (change instanceof HostChange.GuestMatrixChanged guest) {
            return guest.before().matrix().isPresent() && guest.after().matrix().isPresent();
        }
        return true;
    }

    /**
     * Returns whether the next boot brings back what is running, from files that say the same.
     *
     * @return true if there is no difference
     */
    public boolean isEmpty() {
        return items.isEmpty() && atBoot.isEmpty();
    }

    /** Returns a line for each difference, first those of the files, then what else the next boot changes; or one that says so. */
    @Override
    public String toString() {
        if (isEmpty()) {
            return "the next boot brings back what is running\n";
        }
        String changes = atBoot.changes().stream()
                .filter(change -> !(change instanceof HostChange.MasksChanged))
                .map(change -> "  " + change.description() + "\n")
                .collect(Collectors.joining());
        return items.stream().map(item -> item.description() + "\n").collect(Collectors.joining())
                + (changes.isEmpty() ? "" : "after the next boot:\n" + changes);
    }

    /** Compares once. */
    private record Comparison(HostSnapshot running, PersistentHost persistent, BootForecast forecast) {
        ImmutableList<DriftItem> items() {
            ImmutableList.Builder<DriftItem> items = ImmutableList.builder();
            HostMasks atBoot = forecast.snapshot().masks().orElseThrow();
            running.masks()
                    .filter(masks -> !masks.equals(atBoot))
                    .ifPresent(masks -> items.add(new DriftItem.MasksDiffer(
                            masks,
                            atBoot,
                            source(
                                    MaskSettings::apmask,
                                    atBoot.apmask(),
                                    persistent.boot().apmask()),
                            source(
                                    MaskSettings::aqmask,
                                    atBoot.aqmask(),
                                    persistent.boot().aqmask()))));
            ApQueueSet overridden = ApQueueSet.copyOf(running.queues().values().stream()
                    .filter(queue -> queue.driverOverride().isPresent())
                    .map(QueueDevice::queue)
                    .toList());
            if (!overridden.isEmpty()) {
                items.add(new DriftItem.OverridesLost(overridden));
            }
            if (running.vfioAp().isKnown()
                    && running.vfioAp() != forecast.snapshot().vfioAp()) {
                items.add(new DriftItem.ModuleDiffers(running.vfioAp().isYes(), moduleReason()));
            }
            Sets.union(running.devices().keySet(), persistent.definitions().keySet()).stream()
                    .sorted()
                    .forEach(id -> compare(id, items));
            return items.build();
        }

        private void compare(MediatedDeviceId id, ImmutableList.Builder<DriftItem> items) {
            Optional<MediatedDevice> device = Optional.ofNullable(
                            running.devices().get(id))
                    .filter(known -> known.state() != MediatedDeviceState.BEING_REMOVED);
            Optional<MdevDefinition> definition =
                    Optional.ofNullable(persistent.definitions().get(id));
            boolean automatic = definition
                    .filter(known -> known.start() == MdevDefinition.Start.AUTO)
                    .isPresent();
            if (definition.isEmpty()) {
                device.ifPresent(present -> items.add(new DriftItem.OnlyRunning(id)));
                return;
            }
            if (device.isPresent() && !automatic) {
                items.add(new DriftItem.NotAutostarted(id));
            } else if (device.isEmpty() && automatic && knowsDevices(running)) {
                items.add(new DriftItem.OnlyDefined(id));
            }
            if (automatic && !forecast.snapshot().devices().containsKey(id)) {
                items.add(new DriftItem.DoesNotStart(id, reason(id)));
            }
            ApConfig defined = definition.orElseThrow().config();
            device.flatMap(MediatedDevice::assigned)
                    .filter(assigned -> !assigned.equals(defined))
                    .ifPresent(assigned -> items.add(new DriftItem.AssignmentDiffers(id, assigned, defined)));
        }

        private <S> MaskSource source(Function<MaskSettings, Optional<S>> mask, S atBoot, Optional<S> parameter) {
            boolean byRule = forecast.events().stream().anyMatch(BootEvent.RuleActs.class::isInstance)
                    && persistent.rules().map(ApRules::masks).flatMap(mask).equals(Optional.of(atBoot));
            return byRule ? MaskSource.RULE : parameter.isPresent() ? MaskSource.PARAMETER : MaskSource.NONE;
        }

        private String reason(MediatedDeviceId id) {
            return Optional.ofNullable(forecast.failures().get(id))
                    .map(StartFailure::description)
                    .or(() -> first(BootEvent.NothingStarts.class))
                    .orElseGet(this::moduleReason);
        }

        private String moduleReason() {
            return first(BootEvent.ModuleLoaded.class)
                    .or(() -> first(BootEvent.ModuleKeptOut.class))
                    .or(() -> first(BootEvent.RuleWaits.class))
                    .orElseGet(() -> "nothing loads vfio_ap" + mayLoad());
        }

        private Optional<String> first(Class<? extends BootEvent> type) {
            return forecast.events().stream()
                    .filter(type::isInstance)
                    .map(BootEvent::description)
                    .findFirst();
        }

        /** Sources that could load it, if they were known. */
        private String mayLoad() {
            String unread = persistent.problems().stream()
                    .filter(problem -> problem.source() == Source.RULES || problem.source() == Source.MODULES)
                    .map(SourceProblem::file)
                    .collect(Collectors.joining(", "));
            return unread.isEmpty() ? "" : ", as far as can be told without " + unread;
        }
    }
}
