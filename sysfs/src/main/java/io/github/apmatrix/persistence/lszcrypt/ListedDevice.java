package io.github.apmatrix.persistence.lszcrypt;

import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.host.ApFunctions;
import io.github.apmatrix.host.CardMode;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.render.ListingStyle;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One card or queue of a {@link DeviceListing}. What the listing has no column for, or shows as {@code -}, is absent.
 *
 * @since 0.1.0
 */
public final class ListedDevice {
    private final ImmutableMap<String, String> fields;

    private ListedDevice(ImmutableMap<String, String> fields) {
        this.fields = fields;
    }

    /** The fields by the titles of their columns. */
    static ListedDevice of(ImmutableMap<String, String> fields) {
        fields.forEach(Field::check);
        return new ListedDevice(fields);
    }

    /**
     * Returns the adapter of the card or queue.
     *
     * @return the adapter
     */
    public AdapterId adapter() {
        return Field.adapter(text("CARD.DOM"));
    }

    /**
     * Returns the queue.
     *
     * @return the queue, or empty for a card
     */
    public Optional<ApQueue> queue() {
        return Field.queue(text("CARD.DOM"));
    }

    /**
     * Returns the type of the card.
     *
     * @return the type, or empty if it is not shown
     */
    public Optional<CardType> type() {
        return Field.type(text("TYPE"));
    }

    /**
     * Returns the mode of the card.
     *
     * @return the mode, or empty if it is {@code Unknown} or not shown
     */
    public Optional<CardMode> mode() {
        return Field.mode(text("MODE"));
    }

    /**
     * Returns the status.
     *
     * @return the status
     */
    public ListedStatus status() {
        return ListedStatus.parse(text("STATUS"));
    }

    /**
     * Returns how many requests were processed.
     *
     * @return a count from 0 on, or empty if it is not shown
     */
    public OptionalLong requests() {
        return number("REQUESTS");
    }

    /**
     * Returns how many requests are waiting.
     *
     * @return a count from 0 on, or empty if it is not shown
     */
    public OptionalLong pending() {
        return number("PENDING");
    }

    /**
     * Returns the compatible hardware type of the card: 10 for CEX4 to 14 for CEX8.
     *
     * @return a number from 0 on, or empty if it is not shown
     */
    public OptionalInt hardwareType() {
        return smallNumber("HWTYPE");
    }

    /**
     * Returns the queue depth: before s390-tools 2.41 one more than the kernel's number, since then the kernel's number.
     *
     * @return a number from 0 on, or empty if it is not shown
     */
    public OptionalInt queueDepth() {
        return smallNumber("QDEPTH");
    }

    /**
     * Returns the function bits that have letters: the ten leftmost, in versions before 2.26 without the one of {@code H}.
     *
     * @return the functions, in which all other bits are 0, or empty if they are not shown
     */
    public Optional<ApFunctions> functions() {
        return Field.functions(text("FUNCTIONS"));
    }

    /**
     * Returns the driver.
     *
     * @return the binding; not known if the listing does not show drivers
     */
    public DriverBinding driver() {
        String driver = text("DRIVER");
        return switch (driver) {
            case Field.NONE -> DriverBinding.notKnown();
            case Field.NO_DRIVER -> DriverBinding.unbound();
            default -> DriverBinding.to(driver);
        };
    }

    /**
     * Returns the Secure Execution state of the queue.
     *
     * @return the state, or empty if it is not shown
     */
    public Optional<SeState> seState() {
        return Field.seState(text("SESTAT"));
    }

    /**
     * Returns the serial number of the card.
     *
     * @return the number, up to 8 characters, or empty if it is not shown
     */
    public Optional<String> serialNumber() {
        return Optional.of(text("SERIALNR")).filter(number -> !number.equals(Field.NONE));
    }

    /** Whether lszcrypt looked for a checkstop first: 2.21 did, and from 2.26 on the letters show the version. */
    boolean isOfVersionWithCheckstop() {
        return Field.hasTenLetters(text("FUNCTIONS"));
    }

    /** The line of the device in the newest style, with its newline. */
    String line(ListingStyle style) {
        return style.line(style.columns().stream().map(this::text).toList());
    }

    private String text(String column) {
        return Objects.requireNonNull(fields.getOrDefault(column, Field.NONE));
    }

    private OptionalLong number(String column) {
        String text = text(column);
        return text.equals(Field.NONE) ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }

    private OptionalInt smallNumber(String column) {
        OptionalLong number = number(column);
        return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof ListedDevice other && fields.equals(other.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    /** Returns the titles and texts of all columns that were shown. */
    @Override
    public String toString() {
        return fields.toString();
    }
}
