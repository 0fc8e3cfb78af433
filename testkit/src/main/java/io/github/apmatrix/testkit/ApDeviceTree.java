package io.github.apmatrix.testkit;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.host.CardMode;
import io.github.apmatrix.testkit.Node.Directory;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What cards and queues show below {@code /sys/devices/ap}. Source: {@code ap_card.c}, {@code ap_queue.c},
 * {@code zcrypt_card.c}, {@code zcrypt_queue.c}, {@code zcrypt_cex4.c}, {@code vfio_ap_ops.c}.
 */
final class ApDeviceTree {
    static final String CARD_PREFIX = "card";

    private static final String NO_DATA = "\n";

    private final KernelProfile profile;
    private final SimulatedApBus bus;
    private final HostUse use;

    ApDeviceTree(KernelProfile profile, SimulatedApBus bus) {
        this.profile = profile;
        this.bus = bus;
        this.use = new HostUse(profile, bus);
    }

    static Optional<SimulatedCard> card(SimulatedApBus bus, String name) {
        try {
            return name.startsWith(CARD_PREFIX)
                    ? bus.card(AdapterId.parseHex(name.substring(CARD_PREFIX.length())))
                    : Optional.empty();
        } catch (ApFormatException e) {
            return Optional.empty();
        }
    }

    static Optional<SimulatedQueue> queue(SimulatedApBus bus, String name) {
        try {
            return bus.queue(ApQueue.parse(name));
        } catch (ApFormatException e) {
            return Optional.empty();
        }
    }

    Directory directory() {
        return Directory.builder()
                .add("uevent", bus.kobject().attribute())
                .children(
                        this::cardNames,
                        name -> card(bus, name).map(this::cardDirectory).orElse(null))
                .build();
    }

    private Set<String> cardNames() {
        Set<String> names = new LinkedHashSet<>();
        bus.cards().forEach(card -> names.add(card.name()));
        return names;
    }

    // cards

    private Node cardDirectory(SimulatedCard card) {
        Directory.Builder directory = Directory.builder()
                .readOnly("hwtype", () -> card.hardwareType() + "\n")
                .readOnly("raw_hwtype", () -> card.rawHardwareType() + "\n")
                .readOnly("depth", () -> profile.depth() + "\n")
                .readOnly("ap_functions", () -> card.functions() + "\n")
                .readWrite("request_count", () -> card.requests() + "\n", value -> use.clearRequests(card))
                .readOnly("requestq_count", () -> "0\n")
                .readOnly("pendingq_count", () -> "0\n")
                .readOnly("modalias", () -> card.modalias() + "\n")
                .readWrite("config", () -> flag(card.isConfigured()), value -> storeConfig(card, value))
                .readOnly("chkstop", () -> flag(card.isCheckstopped()))
                .readOnly("max_msg_size", () -> "12288\n")
                .link("subsystem", "../../../bus/ap")
                .add("uevent", card.kobject().attribute())
                .children(() -> queueNames(card), name -> queueOf(card, name));
        card.driver().ifPresent(driver -> addDriverAttributes(directory, card, driver));
        return directory.build();
    }

    private void addDriverAttributes(Directory.Builder directory, SimulatedCard card, ApDriver driver) {
        directory
                .link("driver", "../../../bus/ap/drivers/" + driver)
                .readOnly("type", () -> card.type() + "\n")
                .readWrite("online", () -> flag(use.isOnline(card)), value -> use.storeOnline(card, value))
                .readOnly("load", () -> "0\n");
        Optional<CardMode> coprocessor = coprocessorFor(driver, card);
        coprocessor.ifPresent(mode -> directory.readOnly("serialnr", () -> ask(card)));
        if (coprocessor.equals(Optional.of(CardMode.EP11))) {
            directory
                    .readOnly("API_ordinalnr", () -> ask(card))
                    .readOnly("FW_version", () -> ask(card))
                    .readOnly("op_modes", () -> ask(card));
        }
    }

    /** The card is asked, but no request succeeds on this machine. */
    private String ask(SimulatedCard card) {
        use.ask(card);
        return NO_DATA;
    }

    /** What a driver takes a card for: only the newest ones look at the functions. */
    private static Optional<CardMode> coprocessorFor(ApDriver driver, SimulatedCard card) {
        return switch (driver) {
            case CEX2C_CARD -> Optional.of(CardMode.CCA);
            case CEX4_CARD, CEX4_QUEUE -> card.functions().coprocessor();
            default -> Optional.empty();
        };
    }

    private Set<String> queueNames(SimulatedCard card) {
        Set<String> names = new LinkedHashSet<>();
        bus.queuesOf(card.adapter()).forEach(queue -> names.add(queue.queue().toString()));
        return names;
    }

    private @Nullable Node queueOf(SimulatedCard card, String name) {
        return queue(bus, name)
                .filter(queue -> queue.card() == card)
                .map(this::queueDirectory)
                .orElse(null);
    }

    /** The state of the card changes at once, that of its queues at the next scan. */
    private void storeConfig(SimulatedCard card, String value) {
        boolean configured = KernelText.zeroOrOne(value, profile.overflow());
        card.hardware().setConfigured(configured);
        card.setConfigured(configured);
    }

    // queues

    private Node queueDirectory(SimulatedQueue queue) {
        Directory.Builder directory = Directory.builder()
                .readWrite(
                        "request_count",
                        () -> queue.isInitialised() ? queue.requests() + "\n" : "-\n",
                        value -> queue.clearRequests())
                .readOnly("requestq_count", () -> "0\n")
                .readOnly("pendingq_count", () -> "0\n")
                .readWrite(
                        "reset",
                        () -> queue.isResetPending() ? "Reset in progress.\n" : "No Reset Timer set.\n",
                        value -> queue.storeReset())
                .readOnly(
                        "interrupt",
                        () -> queue.hasInterrupts() && bus.usesInterrupts()
                                ? "Interrupts enabled.\n"
                                : "Interrupts disabled.\n")
                .readOnly("config", () -> flag(queue.isConfigured()))
                .readOnly("chkstop", () -> flag(queue.isCheckstopped()))
                .link("subsystem", "../../../../bus/ap")
                .add("uevent", queue.kobject().attribute());
        if (profile.hasQueueFunctions()) {
            directory.readOnly("ap_functions", () -> queue.card().hardware().functions() + "\n");
        }
        if (profile.hasDriverOverride()) {
            directory.readWrite(
                    "driver_override",
                    () -> queue.driverOverride().orElse("") + "\n",
                    value -> bus.storeDriverOverride(queue, value));
        }
        queue.driver().ifPresent(driver -> {
            directory.link("driver", "../../../../bus/ap/drivers/" + driver);
            if (queue.isBoundToVfioAp()) {
                directory.readOnly("status", () -> bus.drivers().statusOf(queue) + "\n");
            } else {
                addHostAttributes(directory, queue, driver);
            }
        });
        return directory.build();
    }

    private void addHostAttributes(Directory.Builder directory, SimulatedQueue queue, ApDriver driver) {
        directory
                .readWrite("online", () -> flag(use.isOnline(queue)), value -> use.storeOnline(queue, value))
                .readOnly("load", () -> "0\n");
        coprocessorFor(driver, queue.card()).ifPresent(mode -> {
            if (mode == CardMode.CCA) {
                directory.readOnly("mkvps", MasterKeys::cca);
            } else if (mode == CardMode.EP11) {
                directory
                        .readOnly("mkvps", () -> {
                            use.ask(queue);
                            return MasterKeys.ep11();
                        })
                        .readOnly("op_modes", () -> {
                            use.ask(queue);
                            return NO_DATA;
                        });
            }
        });
    }

    private static String flag(boolean value) {
        return value ? "1\n" : "0\n";
    }
}
