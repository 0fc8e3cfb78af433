package io.github.apmatrix.event;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.host.Bindings;
import io.github.apmatrix.host.HostSnapshot;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Compares what two snapshots say of the host as a whole. */
final class BusComparison {
    private final HostSnapshot before;
    private final HostSnapshot after;
    private final ImmutableList.Builder<HostEvent> events;

    BusComparison(HostSnapshot before, HostSnapshot after, ImmutableList.Builder<HostEvent> events) {
        this.before = before;
        this.after = after;
        this.events = events;
    }

    void causes() {
        compare(HostSnapshot::apBus, BusEvent.ApBusChanged::new);
        compare(HostSnapshot::vfioAp, BusEvent.VfioApChanged::new);
        compare(HostSnapshot::maxAdapter, BusEvent.MaxAdapterChanged::new);
        compare(HostSnapshot::maxDomain, BusEvent.MaxDomainChanged::new);
        compare(HostSnapshot::lpar, BusEvent.LparChanged::new);
        compare(HostSnapshot::masks, BusEvent.MasksChanged::new);
    }

    void effects() {
        compare(HostSnapshot::features, BusEvent.FeaturesChanged::new);
        compare(HostSnapshot::defaultDomain, BusEvent.DefaultDomainChanged::new);
        compare(HostSnapshot::configTime, BusEvent.ConfigTimeChanged::new);
        compare(HostSnapshot::availableInstances, BusEvent.AvailableInstancesChanged::new);
        compare(HostSnapshot::bindings, BusComparison::bindings);
    }

    private static HostEvent bindings(Optional<Bindings> before, Optional<Bindings> after) {
        return after.filter(Bindings::isComplete)
                .<HostEvent>map(complete -> new BusEvent.BindingsCompleted(before, complete))
                .orElseGet(() -> new BusEvent.BindingsChanged(before, after));
    }

    private <T> void compare(Function<HostSnapshot, T> part, BiFunction<T, T, HostEvent> event) {
        T old = part.apply(before);
        T now = part.apply(after);
        if (!old.equals(now)) {
            events.add(event.apply(old, now));
        }
    }
}
