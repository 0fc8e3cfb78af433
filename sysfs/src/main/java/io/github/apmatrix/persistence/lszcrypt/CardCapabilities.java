package io.github.apmatrix.persistence.lszcrypt;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterId;
import java.util.OptionalInt;

/**
 * What {@code lszcrypt -c} shows of a card.
 *
 * @param adapter the adapter of the card
 * @param list the capabilities in the order in which they are printed
 * @param maxMessageKilobytes the largest message in kilobytes of 1024 bytes; empty if the kernel does not show it
 * @param unknownHardwareType the hardware type, if it is so unknown to lszcrypt that it cannot tell the capabilities; else
 *     empty
 * @since 0.1.0
 */
public record CardCapabilities(
        AdapterId adapter,
        ImmutableList<CardCapability> list,
        OptionalInt maxMessageKilobytes,
        OptionalInt unknownHardwareType) {
    /**
     * Checks that all parts are there.
     *
     * @param adapter the adapter of the card
     * @param list the capabilities
     * @param maxMessageKilobytes the largest message in kilobytes
     * @param unknownHardwareType the unknown hardware type
     * @throws IllegalArgumentException if there are capabilities although the hardware type is unknown
     */
    public CardCapabilities {
        requireNonNull(adapter, "adapter");
        requireNonNull(list, "list");
        requireNonNull(maxMessageKilobytes, "maxMessageKilobytes");
        requireNonNull(unknownHardwareType, "unknownHardwareType");
        if (unknownHardwareType.isPresent() && !(list.isEmpty() && maxMessageKilobytes.isEmpty())) {
            throw new IllegalArgumentException("capabilities of a hardware type that is unknown");
        }
    }

    /** Returns the lines that {@code lszcrypt -c} prints. */
    @Override
    public String toString() {
        if (unknownHardwareType.isPresent()) {
            return "Detailed capability information for card" + adapter + " (hardware type "
                    + unknownHardwareType.getAsInt() + ") is not available.\n";
        }
        StringBuilder text = new StringBuilder("card" + adapter + " provides capability for:\n");
        list.forEach(capability -> text.append(capability).append('\n'));
        if (maxMessageKilobytes.isPresent()) {
            text.append("AP bus max message size limit ")
                    .append(maxMessageKilobytes.getAsInt())
                    .append(" Kb\n");
        }
        return text.toString();
    }
}
