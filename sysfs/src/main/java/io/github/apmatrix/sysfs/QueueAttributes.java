package io.github.apmatrix.sysfs;

import com.google.common.collect.ImmutableSet;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.QuotedText;
import io.github.apmatrix.host.ApFunctions;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.VfioStatus;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The attributes of one queue device: {@code /sys/devices/ap/cardXX/XX.YYYY}. Stateless and thread-safe; every method
 * throws {@link AttributeMissingException} if the queue has no device.
 *
 * @since 0.1.0
 */
public final class QueueAttributes {
    private final Attributes attributes;
    private final ApQueue queue;
    private final SysfsPath path;

    QueueAttributes(Attributes attributes, ApQueue queue) {
        this.attributes = attributes;
        this.queue = queue;
        this.path = Layout.queue(queue);
    }

    /**
     * Returns all that a snapshot holds of the queue device.
     *
     * @return the queue device, or empty if there is none
     */
    public Optional<QueueDevice> read() {
        return new BusDeviceReader(attributes).queue(queue);
    }

    /**
     * Returns the driver of the queue.
     *
     * @return its name, or empty if the queue is bound to none
     */
    public Optional<String> driver() {
        try {
            return Optional.of(attributes.linkName(path.resolve("driver")));
        } catch (AttributeMissingException missing) {
            if (attributes.isPresent(path)) {
                return Optional.empty();
            }
            throw missing;
        }
    }

    /**
     * Returns what vfio_ap says of the queue.
     *
     * @return the status, or empty if the queue is not bound to vfio_ap (or the kernel is older than Linux 5.17)
     */
    public Optional<VfioStatus> status() {
        return attributes.ifPresent(
                path.resolve("status"),
                text -> VfioStatus.of(text).orElseThrow(() -> new IllegalArgumentException("no status of a queue")));
    }

    /**
     * Returns the function bits of the queue.
     *
     * @return the functions, or empty if the kernel does not tell (before Linux 6.4)
     */
    public Optional<ApFunctions> functions() {
        return attributes.ifPresent(path.resolve("ap_functions"), ApFunctions::parse);
    }

    /**
     * Returns whether the queue is online for the host.
     *
     * @return yes or no; empty if it is not bound to a driver of the host
     */
    public Optional<Boolean> isOnline() {
        return attributes.ifPresent(path.resolve("online"), Attributes::parseFlag);
    }

    /**
     * Switches the queue on or off for the host.
     *
     * @param online whether it should be online
     * @throws SysfsIoException if it should, but the adapter is deconfigured or checkstopped (ENODEV), or its card is
     *     offline (EINVAL)
     */
    public void setOnline(boolean online) {
        attributes.write(path.resolve("online"), online ? 1 : 0);
    }

    /**
     * Returns whether the adapter was configured at the last bus scan.
     *
     * @return false if it was in standby
     */
    public boolean isConfigured() {
        return attributes.flag(path.resolve("config"));
    }

    /**
     * Returns whether the queue was checkstopped at the last bus scan.
     *
     * @return yes or no; empty if the kernel does not tell (before Linux 5.17)
     */
    public Optional<Boolean> isCheckstopped() {
        return attributes.ifPresent(path.resolve("chkstop"), Attributes::parseFlag);
    }

    /**
     * Returns how many requests wait for the queue.
     *
     * @return a count from 0 on
     */
    public long requestQueueCount() {
        return attributes.value(path.resolve("requestq_count"), Long::parseLong);
    }

    /**
     * Returns how many requests the queue works on.
     *
     * @return a count from 0 on
     */
    public long pendingQueueCount() {
        return attributes.value(path.resolve("pendingq_count"), Long::parseLong);
    }

    /**
     * Returns the state of the queue's interrupts.
     *
     * @return a text of the kernel: {@code Interrupts enabled.}, {@code Interrupts disabled.} or {@code Enable Interrupt
     *     pending.}
     */
    public String interruptState() {
        return attributes.text(path.resolve("interrupt"));
    }

    /**
     * Returns the state of a reset.
     *
     * @return a text of the kernel: {@code Reset in progress.}, {@code Reset Timer armed.} or {@code No Reset Timer set.}
     */
    public String resetState() {
        return attributes.text(path.resolve("reset"));
    }

    /**
     * Returns the load that the host's driver sees.
     *
     * @return a number from 0 on, or empty if the queue is not bound to a driver of the host
     */
    public OptionalLong load() {
        return attributes.longIfPresent(path.resolve("load"));
    }

    /**
     * Returns the verification patterns of the master keys.
     *
     * @return lines of the kernel, for example {@code AES CUR: valid 0x...}; empty for accelerators and queues of
     *     vfio_ap
     */
    public Optional<String> masterKeyPatterns() {
        return attributes.ifPresent(path.resolve("mkvps"), text -> text);
    }

    /**
     * Returns the operation modes of an EP11 queue.
     *
     * @return names, for example {@code FIPS2011}, possibly none; empty for other queues
     */
    public Optional<ImmutableSet<String>> operationModes() {
        return attributes.wordsIfPresent(path.resolve("op_modes"));
    }

    /**
     * Returns whether the queue is bound to a Secure Execution guest.
     *
     * @return a text of the kernel: {@code bound}, {@code unbound} or {@code -}; empty outside such guests
     */
    public Optional<String> secureBindState() {
        return attributes.ifPresent(path.resolve("se_bind"), text -> text);
    }

    /**
     * Returns what the queue is associated with in a Secure Execution guest.
     *
     * @return a text of the kernel: {@code associated N}, {@code association pending}, {@code unassociated} or {@code -};
     *     empty outside such guests
     */
    public Optional<String> secureAssociationState() {
        return attributes.ifPresent(path.resolve("se_associate"), text -> text);
    }

    /** Flushes and resets the queue. */
    public void reset() {
        attributes.write(path.resolve("reset"), 1);
    }

    /**
     * Returns how many requests the queue has processed.
     *
     * @return a count from 0 on, or empty while the queue is not initialised ({@code -}), as with vfio_ap
     */
    public OptionalLong requestCount() {
        return attributes.value(
                path.resolve("request_count"),
                text -> text.equals("-") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text)));
    }

    /**
     * Returns the driver override.
     *
     * @return the name of the only driver that may bind the queue, or empty if there is none
     * @throws AttributeMissingException if the kernel has no overrides (before Linux 6.19)
     */
    public Optional<String> driverOverride() {
        return Optional.of(attributes.text(path.resolve("driver_override"))).filter(name -> !name.isEmpty());
    }

    /**
     * Sets the driver override. It takes effect when the queue is bound the next time.
     *
     * @param driver the name of the only driver that may bind the queue; the kernel does not check it
     * @throws IllegalArgumentException if the name is empty or has a control character
     * @throws SysfsIoException if apmask or aqmask is not all ones (EINVAL)
     */
    public void overrideDriver(String driver) {
        if (driver.isEmpty() || driver.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    QuotedText.abbreviate(driver) + " is no name of a driver: empty, or with a control character");
        }
        attributes.write(path.resolve("driver_override"), driver);
    }

    /**
     * Clears the driver override. The queue stays with its driver until it is bound the next time.
     *
     * @throws SysfsIoException if apmask or aqmask is not all ones (EINVAL)
     */
    public void clearDriverOverride() {
        attributes.write(path.resolve("driver_override"), "\n");
    }
}
