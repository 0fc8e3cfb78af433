package io.github.apmatrix.testkit;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.host.ApFunctions;
import io.github.apmatrix.host.CardMode;
import io.github.apmatrix.host.CardType;
import java.util.Optional;

/** A card as the AP bus keeps it. */
final class SimulatedCard {
    private static final int FIRST_HARDWARE_TYPE = 10; // CEX4
    private static final int GENERATION_OFFSET = 6;

    private final AdapterId adapter;
    private SimulatedAdapter hardware;
    private boolean configured;
    private boolean checkstopped;
    private boolean switchedOn = true;
    private Optional<String> driver = Optional.empty();

    SimulatedCard(AdapterId adapter, SimulatedAdapter hardware) {
        this.adapter = adapter;
        this.hardware = hardware;
        this.configured = hardware.isConfigured();
        this.checkstopped = hardware.answersCheckstopped();
    }

    AdapterId adapter() {
        return adapter;
    }

    SimulatedAdapter hardware() {
        return hardware;
    }

    /** Returns whether an adapter could be this card: the bus looks at type and functions only. */
    boolean isFor(SimulatedAdapter found) {
        return found.hardwareType() == hardwareType() && found.functions().equals(functions());
    }

    static boolean isSupported(SimulatedAdapter hardware) {
        return hardware.hardwareType() >= FIRST_HARDWARE_TYPE;
    }

    /** Takes over what a scan sees. */
    void scanned(SimulatedAdapter found) {
        hardware = found;
        configured = found.isConfigured();
        checkstopped = found.answersCheckstopped();
    }

    boolean isConfigured() {
        return configured;
    }

    void setConfigured(boolean newConfigured) {
        configured = newConfigured;
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

    void bind(String newDriver) {
        driver = Optional.of(newDriver);
    }

    int hardwareType() {
        return hardware.hardwareType();
    }

    ApFunctions functions() {
        return hardware.functions();
    }

    Optional<CardMode> mode() {
        return functions().mode();
    }

    String type() {
        return mode().map(mode -> new CardType(hardwareType() - GENERATION_OFFSET, mode).toString())
                .orElse("CEX" + (hardwareType() - GENERATION_OFFSET));
    }
}
