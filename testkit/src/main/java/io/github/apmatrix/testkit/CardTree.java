package io.github.apmatrix.testkit;

import io.github.apmatrix.host.CardMode;
import io.github.apmatrix.testkit.Node.Directory;
import java.util.Optional;

/** What a card shows below {@code /sys/devices/ap}. Source: {@code ap_card.c}, {@code zcrypt_card.c}, {@code zcrypt_cex4.c}. */
final class CardTree {
    private final KernelProfile profile;
    private final HostUse use;
    private final ObjectType<SimulatedCard> type;

    CardTree(KernelProfile profile, SimulatedApBus bus, HostUse use) {
        this.profile = profile;
        this.use = use;
        QueueTree queues = new QueueTree(profile, bus, use);
        this.type = ObjectType.<SimulatedCard>builder()
                .readOnly("hwtype", card -> card.hardwareType() + "\n")
                .readOnly("raw_hwtype", card -> card.rawHardwareType() + "\n")
                .readOnly("depth", card -> profile.depth() + "\n")
                .readOnly("ap_functions", card -> card.functions() + "\n")
                .readWrite("request_count", card -> card.requests() + "\n", (card, value) -> use.clearRequests(card))
                .readOnly("requestq_count", card -> "0\n")
                .readOnly("pendingq_count", card -> "0\n")
                .readOnly("modalias", card -> card.modalias() + "\n")
                .readWrite("config", card -> KernelText.flag(card.isConfigured()), this::storeConfig)
                .readOnly("chkstop", card -> KernelText.flag(card.isCheckstopped()))
                .readOnly("max_msg_size", card -> "12288\n")
                .link("subsystem", "../../../bus/ap")
                .attribute(Kobject.UEVENT, SimulatedCard::kobject)
                .when(card -> card.driver().isPresent(), this::registerOfDriver)
                .children(
                        card -> card.queues().stream().map(SimulatedQueue::name),
                        (card, name) -> bus.queueNamed(name)
                                .filter(queue -> queue.card() == card)
                                .map(queues::directory)
                                .orElse(null))
                .build();
    }

    Directory directory(SimulatedCard card) {
        return type.directory(card);
    }

    private void registerOfDriver(ObjectType.Builder<SimulatedCard> group) {
        group.link("driver", card -> "../../../bus/ap/drivers/" + card.driver().orElseThrow())
                .readOnly("type", card -> card.type() + "\n")
                .readWrite("online", card -> KernelText.flag(use.isOnline(card)), use::storeOnline)
                .readOnly("load", card -> "0\n")
                .when(
                        card -> coprocessor(card).isPresent(),
                        ofCoprocessor -> ofCoprocessor.readOnly("serialnr", use::ask))
                .when(
                        card -> coprocessor(card).equals(Optional.of(CardMode.EP11)),
                        ofEp11 -> ofEp11.readOnly("API_ordinalnr", use::ask)
                                .readOnly("FW_version", use::ask)
                                .readOnly("op_modes", use::ask));
    }

    private static Optional<CardMode> coprocessor(SimulatedCard card) {
        return card.driver().flatMap(driver -> driver.coprocessorFor(card));
    }

    /** The state of the card changes at once, that of its queues at the next scan. */
    private void storeConfig(SimulatedCard card, String value) {
        boolean configured = KernelText.zeroOrOne(value, profile.overflow());
        card.hardware().setConfigured(configured);
        card.setConfigured(configured);
    }
}
