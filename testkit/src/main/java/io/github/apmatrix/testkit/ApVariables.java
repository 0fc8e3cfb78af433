package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableMap;

/** The variables of cards and queues in events and {@code uevent} attributes. Source: {@code ap_uevent} of {@code ap_bus.c}. */
final class ApVariables {
    private ApVariables() {}

    static ImmutableMap<String, String> of(SimulatedCard card) {
        ImmutableMap.Builder<String, String> variables = common("ap_card", card)
                .put("DEV_TYPE", String.format("%04X", card.hardwareType()))
                .put("MODALIAS", card.modalias());
        putMode(variables, card);
        return variables.buildOrThrow();
    }

    static ImmutableMap<String, String> of(SimulatedQueue queue) {
        ImmutableMap.Builder<String, String> variables = common("ap_queue", queue);
        putMode(variables, queue);
        return variables.buildOrThrow();
    }

    private static ImmutableMap.Builder<String, String> common(String type, ApDevice device) {
        ImmutableMap.Builder<String, String> variables =
                ImmutableMap.<String, String>builder().put("DEVTYPE", type);
        device.driver().ifPresent(driver -> variables.put("DRIVER", driver.toString()));
        return variables;
    }

    private static void putMode(ImmutableMap.Builder<String, String> variables, ApDevice device) {
        device.mode()
                .ifPresent(mode -> variables.put(
                        "MODE",
                        switch (mode) {
                            case ACCELERATOR -> "accel";
                            case CCA -> "cca";
                            case EP11 -> "ep11";
                        }));
    }
}
