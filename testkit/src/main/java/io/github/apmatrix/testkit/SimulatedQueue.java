package io.github.apmatrix.testkit;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.rules.DriverRule;
import java.util.Optional;

/** A queue device as the AP bus and its driver keep it. */
final class SimulatedQueue {
    private final ApQueue queue;
    private final SimulatedCard card;
    private boolean configured;
    private boolean checkstopped;
    private boolean switchedOn = true;
    private Optional<String> driver = Optional.empty();
    private Optional<String> driverOverride = Optional.empty();
    private boolean initialised;
    private int resetCode;

    SimulatedQueue(ApQueue queue, SimulatedCard card) {
        this.queue = queue;
        this.card = card;
        this.configured = card.hardware().isConfigured();
        this.checkstopped = card.hardware().answersCheckstopped();
    }

    ApQueue queue() {
        return queue;
    }

    SimulatedCard card() {
        return card;
    }

    /** Takes over what a scan sees: one change for each scan, a checkstop first. */
    void scanned() {
        boolean nowCheckstopped = card.hardware().answersCheckstopped();
        if (nowCheckstopped != checkstopped) {
            checkstopped = nowCheckstopped;
        } else {
            configured = card.hardware().isConfigured();
        }
    }

    boolean isConfigured() {
        return configured;
    }

    boolean isCheckstopped() {
        return checkstopped;
    }

    boolean isSwitchedOn() {
        return switchedOn;
    }

    void setSwitchedOn(boolean newSwitchedOn) {
        switchedOn = newSwitchedOn;
    }

    Optional<String> driver() {
        return driver;
    }

    boolean isBoundToVfioAp() {
        return driver.filter(DriverRule.VFIO_AP::equals).isPresent();
    }

    void bind(String newDriver) {
        driver = Optional.of(newDriver);
        initialised = !newDriver.equals(DriverRule.VFIO_AP);
        resetCode = SimulatedAdapter.RESET_NORMAL;
    }

    void unbind() {
        driver = Optional.empty();
        initialised = false;
    }

    /** A scan that finds the queue initialises it whatever driver takes it. */
    void initialise() {
        initialised = true;
    }

    boolean isInitialised() {
        return initialised;
    }

    Optional<String> driverOverride() {
        return driverOverride;
    }

    void setDriverOverride(Optional<String> newDriverOverride) {
        driverOverride = newDriverOverride;
    }

    /** Resets the queue; the driver remembers how that went. */
    void reset() {
        resetCode = card.hardware().resetCode();
    }

    boolean lastResetFailed() {
        return resetCode != SimulatedAdapter.RESET_NORMAL;
    }
}
