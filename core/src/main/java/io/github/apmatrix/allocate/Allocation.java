package io.github.apmatrix.allocate;

import com.google.common.collect.ImmutableSortedMap;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.plan.DesiredHost;
import io.github.apmatrix.plan.Planner;

/**
 * Queues for all guests of a request.
 *
 * @param guests what each guest gets, and will have as guest matrix
 * @param proven whether there is surely no allocation with fewer adapters, or with as many and fewer domains; false where
 *     the search was given up
 * @param desired the host with these guests, for {@link Planner}; control domains are the usage domains and those that a
 *     device has and keeps
 * @since 0.1.0
 */
public record Allocation(ImmutableSortedMap<MediatedDeviceId, Matrix> guests, boolean proven, DesiredHost desired)
        implements AllocationResult {
    /**
     * Returns the adapters of all guests.
     *
     * @return adapters that at least one guest gets
     */
    public AdapterSet adapters() {
        return guests.values().stream().map(Matrix::adapters).reduce(AdapterSet.none(), AdapterSet::union);
    }

    /**
     * Returns the usage domains of all guests.
     *
     * @return domains that at least one guest gets
     */
    public DomainSet domains() {
        return guests.values().stream().map(Matrix::domains).reduce(DomainSet.none(), DomainSet::union);
    }

    /** Returns a line for each guest. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        guests.forEach((guest, matrix) -> text.append("guest ")
                .append(guest)
                .append(" gets adapters ")
                .append(matrix.adapters())
                .append(", domains ")
                .append(matrix.domains())
                .append('\n'));
        return text.append(proven ? "" : "there may be an allocation with fewer adapters or domains\n")
                .toString();
    }
}
