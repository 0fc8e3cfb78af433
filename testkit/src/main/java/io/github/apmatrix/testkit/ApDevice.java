package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.host.CardMode;
import java.util.Optional;

/** What a card and a queue have in common as devices of the AP bus, like {@code struct ap_device}. */
abstract sealed class ApDevice permits SimulatedCard, SimulatedQueue {
    private final String name;
    private final Kobject kobject;
    private Optional<ApDriver> driver = Optional.empty();
    private boolean configured;
    private boolean checkstopped;
    private boolean switchedOn = true;
    private long requests;

    ApDevice(String name, Kobject parent, SimulatedAdapter hardware) {
        this.name = name;
        this.kobject = parent.child(name, "ap").with(this::variables);
        this.configured = hardware.isConfigured();
        this.checkstopped = hardware.answersCheckstopped();
    }

    /** Returns the name on the bus. */
    final String name() {
        return name;
    }

    /** Returns the path below {@code /sys/devices/ap}. */
    abstract String path();

    /** Returns the type that Linux takes the adapter for. */
    abstract int hardwareType();

    /** Returns what the adapter is used as. */
    abstract Optional<CardMode> mode();

    /** Returns what events about it say. */
    abstract ImmutableMap<String, String> variables();

    /** Returns what events are about. */
    Kobject kobject() {
        return kobject;
    }

    // what the last scan saw

    boolean isConfigured() {
        return configured;
    }

    void setConfigured(boolean newConfigured) {
        configured = newConfigured;
        kobject.change("CONFIG", configured ? "1" : "0");
    }

    boolean isCheckstopped() {
        return checkstopped;
    }

    void setCheckstopped(boolean newCheckstopped) {
        checkstopped = newCheckstopped;
    }

    /** Takes over what a capture shows. */
    void restoreScan(boolean newConfigured, boolean newCheckstopped) {
        configured = newConfigured;
        checkstopped = newCheckstopped;
    }

    // driver

    Optional<ApDriver> driver() {
        return driver;
    }

    /** Takes over a driver that has the device already. */
    void restoreDriver(Optional<ApDriver> newDriver) {
        driver = newDriver;
    }

    void bind(ApDriver newDriver) {
        driver = Optional.of(newDriver);
        switchedOn = true;
    }

    void unbind() {
        driver = Optional.empty();
    }

    // use by the host

    boolean isSwitchedOn() {
        return switchedOn;
    }

    void setSwitchedOn(boolean newSwitchedOn) {
        switchedOn = newSwitchedOn;
        kobject.change("ONLINE", switchedOn ? "1" : "0");
    }

    /** A request was sent to the device. */
    void countRequest() {
        requests++;
    }

    void clearRequests() {
        requests = 0;
    }

    void setRequests(long newRequests) {
        requests = newRequests;
    }

    long requests() {
        return requests;
    }
}
