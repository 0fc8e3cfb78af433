package io.github.apmatrix.testkit;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.host.CardMode;
import io.github.apmatrix.sysfs.Errno;
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

    ApDeviceTree(KernelProfile profile, SimulatedApBus bus) {
        this.profile = profile;
        this.bus = bus;
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
                .readWrite("uevent", () -> "", Uevents::store)
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
                .readWrite("request_count", () -> "0\n", value -> {})
                .readOnly("requestq_count", () -> "0\n")
                .readOnly("pendingq_count", () -> "0\n")
                .readOnly("modalias", () -> modalias(card) + "\n")
                .readWrite("config", () -> flag(card.isConfigured()), value -> storeConfig(card, value))
                .readOnly("chkstop", () -> flag(card.isCheckstopped()))
                .readOnly("max_msg_size", () -> "12288\n")
                .link("subsystem", "../../../bus/ap")
                .readWrite("uevent", () -> uevent(card), Uevents::store)
                .children(() -> queueNames(card), name -> queueOf(card, name));
        card.driver().ifPresent(driver -> addDriverAttributes(directory, card, driver));
        return directory.build();
    }

    private void addDriverAttributes(Directory.Builder directory, SimulatedCard card, ApDriver driver) {
        directory
                .link("driver", "../../../bus/ap/drivers/" + driver)
                .readOnly("type", () -> card.type() + "\n")
                .readWrite("online", () -> flag(isOnline(card)), value -> storeOnline(card, value))
                .readOnly("load", () -> "0\n");
        Optional<CardMode> coprocessor = coprocessorFor(driver, card);
        coprocessor.ifPresent(mode -> directory.readOnly("serialnr", () -> NO_DATA));
        if (coprocessor.equals(Optional.of(CardMode.EP11))) {
            directory
                    .readOnly("API_ordinalnr", () -> NO_DATA)
                    .readOnly("FW_version", () -> NO_DATA)
                    .readOnly("op_modes", () -> NO_DATA);
        }
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

    private static String modalias(SimulatedCard card) {
        return String.format("ap:t%02X", card.hardwareType());
    }

    private static String uevent(SimulatedCard card) {
        return "DEVTYPE=ap_card\n"
                + card.driver().map(driver -> "DRIVER=" + driver + "\n").orElse("")
                + String.format("DEV_TYPE=%04X\n", card.hardwareType())
                + "MODALIAS=" + modalias(card) + "\n"
                + mode(card);
    }

    private static String mode(SimulatedCard card) {
        return card.mode()
                .map(mode -> switch (mode) {
                    case ACCELERATOR -> "MODE=accel\n";
                    case CCA -> "MODE=cca\n";
                    case EP11 -> "MODE=ep11\n";
                })
                .orElse("");
    }

    private boolean isOnline(SimulatedCard card) {
        return card.isSwitchedOn() && canBeOnline(card.isConfigured(), card.isCheckstopped());
    }

    private boolean canBeOnline(boolean configured, boolean checkstopped) {
        return configured && !(profile.checkstopIsOffline() && checkstopped);
    }

    /** The state of the card changes at once, that of its queues at the next scan. */
    private void storeConfig(SimulatedCard card, String value) {
        boolean configured = KernelText.zeroOrOne(value, profile.overflow());
        card.hardware().setConfigured(configured);
        card.setConfigured(configured);
    }

    private void storeOnline(SimulatedCard card, String value) {
        boolean online = KernelText.zeroOrOne(value, profile.overflow());
        if (online && !canBeOnline(card.isConfigured(), card.isCheckstopped())) {
            throw new KernelRefusal(Errno.ENODEV);
        }
        card.setSwitchedOn(online);
        bus.queuesOf(card.adapter()).forEach(queue -> queue.setSwitchedOn(online));
    }

    // queues

    private Node queueDirectory(SimulatedQueue queue) {
        Directory.Builder directory = Directory.builder()
                .readWrite("request_count", () -> queue.isInitialised() ? "0\n" : "-\n", value -> {})
                .readOnly("requestq_count", () -> "0\n")
                .readOnly("pendingq_count", () -> "0\n")
                .readWrite("reset", () -> "No Reset Timer set.\n", value -> queue.reset())
                .readOnly(
                        "interrupt",
                        () -> queue.isBoundToHost() && bus.usesInterrupts()
                                ? "Interrupts enabled.\n"
                                : "Interrupts disabled.\n")
                .readOnly("config", () -> flag(queue.isConfigured()))
                .readOnly("chkstop", () -> flag(queue.isCheckstopped()))
                .link("subsystem", "../../../../bus/ap")
                .readWrite("uevent", () -> uevent(queue), Uevents::store);
        if (profile.hasApConfig()) {
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
                .readWrite("online", () -> flag(isOnline(queue)), value -> storeOnline(queue, value))
                .readOnly("load", () -> "0\n");
        coprocessorFor(driver, queue.card()).ifPresent(mode -> {
            if (mode == CardMode.CCA) {
                directory.readOnly("mkvps", MasterKeys::cca);
            } else if (mode == CardMode.EP11) {
                directory.readOnly("mkvps", MasterKeys::ep11).readOnly("op_modes", () -> NO_DATA);
            }
        });
    }

    private static String uevent(SimulatedQueue queue) {
        return "DEVTYPE=ap_queue\n"
                + queue.driver().map(driver -> "DRIVER=" + driver + "\n").orElse("")
                + mode(queue.card());
    }

    private boolean isOnline(SimulatedQueue queue) {
        return queue.isSwitchedOn() && canBeOnline(queue.isConfigured(), queue.isCheckstopped());
    }

    private void storeOnline(SimulatedQueue queue, String value) {
        boolean online = KernelText.zeroOrOne(value, profile.overflow());
        SimulatedCard card = queue.card();
        if (online
                && !(canBeOnline(queue.isConfigured(), queue.isCheckstopped())
                        && canBeOnline(card.isConfigured(), card.isCheckstopped()))) {
            throw new KernelRefusal(Errno.ENODEV);
        } else if (online && !card.isSwitchedOn()) {
            throw new KernelRefusal(Errno.EINVAL);
        }
        queue.setSwitchedOn(online);
    }

    private static String flag(boolean value) {
        return value ? "1\n" : "0\n";
    }
}
