package io.github.apmatrix.testkit;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.host.CardMode;
import java.util.Optional;

/** A queue device as the AP bus and its driver keep it. */
final class SimulatedQueue implements ApDevice {
    private final ApQueue queue;
    private final SimulatedCard card;
    private boolean configured;
    private boolean checkstopped;
    private boolean switchedOn = true;
    private Optional<ApDriver> driver = Optional.empty();
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

    @Override
    public String name() {
        return queue.toString();
    }

    @Override
    public String path() {
        return card.name() + "/" + name();
    }

    @Override
    public int hardwareType() {
        return card.hardwareType();
    }

    @Override
    public Optional<CardMode> mode() {
        return card.mode();
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

    @Override
    public Optional<ApDriver> driver() {
        return driver;
    }

    boolean isBoundToVfioAp() {
        return driver.equals(Optional.of(ApDriver.VFIO_AP));
    }

    /** Returns whether a driver of the host has the queue. */
    boolean isBoundToHost() {
        return driver.isPresent() && !isBoundToVfioAp();
    }

    @Override
    public void bind(ApDriver newDriver) {
        driver = Optional.of(newDriver);
        initialised = isBoundToHost();
        switchedOn = true;
        resetCode = SimulatedAdapter.RESET_NORMAL;
    }

    @Override
    public void unbind() {
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
