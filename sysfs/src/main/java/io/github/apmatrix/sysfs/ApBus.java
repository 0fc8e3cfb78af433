package io.github.apmatrix.sysfs;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.explain.Refusals;
import io.github.apmatrix.host.Bindings;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The AP bus of the kernel: masks, what the LPAR has, cards and queues, drivers. Stateless and thread-safe.
 *
 * <p>Every method throws {@link AttributeMissingException} if its attribute is not there, and
 * {@link UnreadableContentException} if it holds something else than it should.
 *
 * <p>Source: {@code /sys/bus/ap}, {@code ap_bus.c}.
 *
 * @since 0.1.0
 */
public final class ApBus {
    private static final String NOT_SUPPORTED = "not supported";
    private static final ImmutableSet<String> NO_FACILITIES = ImmutableSet.of("-");

    private final Attributes attributes;

    private ApBus(Sysfs sysfs) {
        this.attributes = new Attributes(sysfs);
    }

    /**
     * Returns the bus of a sysfs.
     *
     * @param sysfs the sysfs
     * @return the bus
     */
    public static ApBus at(Sysfs sysfs) {
        return new ApBus(sysfs);
    }

    /**
     * Returns whether the kernel has an AP bus.
     *
     * @return false on a machine without AP instructions, or if the bus is a module that is not loaded
     */
    public boolean isPresent() {
        return attributes.isPresent(Layout.BUS);
    }

    /**
     * Returns the masks that reserve queues for the host. They are two reads; a change between them is not noticed.
     *
     * @return apmask and aqmask
     */
    public HostMasks masks() {
        return new HostMasks(
                AdapterSet.of(attributes.value(Layout.APMASK, ApMask::parse)),
                DomainSet.of(attributes.value(Layout.AQMASK, ApMask::parse)));
    }

    /**
     * Changes {@code apmask}. Queues that change sides are bound to their new driver when this returns.
     *
     * @param update the change; the relative form is safe against others that change the mask at the same time
     * @throws AssignmentRefusedException if a bit that would be set belongs to a queue of a mediated device (EBUSY);
     *     nothing has changed then
     * @throws SysfsIoException if driver overrides are in use (EINVAL)
     */
    public void updateAdapterMask(MaskUpdate update) {
        new Culprits(attributes.sysfs())
                .naming(
                        () -> attributes.write(Layout.APMASK, update),
                        host -> host.masks()
                                .flatMap(masks -> Refusals.ofApmask(
                                        host,
                                        AdapterSet.of(
                                                update.applyTo(masks.apmask().mask())))));
    }

    /**
     * Changes {@code aqmask}. Queues that change sides are bound to their new driver when this returns.
     *
     * @param update the change; the relative form is safe against others that change the mask at the same time
     * @throws AssignmentRefusedException if a bit that would be set belongs to a queue of a mediated device (EBUSY);
     *     nothing has changed then
     * @throws SysfsIoException if driver overrides are in use (EINVAL)
     */
    public void updateDomainMask(MaskUpdate update) {
        new Culprits(attributes.sysfs())
                .naming(
                        () -> attributes.write(Layout.AQMASK, update),
                        host -> host.masks()
                                .flatMap(masks -> Refusals.ofAqmask(
                                        host,
                                        DomainSet.of(
                                                update.applyTo(masks.aqmask().mask())))));
    }

    /**
     * Returns what the LPAR had at the last bus scan.
     *
     * @return adapters, usage domains and control domains, or empty if the machine does not report them
     *     ({@code not supported}: no QCI)
     */
    public Optional<ApConfig> lpar() {
        Optional<ApMask> adapters = lparMask("ap_adapter_mask");
        Optional<ApMask> domains = lparMask("ap_usage_domain_mask");
        Optional<ApMask> controlDomains = lparMask("ap_control_domain_mask");
        return adapters.flatMap(a -> domains.flatMap(d -> controlDomains.map(
                c -> ApConfig.of(AdapterSet.of(a), DomainSet.of(d)).withControlDomains(DomainSet.of(c)))));
    }

    private Optional<ApMask> lparMask(String attribute) {
        return attributes.value(
                Layout.BUS.resolve(attribute),
                text -> text.equals(NOT_SUPPORTED) ? Optional.empty() : Optional.of(ApMask.parse(text)));
    }

    /**
     * Returns the largest adapter number of this machine.
     *
     * @return an adapter from 0 to 255
     */
    public AdapterId maxAdapter() {
        return attributes.value(Layout.BUS.resolve("ap_max_adapter_id"), AdapterId::parseNumber);
    }

    /**
     * Returns the largest domain number of this machine.
     *
     * @return a domain from 0 to 255
     */
    public DomainId maxDomain() {
        return attributes.value(Layout.BUS.resolve("ap_max_domain_id"), DomainId::parseNumber);
    }

    /**
     * Returns the default domain of the host.
     *
     * @return the domain, or empty if there is none ({@code -1})
     */
    public Optional<DomainId> defaultDomain() {
        return attributes.value(
                Layout.BUS.resolve("ap_domain"),
                text -> text.equals("-1") ? Optional.empty() : Optional.of(DomainId.parseNumber(text)));
    }

    /**
     * Sets the default domain of the host.
     *
     * @param domain a domain that is set in {@code aqmask}
     * @throws SysfsIoException if it is not, or above the maximum (EINVAL)
     */
    public void setDefaultDomain(DomainId domain) {
        attributes.write(Layout.BUS.resolve("ap_domain"), domain.value());
    }

    /**
     * Returns whether the bus uses adapter interrupts.
     *
     * @return false if it polls
     */
    public boolean usesInterrupts() {
        return attributes.flag(Layout.BUS.resolve("ap_interrupts"));
    }

    /**
     * Returns the period of the bus scan.
     *
     * @return 5 to 120 seconds
     */
    public Duration configTime() {
        return Duration.ofSeconds(attributes.value(Layout.BUS.resolve("config_time"), Long::parseLong));
    }

    /**
     * Sets the period of the bus scan.
     *
     * @param period 5 to 120 seconds; fractions are dropped
     * @throws SysfsIoException if the period is out of range (EINVAL)
     */
    public void setConfigTime(Duration period) {
        attributes.write(Layout.BUS.resolve("config_time"), period.toSeconds());
    }

    /**
     * Returns whether the poll thread runs.
     *
     * @return true if it runs
     */
    public boolean pollThread() {
        return attributes.flag(Layout.BUS.resolve("poll_thread"));
    }

    /**
     * Switches the poll thread. Where the bus uses interrupts, the kernel accepts a start but does nothing.
     *
     * @param on whether it should run
     */
    public void setPollThread(boolean on) {
        attributes.write(Layout.BUS.resolve("poll_thread"), on ? 1 : 0);
    }

    /**
     * Returns the interval of the polling timer.
     *
     * @return up to 120 seconds, by default 250 microseconds
     */
    public Duration pollTimeout() {
        return Duration.ofNanos(attributes.value(Layout.BUS.resolve("poll_timeout"), Long::parseLong));
    }

    /**
     * Sets the interval of the polling timer.
     *
     * @param interval 1 nanosecond to 120 seconds
     * @throws SysfsIoException if the interval is out of range (EINVAL)
     */
    public void setPollTimeout(Duration interval) {
        attributes.write(Layout.BUS.resolve("poll_timeout"), interval.toNanos());
    }

    /**
     * Returns how many queue devices have a driver.
     *
     * @return the bindings
     */
    public Bindings bindings() {
        return attributes.value(Layout.BUS.resolve("bindings"), Bindings::parse);
    }

    /**
     * Returns how often the bindings became complete.
     *
     * @return a count from 0 on, or empty if the kernel does not tell (before Linux 6.19)
     */
    public OptionalLong bindingsCompleteCount() {
        return attributes.longIfPresent(Layout.BUS.resolve("bindings_complete_count"));
    }

    /**
     * Returns the facilities of the AP instructions.
     *
     * @return names out of {@code APSC APXA QACT RC8A APSB}, or empty if the kernel does not tell (before Linux 6.4) or
     *     the machine does not (no QCI)
     */
    public Optional<ImmutableSet<String>> facilities() {
        return attributes
                .wordsIfPresent(Layout.BUS.resolve("features"))
                .filter(facilities -> !facilities.equals(NO_FACILITIES));
    }

    /**
     * Returns how many bus scans were completed since boot.
     *
     * @return a count from 0 on
     */
    public long scans() {
        return attributes.value(Layout.BUS.resolve("scans"), Long::parseLong);
    }

    /** Scans the bus now and returns when that is done: changes of the LPAR become visible. */
    public void rescan() {
        attributes.write(Layout.BUS.resolve("scans"), "1\n");
    }

    /**
     * Returns what the kernel parameter {@code ap.apmask} was at boot. The mask can be another one since.
     *
     * @return the text as it was given; empty if it was not given, or the kernel does not tell
     */
    public Optional<String> bootAdapterMask() {
        return bootParameter("apmask");
    }

    /**
     * Returns what the kernel parameter {@code ap.aqmask} was at boot. The mask can be another one since.
     *
     * @return the text as it was given; empty if it was not given, or the kernel does not tell
     */
    public Optional<String> bootDomainMask() {
        return bootParameter("aqmask");
    }

    private Optional<String> bootParameter(String parameter) {
        return attributes
                .ifPresent(Layout.PARAMETERS.resolve(parameter), text -> text)
                .filter(text -> !text.equals("(null)"));
    }

    /**
     * Returns the adapters that have a card.
     *
     * @return the adapters
     */
    public AdapterSet adapters() {
        return devices().cards();
    }

    /**
     * Returns the queues that have a device.
     *
     * @return the queues
     */
    public ApQueueSet queues() {
        return devices().queues();
    }

    /** Returns both in one listing. */
    BusDevices devices() {
        return BusDevices.of(attributes.sysfs().list(Layout.BUS_DEVICES));
    }

    /**
     * Returns the attributes of a card.
     *
     * @param adapter the adapter; whether it has a card shows when an attribute is used
     * @return the attributes
     */
    public CardAttributes card(AdapterId adapter) {
        return new CardAttributes(attributes, adapter);
    }

    /**
     * Returns the attributes of a queue device.
     *
     * @param queue the queue; whether it has a device shows when an attribute is used
     * @return the attributes
     */
    public QueueAttributes queue(ApQueue queue) {
        return new QueueAttributes(attributes, queue);
    }

    /**
     * Returns the drivers of the bus.
     *
     * @return the names, for example {@code cex4card}, {@code cex4queue}, {@code vfio_ap}
     */
    public ImmutableSortedSet<String> drivers() {
        return attributes.sysfs().list(Layout.DRIVERS);
    }

    /**
     * Binds a queue that has no driver.
     *
     * @param queue the queue
     * @param driver the driver's name
     * @throws SysfsIoException if the queue has no device, or masks or override forbid this driver (ENODEV), or if it has
     *     a driver already (EBUSY)
     */
    public void bind(ApQueue queue, String driver) {
        attributes.write(Layout.DRIVERS.resolve(driver).resolve("bind"), queue);
    }

    /**
     * Takes a queue from its driver. A queue that a guest uses is taken too, and with it the whole adapter.
     *
     * @param queue the queue
     * @param driver the driver's name
     * @throws SysfsIoException if the queue has no device, or is not bound to this driver (ENODEV)
     */
    public void unbind(ApQueue queue, String driver) {
        attributes.write(Layout.DRIVERS.resolve(driver).resolve("unbind"), queue);
    }

    /**
     * Offers a queue to all drivers. The kernel does not tell whether one took it.
     *
     * @param queue the queue
     * @throws SysfsIoException if the queue has no device (ENODEV), or the driver failed to take it (EINVAL)
     */
    public void probe(ApQueue queue) {
        attributes.write(Layout.BUS.resolve("drivers_probe"), queue);
    }
}
