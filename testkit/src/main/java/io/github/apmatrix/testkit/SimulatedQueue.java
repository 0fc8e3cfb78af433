package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.host.CardMode;
import java.util.Optional;

/** A queue device as the AP bus and its driver keep it. */
final class SimulatedQueue extends ApDevice {
    private final ApQueue queue;
    private final SimulatedCard card;
    private long place;
    private Optional<String> driverOverride = Optional.empty();
    private boolean initialised;
    private int resetCode;
    private boolean resetPending = true;
    private boolean interrupts;

    SimulatedQueue(ApQueue queue, SimulatedCard card) {
        super(queue.toString(), card.kobject(), card.hardware());
        this.queue = queue;
        this.card = card;
    }

    /** Takes over a driver that has the queue already. */
    void restoreDriver(Optional<ApDriver> newDriver, boolean newInitialised) {
        restoreDriver(newDriver);
        initialised = newInitialised;
    }

    /** Takes over how far a reset by the bus got. */
    void restoreReset(boolean newResetPending, boolean newInterrupts) {
        resetPending = newResetPending;
        interrupts = newInterrupts;
    }

    ApQueue queue() {
        return queue;
    }

    /** The queue comes to the bus, behind those that are there. */
    void setPlace(long newPlace) {
        place = newPlace;
    }

    /** Returns a number that grows in the order of the bus. */
    long place() {
        return place;
    }

    @Override
    String path() {
        return card.name() + "/" + name();
    }

    @Override
    ImmutableMap<String, String> variables() {
        return ApVariables.of(this);
    }

    @Override
    int hardwareType() {
        return card.hardwareType();
    }

    @Override
    Optional<CardMode> mode() {
        return card.mode();
    }

    SimulatedCard card() {
        return card;
    }

    /** Takes over what a scan sees: one change for each scan, a checkstop first. */
    void scanned() {
        boolean nowCheckstopped = card.hardware().answersCheckstopped();
        boolean nowConfigured = card.hardware().isConfigured();
        boolean recovered;
        if (nowCheckstopped != isCheckstopped()) {
            setCheckstopped(nowCheckstopped);
            recovered = !nowCheckstopped;
        } else {
            recovered = isCheckstopped() || (nowConfigured && !isConfigured());
            if (nowConfigured != isConfigured()) {
                setConfigured(nowConfigured);
            }
        }
        if (recovered && initialised) {
            resetPending = true;
            if (card.profile().resetsRecoveredQueues()) {
                completeReset();
            }
        }
    }

    /** The AP bus resets the queue and turns its interrupts on; that waits while the queue does not answer. */
    private void completeReset() {
        if (card.hardware().isOperating()) {
            resetPending = false;
            interrupts = true;
        }
    }

    /** Writing to {@code reset}: a queue without driver of the host stays in the first step of the reset. */
    void storeReset() {
        turnInterruptsOff();
        resetPending = true;
        if (initialised) {
            completeReset();
        }
    }

    boolean isResetPending() {
        return resetPending;
    }

    /** Newer kernels ask the queue, older ones know what they set last. */
    boolean hasInterrupts() {
        return interrupts
                && (!card.profile().showsInterruptsOfHardware()
                        || card.hardware().isOperating());
    }

    boolean isBoundToVfioAp() {
        return driver().equals(Optional.of(ApDriver.VFIO_AP));
    }

    /** Returns whether a driver of the host has the queue. */
    boolean isBoundToHost() {
        return driver().isPresent() && !isBoundToVfioAp();
    }

    @Override
    void bind(ApDriver newDriver) {
        super.bind(newDriver);
        initialised = isBoundToHost();
        if (initialised) {
            resetPending = true;
            completeReset();
        }
        resetCode = SimulatedAdapter.RESET_NORMAL;
    }

    @Override
    void unbind() {
        super.unbind();
        initialised = false;
        turnInterruptsOff();
    }

    private void turnInterruptsOff() {
        if (card.profile().showsInterruptsOfHardware()) {
            interrupts = false;
        }
    }

    /** A scan that finds the queue initialises it whatever driver takes it. */
    void initialise() {
        initialised = true;
        completeReset();
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

    /** vfio_ap reset the queue and remembers how that went; a reset by the bus is none of its business. */
    void reset(int code) {
        resetCode = code;
        turnInterruptsOff();
    }

    int lastResetCode() {
        return resetCode;
    }
}
