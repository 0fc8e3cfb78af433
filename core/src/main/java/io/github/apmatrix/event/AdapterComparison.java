package io.github.apmatrix.event;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Sets;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.HostSnapshot;

/** Compares the adapters of two snapshots. */
final class AdapterComparison {
    private final HostSnapshot before;
    private final HostSnapshot after;
    private final ImmutableList.Builder<HostEvent> events;

    AdapterComparison(HostSnapshot before, HostSnapshot after, ImmutableList.Builder<HostEvent> events) {
        this.before = before;
        this.after = after;
        this.events = events;
    }

    void compare() {
        for (AdapterId adapter :
                Sets.union(before.cards().keySet(), after.cards().keySet())) {
            Card old = before.cards().get(adapter);
            Card now = after.cards().get(adapter);
            boolean replaced = old != null && now != null && CardDetails.of(now).isAnotherThan(CardDetails.of(old));
            if (old != null && (now == null || replaced)) {
                events.add(new AdapterEvent.Removed(old));
            }
            if (now != null && (old == null || replaced)) {
                events.add(new AdapterEvent.Added(now));
            } else if (old != null && now != null) {
                compare(old, now);
            }
        }
    }

    private void compare(Card old, Card now) {
        AdapterId adapter = now.adapter();
        if (!CardDetails.of(old).equals(CardDetails.of(now))) {
            Card details = now.toBuilder()
                    .configured(old.configured())
                    .checkstopped(old.checkstopped())
                    .online(old.online())
                    .driver(old.driver())
                    .build();
            events.add(new AdapterEvent.DetailsChanged(old, details));
        }
        compare(
                old.configured(),
                now.configured(),
                new AdapterEvent.ConfiguredChanged(adapter, old.configured(), now.configured()));
        compare(
                old.checkstopped(),
                now.checkstopped(),
                new AdapterEvent.CheckstoppedChanged(adapter, old.checkstopped(), now.checkstopped()));
        if (!old.driver().equals(now.driver())) {
            events.add(new AdapterEvent.DriverChanged(adapter, old.driver(), now.driver()));
        }
        compare(old.online(), now.online(), new AdapterEvent.OnlineChanged(adapter, old.online(), now.online()));
    }

    private void compare(Answer old, Answer now, AdapterEvent event) {
        if (old != now) {
            events.add(event);
        }
    }
}
