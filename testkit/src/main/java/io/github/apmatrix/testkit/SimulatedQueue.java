package io.github.apmatrix.testkit;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.host.CardMode;
import java.util.Optional;

/** A queue device as the AP bus and its driver keep it. */
final class SimulatedQueue implements ApDevice {
    private final ApQueue queue;
    private final SimulatedCard card;
    private final Kobject kobject;
    private boolean configured;
    private boolean checkstopped;
    private boolean switchedOn = true;
    private Optional<ApDriver> driver = Optional.empty();
    private Optional<String> driverOverride = Optional.empty();
    private boolean initialised;
    private int resetCode;
    private boolean resetPending = true;
    private boolean interrupts;
    private long requests;

    SimulatedQueue(ApQueue queue, SimulatedCard card) {
        this.queue = queue;
        this.card = card;
        this.kobject = card.kobject().child(name(), "ap").with(() -> ApVariables.of(this));
        this.configured = card.hardware().isConfigured();
        this.checkstopped = card.hardware().answersCheckstopped();
    }

    /** Takes over what the last scan saw. */
    void restoreScan(boolean newConfigured, boolean newCheckstopped) {
        configured = newConfigured;
        checkstopped = newCheckstopped;
    }

    /** Takes over a driver that has the queue already. */
    void restoreDriver(Optional<ApDriver> newDriver, boolean newInitialised) {
        driver = newDriver;
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

    @Override
    public Kobject kobject() {
        return kobject;
    }

    SimulatedCard card() {
        return card;
    }

    /** Takes over what a scan sees: one change for each scan, a checkstop first. */
    void scanned() {
        boolean nowCheckstopped = card.hardware().answersCheckstopped();
        boolean nowConfigured = card.hardware().isConfigured();
        boolean recovered;
        if (nowCheckstopped != checkstopped) {
            checkstopped = nowCheckstopped;
            recovered = !checkstopped;
        } else {
            recovered = checkstopped || (nowConfigured && !configured);
            setConfigured(nowConfigured);
        }
        if (recovered && initialised) {
            resetPending = true;
            if (card.profile().resetsRecoveredQueues()) {
                completeReset();
            }
        }
    }

    private void setConfigured(boolean newConfigured) {
        if (newConfigured != configured) {
            configured = newConfigured;
            kobject.change("CONFIG", configured ? "1" : "0");
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

    /** A request was sent to the queue. */
    void countRequest() {
        requests++;
    }

    void setRequests(long newRequests) {
        requests = newRequests;
    }

    void clearRequests() {
        requests = 0;
    }

    long requests() {
        return requests;
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
        kobject.change("ONLINE", switchedOn ? "1" : "0");
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
        if (initialised) {
            resetPending = true;
            completeReset();
        }
        resetCode = SimulatedAdapter.RESET_NORMAL;
    }

    @Override
    public void unbind() {
        driver = Optional.empty();
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
