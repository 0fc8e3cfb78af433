package io.github.apmatrix.rules;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import java.util.Objects;

/**
 * Who owns each queue, as an assignment sees it: the host's drivers, or vfio_ap.
 *
 * <p>The masks decide, except for queues with a driver override that are bound to a driver (kernels that have overrides):
 * such a queue is free if that driver is vfio_ap, and reserved otherwise. An overridden queue that is not bound counts by
 * the masks.
 *
 * <p>Source: {@code ap_owned_by_def_drv}, {@code ap_apqn_in_matrix_owned_by_def_drv}.
 *
 * @since 0.1.0
 */
public final class Ownership {
    private final HostMasks masks;
    private final ApQueueSet free;

    private Ownership(HostMasks masks, ApQueueSet free) {
        this.masks = Objects.requireNonNull(masks, "masks");
        this.free = free;
    }

    /**
     * Returns the ownership by the masks alone.
     *
     * @param masks apmask and aqmask
     * @return the ownership without overrides
     */
    public static Ownership of(HostMasks masks) {
        return new Ownership(masks, masks.free());
    }

    /**
     * Returns this ownership with queues whose driver was overridden.
     *
     * @param queues queues with an override that are bound to vfio_ap
     * @return an ownership where these queues are free
     */
    public Ownership withOverriddenToVfioAp(ApQueueSet queues) {
        return new Ownership(masks, free.union(queues));
    }

    /**
     * Returns this ownership with queues whose driver was overridden.
     *
     * @param queues queues with an override that are bound to another driver than vfio_ap
     * @return an ownership where these queues are reserved
     */
    public Ownership withOverriddenToHost(ApQueueSet queues) {
        return new Ownership(masks, free.difference(queues));
    }

    /**
     * Returns the masks.
     *
     * @return apmask and aqmask
     */
    public HostMasks masks() {
        return masks;
    }

    /**
     * Returns whether a queue is reserved for the host's drivers.
     *
     * @param queue the queue
     * @return true if it is reserved
     */
    public boolean isReserved(ApQueue queue) {
        return !free.contains(queue);
    }

    /**
     * Returns the queues that are free for vfio_ap.
     *
     * @return all of them, whether the LPAR has them or not
     */
    public ApQueueSet free() {
        return free;
    }

    /**
     * Returns the queues that are reserved for the host's drivers.
     *
     * @return all of them, whether the LPAR has them or not
     */
    public ApQueueSet reserved() {
        return free.complement();
    }

    /**
     * Returns the queues of a matrix that are reserved for the host's drivers.
     *
     * @param matrix the matrix
     * @return its reserved queues
     */
    public ApQueueSet reservedIn(Matrix matrix) {
        return ApQueueSet.of(matrix).difference(free);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Ownership other && masks.equals(other.masks) && free.equals(other.free);
    }

    @Override
    public int hashCode() {
        return Objects.hash(masks, free);
    }

    @Override
    public String toString() {
        return "Ownership[free " + free + "]";
    }
}
