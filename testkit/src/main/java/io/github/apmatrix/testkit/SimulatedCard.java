package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.host.ApFunctions;
import io.github.apmatrix.host.CardMode;
import io.github.apmatrix.host.CardType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** A card as the AP bus keeps it. */
final class SimulatedCard extends ApDevice {
    static final String PREFIX = "card";

    private static final int NEWEST_TYPE = 14; // CEX8, which later adapters are taken for
    private static final ImmutableMap<Integer, CardType> OLD_TYPES = ImmutableMap.of(
            6, new CardType(2, CardMode.ACCELERATOR),
            7, new CardType(2, CardMode.CCA),
            8, new CardType(3, CardMode.ACCELERATOR),
            9, new CardType(3, CardMode.CCA));
    private static final int GENERATION_OFFSET = 6;

    private final KernelProfile profile;
    private final AdapterId adapter;
    private final LinkedHashMap<DomainId, SimulatedQueue> queues = new LinkedHashMap<>(); // in the order of the bus
    private SimulatedAdapter hardware;

    SimulatedCard(KernelProfile profile, Kobject bus, AdapterId adapter, SimulatedAdapter hardware) {
        super(PREFIX + adapter, bus, hardware);
        this.profile = profile;
        this.adapter = adapter;
        this.hardware = hardware;
    }

    KernelProfile profile() {
        return profile;
    }

    AdapterId adapter() {
        return adapter;
    }

    SimulatedAdapter hardware() {
        return hardware;
    }

    Collection<SimulatedQueue> queues() {
        return queues.values();
    }

    /** The queues of some domains, in the order of the bus. */
    List<SimulatedQueue> queues(DomainSet domains) {
        List<SimulatedQueue> found = new ArrayList<>();
        for (DomainId domain : domains) {
            SimulatedQueue queue = queues.get(domain);
            if (queue != null) {
                found.add(queue);
            }
        }
        found.sort(Comparator.comparingLong(SimulatedQueue::place));
        return found;
    }

    void add(SimulatedQueue queue) {
        queues.put(queue.queue().domain(), queue);
    }

    void remove(SimulatedQueue queue) {
        queues.remove(queue.queue().domain());
    }

    @Override
    String path() {
        return name();
    }

    /** Returns whether an adapter could be this card: the bus looks at type and functions only. */
    boolean isFor(SimulatedAdapter found) {
        return found.hardwareType() == rawHardwareType()
                && profile.cardFunctions(found).equals(functions());
    }

    /** Takes over what a scan sees. */
    void scanned(SimulatedAdapter found) {
        hardware = found;
        if (isConfigured() != found.isConfigured()) {
            setConfigured(found.isConfigured());
        }
        setCheckstopped(found.answersCheckstopped());
    }

    @Override
    ImmutableMap<String, String> variables() {
        return ApVariables.of(this);
    }

    @Override
    int hardwareType() {
        return Math.min(rawHardwareType(), NEWEST_TYPE);
    }

    String modalias() {
        return String.format("ap:t%02X", hardwareType());
    }

    int rawHardwareType() {
        return hardware.hardwareType();
    }

    ApFunctions functions() {
        return profile.cardFunctions(hardware);
    }

    @Override
    Optional<CardMode> mode() {
        return functions().mode();
    }

    /** The type that the driver shows; the old drivers do not look at the functions. */
    CardType type() {
        CardType old = OLD_TYPES.get(hardwareType());
        return old != null ? old : new CardType(hardwareType() - GENERATION_OFFSET, mode().orElseThrow());
    }
}
