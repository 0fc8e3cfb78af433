package io.github.apmatrix.persistence;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.boot.BootMasks;
import io.github.apmatrix.persistence.chzdev.ApRules;
import io.github.apmatrix.persistence.chzdev.MaskSettings;
import io.github.apmatrix.persistence.document.RootDirectory;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that is kept for the next boot of a host. Driver overrides are not: they do not survive.
 *
 * <p>At boot these act in this order: the kernel starts with the masks of its parameters ({@code ap.apmask=},
 * {@code ap.aqmask=}); modules that are listed for it are loaded; when all queues have a driver, the udev rule of chzdev sets the
 * masks, which overrides the parameters, and loads vfio_ap. When vfio_ap is loaded, from wherever, mdevctl starts the devices
 * that are defined with {@code start} {@code auto}. {@link BootForecast} plays it.
 *
 * @param rules the udev rule of chzdev, {@code 41-ap.rules}, if there is one that sets or loads anything
 * @param boot the masks of the kernel's parameters
 * @param earlyLoad what loads vfio_ap before the rule can, for example a file of {@code /etc/modules-load.d}
 * @param blacklisting what keeps vfio_ap from being loaded at boot, for example a line of {@code /etc/modprobe.d}
 * @param definitions the devices that mdevctl has definitions of
 * @param checksDefinitions whether mdevctl's callout of s390-tools, ap-check, is installed, which refuses to start some devices
 * @param problems sources that could not be read, or do not count
 * @since 0.1.0
 */
public record PersistentHost(
        Optional<ApRules> rules,
        BootMasks boot,
        Optional<String> earlyLoad,
        Optional<String> blacklisting,
        ImmutableSortedMap<MediatedDeviceId, MdevDefinition> definitions,
        boolean checksDefinitions,
        ImmutableList<SourceProblem> problems) {
    private static final PersistentHost NONE = new PersistentHost(
            Optional.empty(),
            new BootMasks(Optional.empty(), Optional.empty(), ImmutableList.of()),
            Optional.empty(),
            Optional.empty(),
            ImmutableSortedMap.of(),
            false,
            ImmutableList.of());

    /**
     * Checks that all are there.
     *
     * @param rules the udev rule of chzdev
     * @param boot the masks of the kernel's parameters
     * @param earlyLoad what loads vfio_ap before the rule can
     * @param blacklisting what keeps vfio_ap from being loaded
     * @param definitions the devices that mdevctl has definitions of
     * @param checksDefinitions whether ap-check is installed
     * @param problems sources that could not be read, or do not count
     */
    public PersistentHost {
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(boot, "boot");
        Objects.requireNonNull(earlyLoad, "earlyLoad");
        Objects.requireNonNull(blacklisting, "blacklisting");
        Objects.requireNonNull(definitions, "definitions");
        Objects.requireNonNull(problems, "problems");
    }

    /**
     * Returns a host that keeps nothing.
     *
     * @return no rule, no parameter, no module, no definition
     */
    public static PersistentHost none() {
        return NONE;
    }

    /**
     * Reads all persistent sources of a host:
     *
     * <ul>
     *   <li>the udev rule {@code 41-ap.rules}: of {@code udev/rules.d} in {@code etc}, {@code run}, {@code usr/local/lib} and
     *       {@code usr/lib} the first one, as udev does, although chzdev knows only that in {@code etc}; other rules that set
     *       a mask are not evaluated, but are among the problems;
     *   <li>{@code etc/mdevctl.d/matrix};
     *   <li>the kernel's command line: that of the boot entries ({@code etc/zipl.conf}, {@code boot/loader/entries},
     *       {@code etc/kernel/cmdline}) if they agree on the masks, otherwise {@code proc/cmdline};
     *   <li>{@code modules-load.d} and {@code modprobe.d} in {@code etc}, {@code run} and {@code usr/lib}, with their kernel
     *       parameters.
     * </ul>
     *
     * <p>What is missing is left out. What cannot be read, is malformed, or is not counted is named in
     * {@link #problems()}, and the rest is read nevertheless. Links are followed within the root.
     *
     * @param root the directory that has the host's {@code etc}, usually {@code /}
     * @return what is kept
     */
    public static PersistentHost read(Path root) {
        return new PersistentHostReader(RootDirectory.of(root)).read();
    }

    /**
     * Returns this host with another udev rule of chzdev.
     *
     * @param newRules the rule
     * @return the host, with all other parts as they are
     */
    public PersistentHost withRules(ApRules newRules) {
        return new PersistentHost(
                Optional.of(newRules), boot, earlyLoad, blacklisting, definitions, checksDefinitions, problems);
    }

    /**
     * Returns this host with other parameters of the kernel.
     *
     * @param newBoot the masks of the parameters
     * @return the host, with all other parts as they are
     */
    public PersistentHost withBoot(BootMasks newBoot) {
        return new PersistentHost(rules, newBoot, earlyLoad, blacklisting, definitions, checksDefinitions, problems);
    }

    /**
     * Returns this host with something that loads vfio_ap early.
     *
     * @param file what loads it
     * @return the host, with all other parts as they are
     */
    public PersistentHost withEarlyLoad(String file) {
        return new PersistentHost(
                rules, boot, Optional.of(file), blacklisting, definitions, checksDefinitions, problems);
    }

    /**
     * Returns this host with a definition more, or another one of the same device.
     *
     * @param device the device
     * @param definition its definition
     * @return the host, with all other parts as they are
     */
    public PersistentHost with(MediatedDeviceId device, MdevDefinition definition) {
        TreeMap<MediatedDeviceId, MdevDefinition> changed = new TreeMap<>(definitions);
        changed.put(device, definition);
        return new PersistentHost(
                rules, boot, earlyLoad, blacklisting, ImmutableSortedMap.copyOf(changed), checksDefinitions, problems);
    }

    /**
     * Returns the masks that are kept: those of the rule; where it has none, those of the kernel's parameters; where these
     * have none, all ones.
     *
     * @return the masks to expect after the next boot, if the rule acts and is not refused
     */
    public HostMasks masks() {
        return rules.map(ApRules::masks).orElse(MaskSettings.none()).orElse(boot.masks());
    }

    /**
     * Returns the definitions of the devices that mdevctl starts when vfio_ap is loaded.
     *
     * @return the definitions with {@code start} {@code auto}
     */
    public ImmutableSortedMap<MediatedDeviceId, MdevDefinition> autostarted() {
        return ImmutableSortedMap.copyOf(
                Maps.filterValues(definitions, definition -> definition.start() == MdevDefinition.Start.AUTO));
    }

    /**
     * Returns whether anything has vfio_ap loaded at boot.
     *
     * @return true if a module list or the rule does, and nothing keeps it out
     */
    public boolean loadsVfioAp() {
        return blacklisting.isEmpty()
                && (earlyLoad.isPresent() || rules.filter(ApRules::loadsVfioAp).isPresent());
    }
}
