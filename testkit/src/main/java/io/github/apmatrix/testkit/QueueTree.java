package io.github.apmatrix.testkit;

import io.github.apmatrix.host.CardMode;
import io.github.apmatrix.testkit.Node.Directory;
import java.util.Optional;

/**
 * What a queue shows below its card. Source: {@code ap_queue.c}, {@code zcrypt_queue.c}, {@code zcrypt_cex4.c},
 * {@code vfio_ap_ops.c}.
 */
final class QueueTree {
    private final SimulatedApBus bus;
    private final HostUse use;
    private final ObjectType<SimulatedQueue> type;

    QueueTree(KernelProfile profile, SimulatedApBus bus, HostUse use) {
        this.bus = bus;
        this.use = use;
        this.type = ObjectType.<SimulatedQueue>builder()
                .readWrite("request_count", QueueTree::requestCount, (queue, value) -> queue.clearRequests())
                .readOnly("requestq_count", queue -> "0\n")
                .readOnly("pendingq_count", queue -> "0\n")
                .readWrite("reset", QueueTree::reset, (queue, value) -> queue.storeReset())
                .readOnly("interrupt", this::interrupt)
                .readOnly("config", queue -> KernelText.flag(queue.isConfigured()))
                .readOnly("chkstop", queue -> KernelText.flag(queue.isCheckstopped()))
                .link("subsystem", "../../../../bus/ap")
                .attribute(Kobject.UEVENT, SimulatedQueue::kobject)
                .when(
                        profile.hasQueueFunctions(),
                        group -> group.readOnly(
                                "ap_functions", queue -> queue.card().hardware().functions() + "\n"))
                .when(
                        profile.hasDriverOverride(),
                        group -> group.readWrite(
                                "driver_override",
                                queue -> queue.driverOverride().orElse("") + "\n",
                                bus.perms()::storeDriverOverride))
                .when(
                        queue -> queue.driver().isPresent(),
                        group -> group.link(
                                "driver",
                                queue -> "../../../../bus/ap/drivers/"
                                        + queue.driver().orElseThrow()))
                .when(
                        SimulatedQueue::isBoundToVfioAp,
                        group -> group.readOnly("status", queue -> bus.drivers().statusOf(queue) + "\n"))
                .when(SimulatedQueue::isBoundToHost, this::registerOfHost)
                .build();
    }

    Directory directory(SimulatedQueue queue) {
        return type.directory(queue);
    }

    private void registerOfHost(ObjectType.Builder<SimulatedQueue> group) {
        group.readWrite("online", queue -> KernelText.flag(use.isOnline(queue)), use::storeOnline)
                .readOnly("load", queue -> "0\n")
                .when(
                        queue -> coprocessor(queue).isPresent(),
                        ofCoprocessor -> ofCoprocessor.readOnly("mkvps", this::masterKeys))
                .when(QueueTree::isEp11, ofEp11 -> ofEp11.readOnly("op_modes", use::ask));
    }

    private static Optional<CardMode> coprocessor(SimulatedQueue queue) {
        return queue.driver().flatMap(driver -> driver.coprocessorFor(queue.card()));
    }

    private static boolean isEp11(SimulatedQueue queue) {
        return coprocessor(queue).equals(Optional.of(CardMode.EP11));
    }

    private static String requestCount(SimulatedQueue queue) {
        return queue.isInitialised() ? queue.requests() + "\n" : "-\n";
    }

    private static String reset(SimulatedQueue queue) {
        return queue.isResetPending() ? "Reset in progress.\n" : "No Reset Timer set.\n";
    }

    private String interrupt(SimulatedQueue queue) {
        return queue.hasInterrupts() && bus.usesInterrupts() ? "Interrupts enabled.\n" : "Interrupts disabled.\n";
    }

    private String masterKeys(SimulatedQueue queue) {
        if (!isEp11(queue)) {
            return MasterKeys.cca();
        }
        use.ask(queue);
        return MasterKeys.ep11();
    }
}
