package io.github.apmatrix.testkit;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.sysfs.Sysfs;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Linux kernel with AP bus and vfio_ap, in memory, on a machine with crypto adapters. It answers reads and writes like
 * the real one, error numbers included.
 *
 * <pre>{@code
 * SimulatedKernel kernel = SimulatedKernel.builder()
 *         .adapter(AdapterId.of(5), CardType.CEX8C)
 *         .usageDomains(DomainSet.domains(0x04, 0x47))
 *         .build();
 * ApHost host = ApHost.at(kernel.sysfs());
 * }</pre>
 *
 * @since 0.1.0
 */
public final class SimulatedKernel {
    private final Object lock = new Object();
    private final KernelProfile profile;
    private final SimulatedLpar machine;
    private final UeventStream uevents = new UeventStream(lock);
    private final SimulatedApBus bus;
    private final VfioApModule vfioAp;
    private final SimulatedGuests guests = new SimulatedGuests(lock, this);
    private final Faults faults = new Faults(lock);
    private final Journal journal = new Journal(lock);
    private final SimulatedFiles files;
    private final RemovalWait removalWait;

    private SimulatedKernel(Builder builder) {
        this.profile = builder.profile;
        this.removalWait = new RemovalWait(lock, builder.removalWait);
        this.machine = new SimulatedLpar(lock, builder);
        this.bus = new SimulatedApBus(profile, machine, uevents, builder.masks, builder.apParameters);
        this.vfioAp = new VfioApModule(profile, machine, bus);
        this.files = new SimulatedFiles(new KernelTree(profile, machine, bus, vfioAp::loaded).root());
        machine.together(() -> {
            builder.adapters.forEach(machine::plug);
            machine.addUsageDomains(builder.usageDomains);
            machine.addControlDomains(builder.controlDomains);
        });
        bus.scan();
        machine.onChange(bus::scan);
        if (builder.vfioApLoaded) {
            loadVfioAp();
        }
    }

    /**
     * Returns a builder for a kernel: by default Linux 6.12 with vfio_ap loaded, on a machine without adapters.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the sysfs of the kernel, for the library.
     *
     * @return a sysfs, each access atomic
     */
    public Sysfs sysfs() {
        return new SimulatedSysfs(lock, files, faults, journal, removalWait);
    }

    /**
     * Returns the files of the kernel as system calls see them, for replaying traces.
     *
     * @return raw access to the files
     */
    public SimulatedSystemCalls systemCalls() {
        return new SimulatedSystemCalls(lock, files);
    }

    /**
     * Returns the machine below the kernel.
     *
     * @return what an operator can change
     */
    public SimulatedLpar machine() {
        return machine;
    }

    /**
     * Returns the guests on the host.
     *
     * @return what QEMU can do
     */
    public SimulatedGuests guests() {
        return guests;
    }

    /**
     * Returns the errors that the sysfs shall give.
     *
     * @return a plan, at first without errors
     */
    public Faults faults() {
        return faults;
    }

    /**
     * Returns what the library did with the sysfs.
     *
     * @return the accesses
     */
    public Journal journal() {
        return journal;
    }

    /**
     * Returns what the kernel told user space.
     *
     * @return the events
     */
    public UeventStream uevents() {
        return uevents;
    }

    /**
     * Returns how this kernel behaves.
     *
     * @return the profile
     */
    public KernelProfile profile() {
        return profile;
    }

    /** Loads the vfio_ap module, as {@code modprobe} does: free queues are bound to it. Does nothing if it is loaded. */
    public void loadVfioAp() {
        synchronized (lock) {
            vfioAp.load();
        }
    }

    /**
     * Unloads the vfio_ap module, as {@code rmmod} does: its devices go, its queues stay without driver. Does nothing if
     * it is not loaded.
     *
     * @throws KernelRefusal with EAGAIN if a guest has a device open
     */
    public void unloadVfioAp() {
        synchronized (lock) {
            vfioAp.unload();
        }
    }

    SimulatedVfioAp loadedVfioAp() {
        return vfioAp.loaded().orElseThrow(() -> new KernelRefusal(Errno.ENOENT));
    }

    /** Describes a kernel and its machine; not thread-safe. */
    public static final class Builder {
        KernelProfile profile = KernelProfile.LINUX_6_12;
        HostMasks masks = HostMasks.allReserved();
        boolean reportsConfiguration = true;
        final ApParameters apParameters = new ApParameters();
        boolean extendedAddressing = true;
        boolean interrupts = true;
        AdapterId maxAdapter = AdapterId.of(AdapterId.MAX_VALUE);
        DomainId maxDomain = DomainId.of(DomainId.MAX_VALUE);
        private final Map<AdapterId, CardType> adapters = new TreeMap<>();
        private DomainSet usageDomains = DomainSet.none();
        private DomainSet controlDomains = DomainSet.none();
        private boolean vfioApLoaded = true;
        private Duration removalWait = Duration.ZERO;

        private Builder() {}

        /**
         * Sets how the kernel behaves.
         *
         * @param value the profile
         * @return this builder
         */
        public Builder profile(KernelProfile value) {
            this.profile = value;
            return this;
        }

        /**
         * Plugs an adapter before the kernel boots.
         *
         * @param adapter the slot
         * @param type the type
         * @return this builder
         */
        public Builder adapter(AdapterId adapter, CardType type) {
            adapters.put(adapter, type);
            return this;
        }

        /**
         * Sets the usage domains of the LPAR.
         *
         * @param domains the domains
         * @return this builder
         */
        public Builder usageDomains(DomainSet domains) {
            this.usageDomains = domains;
            return this;
        }

        /**
         * Sets the control domains of the LPAR.
         *
         * @param domains the domains
         * @return this builder
         */
        public Builder controlDomains(DomainSet domains) {
            this.controlDomains = domains;
            return this;
        }

        /**
         * Sets the masks that the kernel boots with; by default all queues are reserved.
         *
         * @param value apmask and aqmask
         * @return this builder
         */
        public Builder masks(HostMasks value) {
            this.masks = value;
            return this;
        }

        /**
         * Gives a parameter to the AP bus, like {@code ap.NAME=VALUE} on the kernel's command line.
         *
         * @param name apmask, aqmask, domain, poll_thread or useirq; a mask starts from all zeros, and one that is not
         *     understood is all zeros
         * @param value its value
         * @return this builder
         * @throws IllegalArgumentException if the AP bus has no such parameter
         */
        public Builder apParameter(String name, String value) {
            apParameters.put(name, value);
            return this;
        }

        /**
         * Sets whether vfio_ap is loaded at boot; by default it is.
         *
         * @param loaded whether it is loaded
         * @return this builder
         */
        public Builder vfioApLoaded(boolean loaded) {
            this.vfioApLoaded = loaded;
            return this;
        }

        /**
         * Sets how long a write to {@code remove} waits for a guest to be detached, by another thread; by default not at
         * all. When the time is over the write ends with a {@link WouldBlockException}.
         *
         * @param limit the longest wait
         * @return this builder
         */
        public Builder removalWait(Duration limit) {
            this.removalWait = limit;
            return this;
        }

        /**
         * Sets the largest adapter number that the machine reports; by default 255.
         *
         * @param adapter the adapter
         * @return this builder
         */
        public Builder maxAdapter(AdapterId adapter) {
            this.maxAdapter = adapter;
            return this;
        }

        /**
         * Sets the largest domain number that the machine reports; by default 255.
         *
         * @param domain the domain
         * @return this builder
         */
        public Builder maxDomain(DomainId domain) {
            this.maxDomain = domain;
            return this;
        }

        /**
         * Sets whether the machine has extended addressing (APXA); by default it has. Without it adapters go to 63 and
         * domains to 15.
         *
         * @param present whether it has
         * @return this builder
         */
        public Builder extendedAddressing(boolean present) {
            this.extendedAddressing = present;
            return this;
        }

        /**
         * Sets whether the machine has interrupts for adapters; by default it has.
         *
         * @param present whether it has
         * @return this builder
         */
        public Builder interrupts(boolean present) {
            this.interrupts = present;
            return this;
        }

        /**
         * Sets whether the machine reports the LPAR's configuration (QCI); by default it does. Without it Linux finds
         * queues by probing, there is no extended addressing, and no guest ever gets a queue.
         *
         * @param reported whether it does
         * @return this builder
         */
        public Builder reportsConfiguration(boolean reported) {
            this.reportsConfiguration = reported;
            return this;
        }

        /**
         * Boots the kernel.
         *
         * @return the kernel, its bus scanned once
         */
        public SimulatedKernel build() {
            return new SimulatedKernel(this);
        }
    }
}
