package io.github.apmatrix.allocate;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.plan.Conflict;
import io.github.apmatrix.plan.DesiredHost;
import io.github.apmatrix.plan.Planner;
import java.util.Optional;

/**
 * Distributes queues among guests: all of them get what they require, or none gets anything. Among all ways it takes one
 * with the fewest adapters, then with the fewest domains, then with low numbers, for hard guests first. The same host and
 * request always give the same.
 *
 * <p>A guest gets queues that exist on configured adapters, that no other device has, and that vfio_ap has or that the
 * masks can free without freeing a kept one. What is about devices and not about queues is left to {@link Planner}: it can
 * refuse a device that is being removed, one device too many, or to take queues from a running guest, and it asks for vfio_ap
 * to be loaded.
 *
 * <p>All queues of a guest reach it, because an allocation leaves none out that
 * {@link io.github.apmatrix.rules.GuestFilter} would take a whole adapter for.
 *
 * @since 0.1.0
 */
public final class Allocator {
    /** The budget of a search where none is given. */
    public static final long DEFAULT_BUDGET = 1_000_000;

    /** Looking for fewer adapters or domains gets this part of the budget: on large hosts it mostly ends without proof. */
    private static final int IMPROVEMENT = 5;

    private Allocator() {}

    /**
     * Distributes queues.
     *
     * @param host the host
     * @param request the guests
     * @return queues for all guests, why that is impossible, or nothing within the default budget
     * @throws IllegalArgumentException if something is not known that decides: the masks, the configuration of the LPAR,
     *     drivers of queues, what a device of the request has, or what another device has that a guest must be apart from
     *     or share no domains with
     */
    public static AllocationResult allocate(HostSnapshot host, AllocationRequest request) {
        return allocate(host, request, DEFAULT_BUDGET);
    }

    /**
     * Distributes queues.
     *
     * @param host the host
     * @param request the guests
     * @param budget how many steps the search may take, from 1 on; a step chooses one adapter or domain. Looking for
     *     fewer adapters and domains takes less, explaining what is impossible takes more
     * @return queues for all guests, why that is impossible, or nothing within the budget
     * @throws IllegalArgumentException if something is not known that decides, or the budget is below 1
     */
    public static AllocationResult allocate(HostSnapshot host, AllocationRequest request, long budget) {
        if (budget < 1) {
            throw new IllegalArgumentException("a budget of " + budget + " steps");
        }
        DesiredHost.Builder desired = DesiredHost.builder().keepForHost(request.keptForHost());
        request.guests().keySet().forEach(desired::evaluate);
        Planner.notKnown(host, desired.build()).ifPresent(conflict -> {
            throw new IllegalArgumentException(conflict.description());
        });
        checkOthers(host, request);
        AllocationProblem problem = new AllocationProblem(host, Supply.usable(host), request);
        AllocationProblem.Outcome outcome = problem.decide(new Budget(budget));
        return switch (outcome.verdict()) {
            case NOT_DECIDED -> new AllocationNotFound(budget);
            case IMPOSSIBLE -> new AllocationConflictSearch(host, request, budget).explain();
            case POSSIBLE -> {
                Improvement best = problem.improve(outcome, Math.max(1, budget / IMPROVEMENT));
                best.byDevice()
                        .forEach((device, matrix) -> desired.device(device, config(host, request, device, matrix)));
                yield new Allocation(best.byDevice(), best.proven(), desired.build());
            }
        };
    }

    /** Whoever is apart from a device, or shares no domain with any, needs to know what it has. */
    private static void checkOthers(HostSnapshot host, AllocationRequest request) {
        ImmutableList<String> unknown = host.devices().values().stream()
                .filter(MediatedDevice::mayHaveMore)
                .map(MediatedDevice::id)
                .filter(id -> !request.guests().containsKey(id))
                .filter(id -> request.guests().values().stream()
                        .anyMatch(guest -> guest.requiresApartFrom(id) || guest.requires(Requirement.OwnDomains.class)))
                .map(id -> "what device " + id + " has")
                .collect(ImmutableList.toImmutableList());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(new Conflict.NotKnown(unknown).description());
        }
    }

    private static ApConfig config(
            HostSnapshot host, AllocationRequest request, MediatedDeviceId device, Matrix matrix) {
        ApConfig config = ApConfig.of(matrix).withControlDomainsLikeUsage();
        boolean keeps = request.demandOf(device).requires(Requirement.KeepsAssigned.class);
        return Optional.ofNullable(host.devices().get(device))
                .filter(present -> keeps)
                .flatMap(MediatedDevice::assigned)
                .map(config::union)
                .orElse(config);
    }
}
