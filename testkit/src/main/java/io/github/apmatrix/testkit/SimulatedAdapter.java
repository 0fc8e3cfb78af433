package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableSet;
import io.github.apmatrix.host.ApFunctions;
import io.github.apmatrix.host.CardType;

/** An adapter in a slot of the machine. */
final class SimulatedAdapter {
    /** The code of a reset that went well. */
    static final int RESET_NORMAL = 0;

    private static final int RESET_DECONFIGURED = 3;
    private static final int RESET_CHECKSTOPPED = 4;

    /** The codes of resets that an adapter refuses in its present state. */
    static final ImmutableSet<Integer> NOT_OPERATING = ImmutableSet.of(RESET_DECONFIGURED, RESET_CHECKSTOPPED);

    private final int hardwareType;
    private final ApFunctions functions;
    private boolean configured = true;
    private boolean checkstopped;

    SimulatedAdapter(int hardwareType, ApFunctions functions) {
        this.hardwareType = hardwareType;
        this.functions = functions;
    }

    static SimulatedAdapter of(CardType type) {
        // CEX4 is hardware type 10
        return new SimulatedAdapter(
                type.generation() + 6,
                new ApFunctions(
                        switch (type.mode()) {
                            case ACCELERATOR -> 0x6A80_0000;
                            case CCA -> 0x9280_0000;
                            case EP11 -> 0x0680_0000;
                        }));
    }

    SimulatedAdapter copy() {
        SimulatedAdapter copy = new SimulatedAdapter(hardwareType, functions);
        copy.configured = configured;
        copy.checkstopped = checkstopped;
        return copy;
    }

    int hardwareType() {
        return hardwareType;
    }

    ApFunctions functions() {
        return functions;
    }

    boolean isConfigured() {
        return configured;
    }

    void setConfigured(boolean configured) {
        this.configured = configured;
    }

    /** A deconfigured adapter only says that it is deconfigured. */
    boolean answersCheckstopped() {
        return checkstopped && configured;
    }

    /** Returns whether its queues answer normally. */
    boolean isOperating() {
        return configured && !checkstopped;
    }

    void setCheckstopped(boolean checkstopped) {
        this.checkstopped = checkstopped;
    }

    /** What a reset of one of its queues answers. */
    int resetCode() {
        if (!configured) {
            return RESET_DECONFIGURED;
        }
        return checkstopped ? RESET_CHECKSTOPPED : RESET_NORMAL;
    }
}
