package io.github.apmatrix.event;

import com.google.common.base.Joiner;
import io.github.apmatrix.host.ApFunctions;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.CardType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What does not change while a card is there. */
record CardDetails(
        Optional<CardType> type,
        OptionalInt hardwareType,
        OptionalInt rawHardwareType,
        Optional<ApFunctions> functions,
        OptionalInt depth,
        OptionalInt maxMessageSize,
        Optional<String> serialNumber) {
    static CardDetails of(Card card) {
        return new CardDetails(
                card.type(),
                card.hardwareType(),
                card.rawHardwareType(),
                card.functions(),
                card.depth(),
                card.maxMessageSize(),
                card.serialNumber());
    }

    /** Returns whether this must be another adapter: the bus makes a new card when type or functions are others. */
    boolean isAnotherThan(CardDetails other) {
        return areKnownAndDiffer(type, other.type)
                || areKnownAndDiffer(functions, other.functions)
                || areKnownAndDiffer(hardwareType, other.hardwareType)
                || areKnownAndDiffer(rawHardwareType, other.rawHardwareType);
    }

    private static boolean areKnownAndDiffer(Optional<?> one, Optional<?> other) {
        return one.isPresent() && other.isPresent() && !one.equals(other);
    }

    private static boolean areKnownAndDiffer(OptionalInt one, OptionalInt other) {
        return one.isPresent() && other.isPresent() && !one.equals(other);
    }

    @Override
    public String toString() {
        List<String> known = new ArrayList<>();
        type.ifPresent(value -> known.add(value.toString()));
        hardwareType.ifPresent(value -> known.add("hwtype " + value));
        rawHardwareType.ifPresent(value -> known.add("raw_hwtype " + value));
        functions.ifPresent(value -> known.add("functions " + value));
        depth.ifPresent(value -> known.add("depth " + value));
        maxMessageSize.ifPresent(value -> known.add("max_msg_size " + value));
        serialNumber.ifPresent(value -> known.add("serial number " + value));
        return known.isEmpty() ? "nothing known" : Joiner.on(", ").join(known);
    }
}
