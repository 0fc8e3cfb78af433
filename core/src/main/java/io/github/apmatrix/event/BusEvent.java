package io.github.apmatrix.event;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Bindings;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.KernelFeatures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that happened to the host as a whole: its AP bus, its vfio_ap driver, its masks.
 *
 * @since 0.1.0
 */
public sealed interface BusEvent extends HostEvent {
    /**
     * The AP bus came or went.
     *
     * @param before whether it was there
     * @param after whether it is there
     */
    record ApBusChanged(Answer before, Answer after) implements BusEvent {
        @Override
        public String description() {
            return Words.isNow("the AP bus is", after, "there", "gone");
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return BusParts.change(host, parts -> parts.apBus = after);
        }
    }

    /**
     * The vfio_ap driver was loaded or unloaded.
     *
     * @param before whether it was loaded
     * @param after whether it is loaded
     */
    record VfioApChanged(Answer before, Answer after) implements BusEvent {
        @Override
        public String description() {
            return Words.isNow("vfio_ap is", after, "loaded", "not loaded");
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return BusParts.change(host, parts -> parts.vfioAp = after);
        }
    }

    /**
     * The LPAR has something else.
     *
     * @param before what it had, or empty if that was not known
     * @param after what it has, or empty if that is not known
     */
    record LparChanged(Optional<ApConfig> before, Optional<ApConfig> after) implements BusEvent {
        /**
         * Returns what the LPAR gained.
         *
         * @return adapters, usage domains and control domains; none of what was not known before
         */
        public ApConfig gained() {
            return difference(after, before);
        }

        /**
         * Returns what the LPAR lost.
         *
         * @return adapters, usage domains and control domains; none if that is not known
         */
        public ApConfig lost() {
            return difference(before, after);
        }

        private static ApConfig difference(Optional<ApConfig> of, Optional<ApConfig> other) {
            return of.flatMap(config -> other.map(config::difference)).orElse(ApConfig.none());
        }

        @Override
        public String description() {
            if (before.isEmpty() || after.isEmpty()) {
                return "what the LPAR has is " + (after.isEmpty() ? "not known any more" : "known now");
            }
            List<String> parts = new ArrayList<>();
            Words.parts(gained()).ifPresent(text -> parts.add("gained " + text));
            Words.parts(lost()).ifPresent(text -> parts.add("lost " + text));
            return "the LPAR " + String.join(" and ", parts);
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return BusParts.change(host, parts -> parts.lpar = after);
        }
    }

    /**
     * The masks are others.
     *
     * @param before the masks before, or empty if they were not known
     * @param after the masks after, or empty if they are not known
     */
    record MasksChanged(Optional<HostMasks> before, Optional<HostMasks> after) implements BusEvent {
        @Override
        public String description() {
            List<String> parts = new ArrayList<>();
            add(parts, "apmask", before.map(HostMasks::apmask), after.map(HostMasks::apmask));
            add(parts, "aqmask", before.map(HostMasks::aqmask), after.map(HostMasks::aqmask));
            return String.join(", ", parts);
        }

        private static void add(List<String> parts, String name, Optional<?> before, Optional<?> after) {
            if (!before.equals(after)) {
                parts.add(Words.isAndWas(name, before, after));
            }
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return BusParts.change(host, parts -> parts.masks = after);
        }
    }

    /**
     * All queues have a driver, after some had none or their number was another.
     *
     * @param before the bindings before, or empty if they were not known
     * @param after the complete bindings
     */
    record BindingsCompleted(Optional<Bindings> before, Bindings after) implements BusEvent {
        @Override
        public String description() {
            return "the bindings are complete: " + after.bound() + " of " + after.queues() + " queues have a driver";
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return BusParts.change(host, parts -> parts.bindings = Optional.of(after));
        }
    }

    /**
     * Another number of queues have a driver, and not all, or that is not known.
     *
     * @param before the bindings before, or empty if they were not known
     * @param after the bindings after, or empty if they are not known
     */
    record BindingsChanged(Optional<Bindings> before, Optional<Bindings> after) implements BusEvent {
        @Override
        public String description() {
            return after.map(known -> known.bound() + " of " + known.queues() + " queues have a driver")
                    .orElse("how many queues have a driver is not known any more");
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return BusParts.change(host, parts -> parts.bindings = after);
        }
    }

    /**
     * More or less is known of what the kernel can do. The kernel did not change; there just came, or went, an object that
     * shows it.
     *
     * @param before the features before
     * @param after the features after
     */
    record FeaturesChanged(KernelFeatures before, KernelFeatures after) implements BusEvent {
        @Override
        public String description() {
            return Stream.of(KernelFeature.values())
                    .filter(feature -> before.has(feature) != after.has(feature))
                    .map(feature -> feature + " is " + after.has(feature) + " (was " + before.has(feature) + ")")
                    .collect(Collectors.joining(", ", "of the kernel's features ", ""));
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return BusParts.change(host, parts -> parts.features = after);
        }
    }

    /**
     * The largest adapter number is another.
     *
     * @param before the adapter before, or empty if it was not known
     * @param after the adapter after, or empty if it is not known
     */
    record MaxAdapterChanged(Optional<AdapterId> before, Optional<AdapterId> after) implements BusEvent {
        @Override
        public String description() {
            return Words.isAndWas("the largest adapter", before, after);
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return BusParts.change(host, parts -> parts.maxAdapter = after);
        }
    }

    /**
     * The largest domain number is another.
     *
     * @param before the domain before, or empty if it was not known
     * @param after the domain after, or empty if it is not known
     */
    record MaxDomainChanged(Optional<DomainId> before, Optional<DomainId> after) implements BusEvent {
        @Override
        public String description() {
            return Words.isAndWas("the largest domain", before, after);
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return BusParts.change(host, parts -> parts.maxDomain = after);
        }
    }

    /**
     * The default domain of the host is another.
     *
     * @param before the number before, -1 for none, or empty if it was not known
     * @param after the number after, -1 for none, or empty if it is not known
     */
    record DefaultDomainChanged(OptionalInt before, OptionalInt after) implements BusEvent {
        @Override
        public String description() {
            return Words.isAndWas("the default domain", text(before), text(after));
        }

        private static Optional<String> text(OptionalInt number) {
            if (number.isEmpty()) {
                return Optional.empty();
            }
            int known = number.getAsInt();
            return Optional.of(known < 0 ? "none" : DomainId.of(known).toString());
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return BusParts.change(host, parts -> parts.defaultDomain = after);
        }
    }

    /**
     * The period of the bus scan is another.
     *
     * @param before the period before, or empty if it was not known
     * @param after the period after, or empty if it is not known
     */
    record ConfigTimeChanged(Optional<Duration> before, Optional<Duration> after) implements BusEvent {
        @Override
        public String description() {
            return Words.isAndWas("the period of the bus scan", seconds(before), seconds(after));
        }

        private static Optional<String> seconds(Optional<Duration> period) {
            return period.map(known -> known.toSeconds() + " seconds");
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return BusParts.change(host, parts -> parts.configTime = after);
        }
    }

    /**
     * More or fewer mediated devices can still be created.
     *
     * @param before the count before, or empty if it was not known
     * @param after the count after, or empty if it is not known
     */
    record AvailableInstancesChanged(OptionalInt before, OptionalInt after) implements BusEvent {
        @Override
        public String description() {
            return after.isPresent()
                    ? after.getAsInt() + " more mediated devices can be created"
                    : "how many more mediated devices can be created is not known any more";
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return BusParts.change(host, parts -> parts.availableInstances = after);
        }
    }
}
