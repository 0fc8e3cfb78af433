package io.github.apmatrix.allocate;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApQueueSet;

/**
 * Guests cannot all get what they require.
 *
 * @param guests guests of the request that cannot be met together, each with the requirements that matter: with one guest or
 *     one requirement less it is possible, or at least not shown to be impossible
 * @param keptForHost the queues kept for the host that matter
 * @param smallest whether there is surely no conflict with fewer guests; false where the search was given up
 * @param suggestions changes of the request or the host after which there is an allocation for all guests, each by itself;
 *     none if no single change was found
 * @since 0.1.0
 */
public record AllocationConflict(
        ImmutableList<GuestDemand> guests,
        ApQueueSet keptForHost,
        boolean smallest,
        ImmutableList<Suggestion> suggestions)
        implements AllocationResult {
    /** Returns a line for each guest and suggestion. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("cannot be met together:\n");
        guests.forEach(guest -> text.append("  ").append(guest).append('\n'));
        if (!keptForHost.isEmpty()) {
            text.append("  the host keeps ").append(keptForHost).append('\n');
        }
        if (!suggestions.isEmpty()) {
            text.append("each of these would help:\n");
            suggestions.forEach(suggestion ->
                    text.append("  ").append(suggestion.description()).append('\n'));
        }
        return text.toString();
    }
}
