package io.github.apmatrix.testkit;

import com.google.common.collect.ContiguousSet;
import com.google.common.collect.DiscreteDomain;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Range;
import io.github.apmatrix.host.CardMode;
import io.github.apmatrix.rules.DriverRule;
import java.util.Optional;
import java.util.Set;

/** The drivers of the AP bus, in the order in which devices are offered to them. */
enum ApDriver {
    CEX2A_CARD("cex2acard", SimulatedCard.class, ImmutableSet.of(6, 8)),
    CEX2A_QUEUE("cex2aqueue", SimulatedQueue.class, ImmutableSet.of(6, 8)),
    CEX2C_CARD("cex2card", SimulatedCard.class, ImmutableSet.of(7, 9)),
    CEX2C_QUEUE("cex2cqueue", SimulatedQueue.class, ImmutableSet.of(7, 9)),
    CEX4_CARD("cex4card", SimulatedCard.class, Types.CEX4_TO_CEX8),
    CEX4_QUEUE("cex4queue", SimulatedQueue.class, Types.CEX4_TO_CEX8),
    VFIO_AP(DriverRule.VFIO_AP, SimulatedQueue.class, Types.CEX4_TO_CEX8);

    private final String label;
    private final Class<? extends ApDevice> kind;
    private final ImmutableSet<Integer> types;

    ApDriver(String label, Class<? extends ApDevice> kind, Set<Integer> types) {
        this.label = label;
        this.kind = kind;
        this.types = ImmutableSet.copyOf(types);
    }

    /** Constants that the constants of the enum use. */
    private static final class Types {
        static final ImmutableSet<Integer> CEX4_TO_CEX8 =
                ContiguousSet.create(Range.closed(10, 14), DiscreteDomain.integers());
    }

    /** Returns whether the driver is for devices of this kind and type; it can still refuse one. */
    boolean matches(ApDevice device) {
        return kind.isInstance(device) && types.contains(device.hardwareType());
    }

    boolean isForQueues() {
        return kind == SimulatedQueue.class;
    }

    /** Returns whether the driver takes only adapters that are used as something; the old ones do not look. */
    boolean needsMode() {
        return this == CEX4_CARD || this == CEX4_QUEUE;
    }

    /** Returns what the driver takes a card for, if that has more to show; only the newest drivers look at the functions. */
    Optional<CardMode> coprocessorFor(SimulatedCard card) {
        return switch (this) {
            case CEX2C_CARD -> Optional.of(CardMode.CCA);
            case CEX4_CARD, CEX4_QUEUE -> card.functions().coprocessor();
            default -> Optional.empty();
        };
    }

    boolean isForCex2AndCex3() {
        return !types.equals(Types.CEX4_TO_CEX8);
    }

    /** Returns the name in sysfs. */
    @Override
    public String toString() {
        return label;
    }
}
