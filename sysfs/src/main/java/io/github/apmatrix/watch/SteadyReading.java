package io.github.apmatrix.watch;

import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.KernelFeatures;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes of successive readings what a watcher tells, so that a reading that failed for a moment is no event. A value that was
 * known and cannot be read keeps its last content until the next reading, and is not known only if that one fails as well.
 * A device that is on its way, here or away, is taken for what two readings say: a look at a device in the moment of its
 * creation or removal shows it without attributes.
 *
 * <p>What a kernel can do does not change, so what was once seen of it stays known.
 */
final class SteadyReading {
    private @Nullable HostSnapshot last;
    private @Nullable HostSnapshot accepted;
    private boolean doubtful;

    /** Returns whether another reading soon would help: the last one was not followed in everything. */
    boolean isDoubtful() {
        return doubtful;
    }

    HostSnapshot accept(HostSnapshot reading) {
        Doubt doubt = new Doubt();
        HostSnapshot result =
                last == null || accepted == null ? reading : new Steadying(doubt, reading, last, accepted).host();
        last = reading;
        accepted = result;
        doubtful = doubt.raised;
        return result;
    }

    /** Decides between what was read and what was known, and remembers whether that was ever needed. */
    static final class Doubt {
        private boolean raised;

        void raise() {
            raised = true;
        }

        /** Of values with ranks: a lower rank is accepted when it comes twice. */
        <T> T choose(T read, T before, T known, Function<T, Integer> rank) {
            int atLeast = Math.min(rank.apply(before), rank.apply(known));
            if (rank.apply(read) >= atLeast) {
                return read;
            }
            raised = true;
            return known;
        }

        <T> Optional<T> choose(Optional<T> read, Optional<T> before, Optional<T> known) {
            return choose(read, before, known, value -> value.isPresent() ? 1 : 0);
        }

        OptionalInt choose(OptionalInt read, OptionalInt before, OptionalInt known) {
            return choose(read, before, known, value -> value.isPresent() ? 1 : 0);
        }

        Answer choose(Answer read, Answer before, Answer known) {
            return choose(read, before, known, value -> value.isKnown() ? 1 : 0);
        }

        DriverBinding choose(DriverBinding read, DriverBinding before, DriverBinding known) {
            return choose(read, before, known, value -> value.isBound().isKnown() ? 1 : 0);
        }
    }

    /** One reading, with the one before it and with what was made of that. */
    private record Steadying(Doubt doubt, HostSnapshot reading, HostSnapshot last, HostSnapshot accepted) {
        HostSnapshot host() {
            if (reading.apBus().isNo()) {
                return reading.toBuilder().features(features()).build();
            }
            HostSnapshot.Builder host = HostSnapshot.builder()
                    .apBus(doubt.choose(reading.apBus(), last.apBus(), accepted.apBus()))
                    .vfioAp(doubt.choose(reading.vfioAp(), last.vfioAp(), accepted.vfioAp()))
                    .features(features());
            some(HostSnapshot::lpar).ifPresent(host::lpar);
            some(HostSnapshot::maxAdapter).ifPresent(host::maxAdapter);
            some(HostSnapshot::maxDomain).ifPresent(host::maxDomain);
            some(HostSnapshot::masks).ifPresent(host::masks);
            some(HostSnapshot::bindings).ifPresent(host::bindings);
            some(HostSnapshot::configTime).ifPresent(host::configTime);
            doubt.choose(reading.defaultDomain(), last.defaultDomain(), accepted.defaultDomain())
                    .ifPresent(host::defaultDomain);
            OptionalInt instances = reading.vfioAp().isNo()
                    ? reading.availableInstances()
                    : doubt.choose(
                            reading.availableInstances(), last.availableInstances(), accepted.availableInstances());
            instances.ifPresent(host::availableInstances);
            SteadyDevices devices = new SteadyDevices(doubt);
            reading.cards()
                    .forEach((adapter, card) -> host.add(devices.card(
                            card, last.cards().get(adapter), accepted.cards().get(adapter))));
            reading.queues()
                    .forEach((queue, device) -> host.add(devices.queue(
                            device, last.queues().get(queue), accepted.queues().get(queue))));
            for (MediatedDeviceId id : reading.devices().keySet()) {
                devices.device(
                                reading.devices().get(id),
                                last.devices().get(id),
                                accepted.devices().get(id))
                        .ifPresent(host::add);
            }
            return host.build();
        }

        private <T> Optional<T> some(Function<HostSnapshot, Optional<T>> part) {
            return doubt.choose(part.apply(reading), part.apply(last), part.apply(accepted));
        }

        private KernelFeatures features() {
            KernelFeatures features = reading.features();
            for (KernelFeature feature : KernelFeature.values()) {
                Answer known = accepted.features().has(feature);
                if (known.isYes() || !features.has(feature).isKnown()) {
                    features = features.with(feature, known);
                }
            }
            return features;
        }
    }
}
