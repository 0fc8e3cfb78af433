package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableMap;

/**
 * Whether all queues have a driver, and how often that came about. Source: {@code ap_check_bindings_complete} of
 * {@code ap_bus.c}.
 */
final class ApBindings {
    private final KernelProfile profile;
    private final SimulatedApBus bus;
    private boolean pending = true;
    private long completeCount;

    ApBindings(KernelProfile profile, SimulatedApBus bus) {
        this.profile = profile;
        this.bus = bus;
    }

    long completeCount() {
        return completeCount;
    }

    /** Takes over how often a capture was complete; one that is not complete still waits for it. */
    void restore(long newCompleteCount) {
        completeCount = newCompleteCount;
        pending = !areComplete();
    }

    private boolean areComplete() {
        return bus.drivers().boundQueues() == bus.queues().size();
    }

    String show() {
        return bus.drivers().boundQueues() + "/" + bus.queues().size() + (areComplete() ? " (complete)\n" : "\n");
    }

    /** The LPAR got adapters or domains: once all queues have a driver, that counts as complete again. */
    void lparGrew() {
        pending = true;
    }

    /** A driver took a device. */
    void probed() {
        pending = true;
        if (profile.checksBindingsAtProbes() && bus.scans() > 0) {
            check();
        }
    }

    /** A scan is over. */
    void scanned() {
        if (bus.scans() == 1) {
            bus.kobject().change("INITSCAN", "done");
            check();
        } else if (!profile.checksBindingsAtProbes()) {
            check();
        }
    }

    void driverRegistered() {
        if (!profile.checksBindingsAtProbes()) {
            check();
        }
    }

    private void check() {
        if (pending && areComplete()) {
            pending = false;
            completeCount++;
            bus.kobject()
                    .change(ImmutableMap.of("BINDINGS", "complete", "COMPLETECOUNT", Long.toString(completeCount)));
        }
    }
}
