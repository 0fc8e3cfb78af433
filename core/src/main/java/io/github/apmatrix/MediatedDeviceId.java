package io.github.apmatrix;

import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The identity of a mediated device: a UUID of any version, also the nil UUID. Prints in lower case, as the kernel names
 * the device; ordered by that text.
 *
 * @param uuid the UUID
 * @since 0.1.0
 */
public record MediatedDeviceId(UUID uuid) implements Comparable<MediatedDeviceId> {
    private static final Pattern FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    /**
     * Checks that the UUID is there.
     *
     * @param uuid the UUID
     */
    public MediatedDeviceId {
        Objects.requireNonNull(uuid, "uuid");
    }

    /**
     * Returns the id of a UUID.
     *
     * @param uuid the UUID
     * @return the id
     */
    public static MediatedDeviceId of(UUID uuid) {
        return new MediatedDeviceId(uuid);
    }

    /**
     * Returns the id of its text.
     *
     * @param text 8-4-4-4-12 hex digits in either case, for example {@code 4b0518fd-9237-493f-93c8-c5597f8006a3}
     * @return the id
     * @throws ApFormatException if the text has another form
     */
    public static MediatedDeviceId parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            int index = matcher.lookingAt() ? matcher.end() : firstWrong(text);
            throw ApFormatException.unexpected("the UUID of a mediated device", text, index, "8-4-4-4-12 hex digits");
        }
        return new MediatedDeviceId(UUID.fromString(text));
    }

    private static int firstWrong(String text) {
        for (int i = 0; i < text.length(); i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            char c = text.charAt(i);
            if (dash ? c != '-' : c >= 128 || Character.digit(c, 16) < 0) {
                return i;
            }
        }
        return text.length();
    }

    /** Orders by the text. */
    @Override
    public int compareTo(MediatedDeviceId other) {
        int byFirstHalf = Long.compareUnsigned(uuid.getMostSignificantBits(), other.uuid.getMostSignificantBits());
        return byFirstHalf != 0
                ? byFirstHalf
                : Long.compareUnsigned(uuid.getLeastSignificantBits(), other.uuid.getLeastSignificantBits());
    }

    /** Returns the UUID in lower case, for example {@code 4b0518fd-9237-493f-93c8-c5597f8006a3}. */
    @Override
    public String toString() {
        return uuid.toString();
    }
}
