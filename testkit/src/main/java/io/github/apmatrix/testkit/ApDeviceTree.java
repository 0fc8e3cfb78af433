package io.github.apmatrix.testkit;

import io.github.apmatrix.testkit.Node.Directory;

/** {@code /sys/devices/ap}: the root device of the AP bus, with a directory for each card. Source: {@code ap_bus.c}. */
final class ApDeviceTree {
    private final SimulatedApBus bus;
    private final ObjectType<SimulatedApBus> type;

    ApDeviceTree(KernelProfile profile, SimulatedApBus bus) {
        this.bus = bus;
        CardTree cards = new CardTree(profile, bus, new HostUse(profile, bus));
        this.type = ObjectType.<SimulatedApBus>builder()
                .attribute(Kobject.UEVENT, SimulatedApBus::kobject)
                .children(
                        root -> root.cards().stream().map(SimulatedCard::name),
                        (root, name) ->
                                root.cardNamed(name).map(cards::directory).orElse(null))
                .build();
    }

    Directory directory() {
        return type.directory(bus);
    }
}
