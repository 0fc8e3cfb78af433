package io.github.apmatrix.sysfs;

import com.google.common.collect.ImmutableSet;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.host.ApFunctions;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.CardType;
import java.util.Optional;
import java.util.OptionalLong;

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
     * Returns the compatible hardware type.
     *
     * @return a number from 0 on: 10 for CEX4 to 14 for CEX8
     */
    public int hardwareType() {
        return attributes.value(path.resolve("hwtype"), Integer::parseInt);
    }

    /**
     * Returns the real hardware type.
     *
     * @return a number from 0 on, which can be above 14
     */
    public int rawHardwareType() {
        return attributes.value(path.resolve("raw_hwtype"), Integer::parseInt);
    }

    /**
     * Returns the queue depth as the kernel prints it.
     *
     * @return a number from 0 on; kernels up to Linux 6.9 or so print one less than the real depth
     */
    public int depth() {
        return attributes.value(path.resolve("depth"), Integer::parseInt);
    }

    /**
     * Returns the largest message.
     *
     * @return a number of bytes
     */
    public int maxMessageSize() {
        return attributes.value(path.resolve("max_msg_size"), Integer::parseInt);
    }

    /**
     * Returns how many requests wait for the adapter.
     *
     * @return a count from 0 on, over all queues
     */
    public long requestQueueCount() {
        return attributes.value(path.resolve("requestq_count"), Long::parseLong);
    }

    /**
     * Returns how many requests the adapter works on.
     *
     * @return a count from 0 on, over all queues
     */
    public long pendingQueueCount() {
        return attributes.value(path.resolve("pendingq_count"), Long::parseLong);
    }

    /**
     * Returns the alias by which the driver module is found.
     *
     * @return for example {@code ap:t0E}
     */
    public String modalias() {
        return attributes.text(path.resolve("modalias"));
    }

    /**
     * Returns the load that the host's driver sees.
     *
     * @return a number from 0 on, or empty while the card is not bound to its driver
     */
    public OptionalLong load() {
        return attributes.longIfPresent(path.resolve("load"));
    }

    /**
     * Returns the serial number.
     *
     * @return the number, possibly blank; empty if the card does not have it (accelerators)
     */
    public Optional<String> serialNumber() {
        return attributes.ifPresent(path.resolve("serialnr"), text -> text);
    }

    /**
     * Returns the API ordinal number of an EP11 card.
     *
     * @return the number as the kernel prints it, possibly blank; empty for other cards
     */
    public Optional<String> apiOrdinalNumber() {
        return attributes.ifPresent(path.resolve("API_ordinalnr"), text -> text);
    }

    /**
     * Returns the firmware version of an EP11 card.
     *
     * @return {@code major.minor}, possibly blank; empty for other cards
     */
    public Optional<String> firmwareVersion() {
        return attributes.ifPresent(path.resolve("FW_version"), text -> text);
    }

    /**
     * Returns the operation modes of an EP11 card.
     *
     * @return names, for example {@code FIPS2011}, possibly none; empty for other cards
     */
    public Optional<ImmutableSet<String>> operationModes() {
        return attributes.wordsIfPresent(path.resolve("op_modes"));
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
