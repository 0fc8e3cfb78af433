package io.github.apmatrix.testkit;

import io.github.apmatrix.host.CardMode;
import java.util.Optional;

/** A device of the AP bus. */
sealed interface ApDevice permits SimulatedCard, SimulatedQueue {
    /** Returns the name on the bus. */
    String name();

    /** Returns the path below {@code /sys/devices/ap}. */
    String path();

    /** Returns the type that Linux takes the adapter for. */
    int hardwareType();

    /** Returns what the adapter is used as. */
    Optional<CardMode> mode();

    Optional<ApDriver> driver();

    /** Returns what events are about. */
    Kobject kobject();

    void bind(ApDriver newDriver);

    void unbind();
}
