package io.github.apmatrix.sysfs;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.host.ApFunctions;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.CardType;
import java.util.Optional;

/**
 * The attributes of one card: {@code /sys/devices/ap/cardXX}. Stateless and thread-safe; every method throws
 * {@link AttributeMissingException} if the card is not there.
 *
 * @since 0.1.0
 */
public final class CardAttributes {
    private final Attributes attributes;
    private final AdapterId adapter;
    private final SysfsPath path;

    CardAttributes(Attributes attributes, AdapterId adapter) {
        this.attributes = attributes;
        this.adapter = adapter;
        this.path = Layout.card(adapter);
    }

    /**
     * Returns all that a snapshot holds of the card.
     *
     * @return the card, or empty if there is none
     */
    public Optional<Card> read() {
        return new BusDeviceReader(attributes).card(adapter);
    }

    /**
     * Returns the type.
     *
     * @return the type, or empty while the card is not bound to its driver
     */
    public Optional<CardType> type() {
        return attributes.ifPresent(path.resolve("type"), CardType::parse);
    }

    /**
     * Returns the function bits.
     *
     * @return the functions
     */
    public ApFunctions functions() {
        return attributes.value(path.resolve("ap_functions"), ApFunctions::parse);
    }

    /**
     * Returns whether the adapter is configured.
     *
     * @return false if it is in standby
     */
    public boolean isConfigured() {
        return attributes.flag(path.resolve("config"));
    }

    /**
     * Configures or deconfigures the adapter for the whole LPAR, guests included. The queues follow at the next scan.
     *
     * @param configured whether it should be configured
     * @throws SysfsIoException if the machine cannot (EOPNOTSUPP) or refuses (EIO)
     */
    public void setConfigured(boolean configured) {
        attributes.write(path.resolve("config"), configured ? 1 : 0);
    }

    /**
     * Returns whether the adapter is checkstopped.
     *
     * @return yes or no; empty if the kernel does not tell (before Linux 5.17)
     */
    public Optional<Boolean> isCheckstopped() {
        return attributes.ifPresent(path.resolve("chkstop"), Attributes::parseFlag);
    }

    /**
     * Returns whether the card is online for the host.
     *
     * @return true if it is switched on, configured and, on newer kernels, not checkstopped
     */
    public boolean isOnline() {
        return attributes.flag(path.resolve("online"));
    }

    /**
     * Switches the card and all its queues on or off for the host.
     *
     * @param online whether it should be online
     * @throws SysfsIoException if it should, but is deconfigured or checkstopped (ENODEV)
     */
    public void setOnline(boolean online) {
        attributes.write(path.resolve("online"), online ? 1 : 0);
    }

    /**
     * Returns how many requests the card has processed.
     *
     * @return a count from 0 on
     */
    public long requestCount() {
        return attributes.value(path.resolve("request_count"), Long::parseLong);
    }

    /** Sets the request counters of the card and of its queues to 0. */
    public void clearRequestCount() {
        attributes.write(path.resolve("request_count"), 0);
    }
}
