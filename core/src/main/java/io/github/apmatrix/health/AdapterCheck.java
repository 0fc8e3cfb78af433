package io.github.apmatrix.health;

import static io.github.apmatrix.health.HostTrouble.ADAPTER_CHECKSTOPPED;
import static io.github.apmatrix.health.HostTrouble.ADAPTER_DECONFIGURED;
import static io.github.apmatrix.health.HostTrouble.ADAPTER_OFFLINE;
import static io.github.apmatrix.health.HostTrouble.QUEUE_CHECKSTOPPED;
import static io.github.apmatrix.health.HostTrouble.QUEUE_DECONFIGURED;
import static io.github.apmatrix.health.HostTrouble.QUEUE_OFFLINE;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.explain.Remark;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.QueueDevice;
import java.util.function.Predicate;

/** Looks at the states of adapters and queues. What an adapter has, its queues are not blamed for. */
final class AdapterCheck {
    private static final String SCAN = "have the bus scanned: echo 1 > /sys/bus/ap/scans";

    private final HostSnapshot host;
    private final ImmutableList.Builder<Finding> findings;
    private final ApQueueSet checkstopped;
    private final ApQueueSet deconfigured;
    private final ApQueueSet offline;

    AdapterCheck(HostSnapshot host, ImmutableList.Builder<Finding> findings) {
        this.host = host;
        this.findings = findings;
        this.checkstopped = where(queue -> queue.checkstopped().isYes());
        this.deconfigured = where(queue -> queue.configured().isNo());
        this.offline = where(queue -> queue.online().isNo()
                && queue.configured().isYes()
                && queue.checkstopped().isNo());
    }

    void check() {
        host.cards().values().forEach(card -> {
            checkAdapter(card);
            checkQueues(card);
        });
    }

    private void checkAdapter(Card card) {
        AdapterSet adapter = AdapterSet.of(card.adapter());
        if (card.checkstopped().isYes()) {
            addAdapter(
                    ADAPTER_CHECKSTOPPED,
                    card,
                    "checkstopped",
                    new Remark.Checkstopped(adapter),
                    "have the adapter repaired, at the HMC or SE");
        }
        if (card.configured().isNo()) {
            addAdapter(
                    ADAPTER_DECONFIGURED,
                    card,
                    "deconfigured",
                    new Remark.Deconfigured(adapter),
                    "configure it, here or at the HMC or SE: echo 1 > /sys/devices/ap/card" + card.adapter()
                            + "/config");
        }
        if (card.online().isNo()
                && card.configured().isYes()
                && card.checkstopped().isNo()) {
            findings.add(ADAPTER_OFFLINE.finding(
                    Severity.NOTICE,
                    Culprit.adapter(card.adapter()),
                    "adapter " + card.adapter() + " is offline: programs of the host cannot use it, guests can",
                    "echo 1 > /sys/devices/ap/card" + card.adapter() + "/online"));
        }
    }

    private void addAdapter(HostTrouble trouble, Card card, String state, Remark remark, String remedy) {
        Users users = Users.of(host, card.adapter());
        findings.add(trouble.finding(
                users.severity(),
                Culprit.adapter(card.adapter()).withDevices(users.devices()),
                users.devices().isEmpty()
                        ? "adapter " + card.adapter() + " is " + state
                        : remark.description() + users.concerned(),
                remedy));
    }

    private void checkQueues(Card card) {
        if (card.checkstopped().isNo()) {
            addQueues(
                    QUEUE_CHECKSTOPPED,
                    of(card, checkstopped),
                    "checkstopped",
                    SCAN + "; if that does not help, have the adapter repaired, at the HMC or SE");
        }
        if (card.configured().isYes()) {
            addQueues(QUEUE_DECONFIGURED, of(card, deconfigured), "deconfigured", SCAN);
        }
        ApQueueSet offlineHere = of(card, offline);
        if (card.online().isYes() && !offlineHere.isEmpty()) {
            findings.add(QUEUE_OFFLINE.finding(
                    Severity.NOTICE,
                    Culprit.adapter(card.adapter()).withQueues(offlineHere),
                    Phrases.queuesAre(offlineHere) + " offline for programs of the host",
                    Phrases.commands(
                            offlineHere.stream().map(queue -> "echo 1 > /sys/bus/ap/devices/" + queue + "/online"))));
        }
    }

    /** Adds a finding on queues of one adapter, if there are any. */
    private void addQueues(HostTrouble trouble, ApQueueSet queues, String state, String remedy) {
        queues.adapters().forEach(adapter -> {
            Users users = Users.of(host, queues);
            findings.add(trouble.finding(
                    users.severity(),
                    Culprit.adapter(adapter).withQueues(queues).withDevices(users.devices()),
                    Phrases.queuesAre(queues) + " " + state + users.concerned(),
                    remedy));
        });
    }

    private static ApQueueSet of(Card card, ApQueueSet queues) {
        return queues.intersect(Matrix.of(AdapterSet.of(card.adapter()), DomainSet.all()));
    }

    private ApQueueSet where(Predicate<QueueDevice> condition) {
        return ApQueueSet.copyOf(host.queues().values().stream()
                .filter(condition)
                .map(QueueDevice::queue)
                .toList());
    }
}
