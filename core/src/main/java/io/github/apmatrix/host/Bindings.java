package io.github.apmatrix.host;

import io.github.apmatrix.ApFormatException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many queue devices have a driver. Prints {@code 12/12 (complete)}, as {@code bindings} does.
 *
 * @since 0.1.0
 */
public final class Bindings {
    private static final Pattern FORM = Pattern.compile("(0|[1-9]\\d{0,8})/(0|[1-9]\\d{0,8})( \\(complete\\))?");

    private final int bound;
    private final int queues;
    private final boolean complete;

    private Bindings(int bound, int queues, boolean complete) {
        this.bound = bound;
        this.queues = queues;
        this.complete = complete;
    }

    /**
     * Returns the bindings of the text that the kernel prints.
     *
     * @param text {@code 8/12} or {@code 12/12 (complete)}
     * @return the bindings
     * @throws ApFormatException if the text has another form
     */
    public static Bindings parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw ApFormatException.malformed("bindings like 8/12 or 12/12 (complete)", text, 0, "another form");
        }
        return new Bindings(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), matcher.group(3) != null);
    }

    /**
     * Returns the number of queue devices with any driver.
     *
     * @return a count from 0 on
     */
    public int bound() {
        return bound;
    }

    /**
     * Returns the number of all queue devices.
     *
     * @return a count from 0 on
     */
    public int queues() {
        return queues;
    }

    /**
     * Returns whether the first scan is done and every queue device has a driver.
     *
     * @return true if the kernel calls the bindings complete
     */
    public boolean isComplete() {
        return complete;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Bindings other && toString().equals(other.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** Returns the kernel's text, for example {@code 12/12 (complete)}. */
    @Override
    public String toString() {
        return bound + "/" + queues + (complete ? " (complete)" : "");
    }
}
