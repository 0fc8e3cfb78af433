package io.github.apmatrix.testkit;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.rules.GuestFilter;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the guest of a mediated device has: stored, and changed by certain events only. Source:
 * {@code vfio_ap_mdev_filter_matrix} and its callers in {@code vfio_ap_ops.c}.
 */
final class GuestMatrix {
    private final SimulatedVfioAp driver;
    private final MdevAssignment assignment;
    private ApConfig config = ApConfig.none();
    private ApConfig pending = ApConfig.none(); // what a scan is about to add; empty outside a scan

    GuestMatrix(SimulatedVfioAp driver, MdevAssignment assignment) {
        this.driver = driver;
        this.assignment = assignment;
    }

    ApConfig config() {
        return config;
    }

    String show() {
        return config.matrix().toKernelText();
    }

    boolean contains(ApQueue queue) {
        return config.matrix().contains(queue);
    }

    /** Takes over what a capture shows. */
    void restore(ApConfig newConfig) {
        config = newConfig;
    }

    // queues

    /** The queues of the device that are there and bound to vfio_ap. */
    private Stream<SimulatedQueue> linked() {
        return driver.bus().queues(assignment.config().matrix()).stream().filter(SimulatedQueue::isBoundToVfioAp);
    }

    private void resetLinked(Matrix matrix) {
        linked().filter(queue -> matrix.contains(queue.queue())).forEach(driver::reset);
    }

    /** Resets all queues, and returns whether that went well. */
    boolean reset() {
        List<SimulatedQueue> queues = linked().toList();
        queues.forEach(driver::reset);
        return queues.stream().allMatch(queue -> queue.lastResetCode() == SimulatedAdapter.RESET_NORMAL);
    }

    // filtering

    /** Evaluates the whole matrix anew. */
    void filter() {
        ApQueueSet passable =
                ApQueueSet.copyOf(linked().filter(queue -> driver.profile().acceptsResetCode(queue.lastResetCode()))
                        .map(SimulatedQueue::queue)
                        .toList());
        AdapterSet before = config.adapters();
        Matrix matrix = GuestFilter.guestMatrix(assignment.config().matrix(), driver.lpar(), passable);
        config = config.withMatrix(matrix);
        if (driver.profile().resetsFilteredAdapters()) {
            AdapterSet filtered = before.intersect(assignment.config().adapters())
                    .intersect(driver.lpar().adapters())
                    .difference(matrix.adapters());
            resetLinked(Matrix.of(filtered, matrix.domains()));
        }
    }

    void filterControlDomains() {
        config = config.withControlDomains(
                assignment.config().controlDomains().intersect(driver.lpar().controlDomains()));
    }

    /** Adapters and domains are about to be unassigned: queues that the guest had are reset. The rest stays as it was. */
    void remove(ApConfig removed) {
        List<SimulatedQueue> lost = linked().filter(queue -> contains(queue.queue()))
                .filter(queue -> removed.adapters().contains(queue.queue().adapter())
                        || removed.usageDomains().contains(queue.queue().domain()))
                .toList();
        config = config.difference(removed);
        lost.forEach(driver::reset);
    }

    // what the bus tells

    /** A queue of the device was bound to vfio_ap; the guest gets it at once, unless a scan is about to add more. */
    void queueBound() {
        if (pending.matrix().isNone()) {
            filter();
        }
    }

    /** A queue of the device is about to leave vfio_ap: a guest that has it loses the whole adapter. */
    void queueUnbound(ApQueue queue) {
        if (contains(queue)) {
            AdapterSet adapter = AdapterSet.of(queue.adapter());
            config = config.withMatrix(GuestFilter.afterUnbinding(config.matrix(), ApQueueSet.of(queue)));
            if (driver.profile().resetsFilteredAdapters()) {
                resetLinked(Matrix.of(adapter, config.usageDomains()));
            }
        }
    }

    /** The scan found another configuration: what is gone leaves the guest now, what came waits for its queues. */
    void lparChanged(ApConfig before, ApConfig found) {
        config = config.difference(before.difference(found));
        pending = assignment.config().intersect(found.difference(before));
    }

    void scanComplete() {
        if (!pending.matrix().isNone()) {
            filter();
        }
        if (!pending.controlDomains().isEmpty()) {
            filterControlDomains();
        }
        pending = ApConfig.none();
    }
}
