package io.github.apmatrix.host;

import io.github.apmatrix.rules.DriverRule;
import java.util.Objects;
import java.util.Optional;

/**
 * Which driver a card or queue is bound to, if that is known.
 *
 * @since 0.1.0
 */
public final class DriverBinding {
    private static final DriverBinding UNBOUND = new DriverBinding(Answer.NO, "");
    private static final DriverBinding NOT_KNOWN = new DriverBinding(Answer.NOT_KNOWN, "");

    private final Answer bound;
    private final String driver;

    private DriverBinding(Answer bound, String driver) {
        this.bound = bound;
        this.driver = driver;
    }

    /**
     * Returns the binding to a driver.
     *
     * @param driver the driver's name, for example {@code cex4queue}
     * @return the binding
     */
    public static DriverBinding to(String driver) {
        return new DriverBinding(Answer.YES, Objects.requireNonNull(driver, "driver"));
    }

    /**
     * Returns the binding of a device without driver.
     *
     * @return known to be bound to no driver
     */
    public static DriverBinding unbound() {
        return UNBOUND;
    }

    /**
     * Returns the binding that could not be read.
     *
     * @return nothing known
     */
    public static DriverBinding notKnown() {
        return NOT_KNOWN;
    }

    /**
     * Returns whether the device is bound to any driver.
     *
     * @return yes, no or not known
     */
    public Answer isBound() {
        return bound;
    }

    /**
     * Returns whether the device is bound to vfio_ap.
     *
     * @return yes, no or not known
     */
    public Answer isVfioAp() {
        return bound.isKnown() ? Answer.of(driver.equals(DriverRule.VFIO_AP)) : bound;
    }

    /**
     * Returns the name of the driver.
     *
     * @return the name, or empty if the device is unbound or the binding is not known
     */
    public Optional<String> driver() {
        return bound.isYes() ? Optional.of(driver) : Optional.empty();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof DriverBinding other && bound == other.bound && driver.equals(other.driver);
    }

    @Override
    public int hashCode() {
        return Objects.hash(bound, driver);
    }

    /** Returns the driver's name, {@code no driver} or {@code not known}. */
    @Override
    public String toString() {
        return driver().orElse(bound.isNo() ? "no driver" : bound.toString());
    }
}
