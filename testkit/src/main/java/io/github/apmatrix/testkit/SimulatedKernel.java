package io.github.apmatrix.testkit;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.sysfs.ApLock;
import io.github.apmatrix.sysfs.Capture;
import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.sysfs.Sysfs;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

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
    private final Faults faults;
    private final Journal journal = new Journal(lock);
    private final SimulatedFiles files;
    private final RemovalWait removalWait;
    private final ApLock configurationLock = ApLock.inMemory();

    private SimulatedKernel(Builder builder) {
        this.profile = builder.profile;
        this.removalWait = new RemovalWait(lock, builder.removalWait);
        this.machine = new SimulatedLpar(lock, builder);
        this.faults = new Faults(lock, machine.resetFaults());
        this.bus = new SimulatedApBus(profile, machine, uevents, builder.masks, builder.apParameters);
        this.vfioAp = new VfioApModule(profile, machine, bus);
        this.files = new SimulatedFiles(new KernelTree(profile, machine, bus, vfioAp).root());
    }

    private SimulatedKernel boot(Builder builder) {
        machine.together(() -> {
            builder.hardware.accept(machine);
            builder.adapters.forEach(machine::plug);
            machine.addUsageDomains(builder.usageDomains);
            machine.addControlDomains(builder.controlDomains);
        });
        bus.scan();
        if (builder.automaticScans) {
            machine.onChange(bus::scan);
        }
        if (builder.vfioApLoaded) {
            loadVfioAp();
        }
        return this;
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
     * Rebuilds a recorded host, so that what a user reports becomes a test: LPAR, masks, cards and queues with their
     * drivers, overrides and switches, mediated devices with what is assigned, their stored guest matrices and who holds
     * them. The objects are rebuilt and the text is dropped, so the kernel can be used like any other.
     *
     * <p>The profile is found by the files that are there, never by a release. {@code bindings_complete_count} of the bus
     * or {@code driver_override} of a queue: Linux 7.3. Otherwise {@code features} of vfio_ap or {@code ap_config} of a
     * device, or, if vfio_ap is not loaded, {@code features} of the bus without drivers for CEX2: Linux 6.12. Otherwise
     * with {@code features} of the bus: Linux 6.6. Otherwise Linux 6.1. On a host without any device the files of the bus
     * and of vfio_ap decide.
     *
     * <p>{@link Capture#record} gives the recorded text again, except:
     *
     * <ul>
     *   <li>{@code /proc/cmdline}, which is not below {@code /sys};
     *   <li>size, taint, holders and build identification of the module vfio_ap;
     *   <li>what could not be read when it was recorded, and files and settings that the profile does not have;
     *   <li>answers and measures of real adapters: {@code serialnr}, {@code mkvps}, {@code op_modes},
     *       {@code API_ordinalnr}, {@code FW_version}, {@code load}, {@code depth}, {@code max_msg_size},
     *       {@code requestq_count}, {@code pendingq_count};
     *   <li>{@code request_count} of EP11 cards and their queues: recording itself asks them.
     * </ul>
     *
     * <p>What a capture does not say:
     *
     * <ul>
     *   <li>The last reset of each queue by vfio_ap went well.
     *   <li>A guest has the assigned control domains that the LPAR has.
     *   <li>A device with a queue in use is held by a guest of its own, as by
     *       {@link SimulatedGuests#attach(MediatedDeviceId)}. When the module counts more holders than devices show, the
     *       first devices with an empty guest matrix have one too, then others are held by something that is no guest.
     *   <li>A device that is being removed has the queues that show as assigned and belong to no other device; it is the
     *       first one if there are several. A matrix that the kernel cut goes on with such queues too, a cut guest matrix
     *       with the adapters that are bound to vfio_ap. Without {@code guest_matrix} it is what the driver would filter.
     *   <li>Adapters of the LPAR without card have a type that never gets one. A queue that is missing on a card comes with
     *       the next scan. What is deconfigured is not checkstopped, and is switched on.
     *   <li>Masks that differ from those of the module parameters were written, and overrides are as many as there are
     *       queues with one. The bindings were counted as complete if they are.
     * </ul>
     *
     * @param capture the recorded host
     * @return a kernel in the recorded state
     * @throws IllegalArgumentException if the capture has no AP bus, or a device has a driver that is not simulated
     */
    public static SimulatedKernel load(Capture capture) {
        return new CaptureLoader(capture.sysfs()).load();
    }

    /**
     * Returns the sysfs of the kernel, for the library.
     *
     * @return a sysfs, each access atomic
     */
    public Sysfs sysfs() {
        return new SimulatedSysfs(lock, files, faults, journal, removalWait, configurationLock, uevents);
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

    /**
     * Returns a builder for the same kernel on the same machine after a reboot: all masks are ones, vfio_ap is not loaded, and
     * what was set or created is gone. What acts at boot (parameters of the kernel, udev, mdevctl) is up to the caller.
     *
     * @return a builder that has profile and machine as they are now; this kernel stays as it is
     */
    public Builder reboot() {
        Builder builder = new Builder();
        builder.profile = profile;
        builder.reportsConfiguration = machine.reportsConfiguration();
        builder.extendedAddressing = machine.hasExtendedAddressing();
        builder.interrupts = machine.hasInterrupts();
        builder.maxAdapter = machine.maxAdapter();
        builder.maxDomain = machine.maxDomain();
        builder.hardware = machine::copyTo;
        builder.vfioApLoaded = false;
        return builder;
    }

    SimulatedApBus bus() {
        return bus;
    }

    /** Takes over devices that were put on the bus, instead of a boot: from now on Linux sees changes of the machine. */
    void resume(Optional<SimulatedVfioAp> loaded) {
        vfioAp.restore(loaded);
        machine.onChange(bus::scan);
        uevents.clear();
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
        private Consumer<SimulatedLpar> hardware = machine -> {};
        private DomainSet usageDomains = DomainSet.none();
        private DomainSet controlDomains = DomainSet.none();
        private boolean vfioApLoaded = true;
        private boolean automaticScans = true;
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
         * @throws IllegalArgumentException if the AP bus has no such parameter, or domain, poll_thread or useirq is no number
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
         * Sets whether Linux sees a change of the machine at once; by default it does. Otherwise it sees what changed at
         * the next write to {@code /sys/bus/ap/scans}, as if the bus had not yet looked since: a real one looks every 30
         * seconds, or when the machine reports a change.
         *
         * @param automatic whether each change of the machine is followed by a bus scan
         * @return this builder
         */
        public Builder automaticScans(boolean automatic) {
            this.automaticScans = automatic;
            return this;
        }

        /**
         * Sets how long a write to {@code remove} waits for a guest to be detached, by another thread; by default not at
         * all. When the time is over the write ends with a {@link WouldBlockException}.
         *
         * @param limit the longest wait, not negative
         * @return this builder
         * @throws IllegalArgumentException if the limit is negative
         */
        public Builder removalWait(Duration limit) {
            if (limit.isNegative()) {
                throw new IllegalArgumentException("the wait for a removal is negative: " + limit);
            }
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
            return new SimulatedKernel(this).boot(this);
        }

        /** Makes the kernel without booting it: nothing on the bus, and nothing scanned. */
        SimulatedKernel prepare() {
            return new SimulatedKernel(this);
        }
    }
}
