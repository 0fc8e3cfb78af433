package io.github.apmatrix.testkit;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.host.ApFunctions;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.sysfs.Errno;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The machine below the simulated kernel: adapters in slots, and the LPAR's domains. Its methods are what an operator
 * does at the HMC. Linux sees each change at once, by a bus scan, unless the kernel was built without
 * {@linkplain SimulatedKernel.Builder#automaticScans automatic scans}; {@link #together} makes several changes that it
 * sees in one scan.
 *
 * @since 0.1.0
 */
public final class SimulatedLpar {
    private final ResetFaults resetFaults = new ResetFaults();
    private static final AdapterId MAX_ADAPTER_WITHOUT_APXA = AdapterId.of(63);
    private static final DomainId MAX_DOMAIN_WITHOUT_APXA = DomainId.of(15);

    private final Object lock;
    private final boolean reportsConfiguration;
    private final boolean extendedAddressing;
    private final boolean interrupts;
    private final AdapterId maxAdapter;
    private final DomainId maxDomain;
    private final TreeMap<AdapterId, SimulatedAdapter> slots = new TreeMap<>();
    private DomainSet usageDomains = DomainSet.none();
    private DomainSet controlDomains = DomainSet.none();
    private Runnable scan = () -> {};
    private int changes;

    SimulatedLpar(Object lock, SimulatedKernel.Builder builder) {
        this.lock = lock;
        this.reportsConfiguration = builder.reportsConfiguration;
        this.extendedAddressing = builder.reportsConfiguration && builder.extendedAddressing;
        this.interrupts = builder.interrupts;
        this.maxAdapter = extendedAddressing ? builder.maxAdapter : MAX_ADAPTER_WITHOUT_APXA;
        this.maxDomain = extendedAddressing ? builder.maxDomain : MAX_DOMAIN_WITHOUT_APXA;
    }

    void onChange(Runnable newScan) {
        this.scan = newScan;
    }

    /**
     * Plugs an adapter: configured and not checkstopped. One that was in the slot is replaced.
     *
     * @param adapter the slot
     * @param type the type, CEX4 to CEX8
     * @return this machine
     * @throws IllegalArgumentException if the generation is not between 4 and 8
     */
    public SimulatedLpar plug(AdapterId adapter, CardType type) {
        if (type.generation() < 4 || type.generation() > 8) {
            throw new IllegalArgumentException(type + " is not between CEX4 and CEX8");
        }
        return change(() -> slots.put(adapter, SimulatedAdapter.of(type)));
    }

    /**
     * Plugs an adapter of any hardware type.
     *
     * @param adapter the slot
     * @param hardwareType the hardware type, for example 14 for CEX8
     * @param functions its functions
     * @return this machine
     */
    public SimulatedLpar plugRaw(AdapterId adapter, int hardwareType, ApFunctions functions) {
        return change(() -> slots.put(adapter, new SimulatedAdapter(hardwareType, functions)));
    }

    /**
     * Empties a slot. Whether the adapter was configured or checkstopped is forgotten.
     *
     * @param adapter the slot
     * @return this machine
     */
    public SimulatedLpar unplug(AdapterId adapter) {
        return change(() -> slots.remove(adapter));
    }

    /**
     * Configures an adapter, or puts it in standby. It stays in the LPAR's configuration.
     *
     * @param adapter the adapter
     * @param configured whether it is configured
     * @return this machine
     * @throws KernelRefusal with ENODEV if the slot is empty
     */
    public SimulatedLpar setConfigured(AdapterId adapter, boolean configured) {
        return change(() -> adapter(adapter).setConfigured(configured));
    }

    /**
     * Checkstops an adapter, or recovers it.
     *
     * @param adapter the adapter
     * @param checkstopped whether it is checkstopped
     * @return this machine
     * @throws KernelRefusal with ENODEV if the slot is empty
     */
    public SimulatedLpar setCheckstopped(AdapterId adapter, boolean checkstopped) {
        return change(() -> adapter(adapter).setCheckstopped(checkstopped));
    }

    /**
     * Gives usage domains to the LPAR.
     *
     * @param domains the domains to add
     * @return this machine
     */
    public SimulatedLpar addUsageDomains(DomainSet domains) {
        return change(() -> usageDomains = usageDomains.union(domains));
    }

    /**
     * Takes usage domains from the LPAR.
     *
     * @param domains the domains to take away
     * @return this machine
     */
    public SimulatedLpar removeUsageDomains(DomainSet domains) {
        return change(() -> usageDomains = usageDomains.difference(domains));
    }

    /**
     * Gives control domains to the LPAR.
     *
     * @param domains the domains to add
     * @return this machine
     */
    public SimulatedLpar addControlDomains(DomainSet domains) {
        return change(() -> controlDomains = controlDomains.union(domains));
    }

    /**
     * Takes control domains from the LPAR.
     *
     * @param domains the domains to take away
     * @return this machine
     */
    public SimulatedLpar removeControlDomains(DomainSet domains) {
        return change(() -> controlDomains = controlDomains.difference(domains));
    }

    /**
     * Takes all adapters and domains from the LPAR.
     *
     * @return this machine
     */
    public SimulatedLpar clear() {
        return change(() -> {
            slots.clear();
            usageDomains = DomainSet.none();
            controlDomains = DomainSet.none();
        });
    }

    /**
     * Makes several changes that Linux sees in one bus scan.
     *
     * @param several calls methods of this machine; without any call, Linux still scans
     * @return this machine
     */
    public SimulatedLpar together(Runnable several) {
        return change(several);
    }

    /** Gives another machine the adapters and domains of this one. */
    void copyTo(SimulatedLpar other) {
        synchronized (lock) {
            other.slots.clear();
            slots.forEach((slot, adapter) -> other.slots.put(slot, adapter.copy()));
            other.usageDomains = usageDomains;
            other.controlDomains = controlDomains;
        }
    }

    private SimulatedLpar change(Runnable change) {
        synchronized (lock) {
            changes++;
            try {
                change.run();
            } finally {
                changes--;
                if (changes == 0) {
                    scan.run();
                }
            }
            return this;
        }
    }

    private SimulatedAdapter adapter(AdapterId id) {
        return find(id).orElseThrow(() -> new KernelRefusal(Errno.ENODEV));
    }

    Optional<SimulatedAdapter> find(AdapterId adapter) {
        return Optional.ofNullable(slots.get(adapter));
    }

    /** What the machine answers to QCI now, within its maxima; without QCI what probing would find. */
    ApConfig config() {
        AdapterSet adapters = AdapterSet.copyOf(slots.keySet());
        ApMask adapterLimit = ApMask.of(IntStream.rangeClosed(0, maxAdapter.value()));
        ApMask domainLimit = ApMask.of(IntStream.rangeClosed(0, maxDomain.value()));
        return ApConfig.of(
                        adapters.intersect(AdapterSet.of(adapterLimit)),
                        usageDomains.intersect(DomainSet.of(domainLimit)))
                .withControlDomains(controlDomains.intersect(DomainSet.of(domainLimit)));
    }

    boolean reportsConfiguration() {
        return reportsConfiguration;
    }

    boolean hasInterrupts() {
        return interrupts;
    }

    boolean hasExtendedAddressing() {
        return extendedAddressing;
    }

    AdapterId maxAdapter() {
        return maxAdapter;
    }

    DomainId maxDomain() {
        return maxDomain;
    }

    /** The AP bus takes a reported maximum of 0 for none at all; vfio_ap takes it as it is. */
    AdapterId busMaxAdapter() {
        return maxAdapter.value() == 0 ? MAX_ADAPTER_WITHOUT_APXA : maxAdapter;
    }

    DomainId busMaxDomain() {
        return maxDomain.value() == 0 ? MAX_DOMAIN_WITHOUT_APXA : maxDomain;
    }

    ResetFaults resetFaults() {
        return resetFaults;
    }
}
