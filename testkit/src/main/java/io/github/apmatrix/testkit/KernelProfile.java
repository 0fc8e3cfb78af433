package io.github.apmatrix.testkit;

import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.host.ApFunctions;
import io.github.apmatrix.rules.MaskVeto;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What differs between kernel releases. Distributions backport, so a real kernel can lie between two profiles.
 *
 * @since 0.1.0
 */
public enum KernelProfile {
    /** Linux 6.1: no {@code ap_config}, and a failed reset keeps a queue out of the guest matrix. */
    LINUX_6_1("6.1"),
    /**
     * Linux 6.6: as 6.1, but the bus shows its {@code features} and queues their {@code ap_functions}. It was not recorded;
     * each difference names its source, and where the release of a change is not known, 6.1 holds.
     */
    LINUX_6_6("6.6"),
    /** Linux 6.12: {@code ap_config}, and failed resets filter nothing. */
    LINUX_6_12("6.12"),
    /** Linux 7.3: driver overrides, and the in-use check of the masks does not look at the other mask. */
    LINUX_7_3("7.3");

    private final String release;

    KernelProfile(String release) {
        this.release = release;
    }

    /**
     * Returns the profile of a release.
     *
     * @param release a text that starts with the release, for example {@code 6.12.107-rig}
     * @return the profile
     * @throws IllegalArgumentException if no profile is for that release
     */
    public static KernelProfile ofRelease(String release) {
        for (KernelProfile profile : values()) {
            if (release.equals(profile.release) || release.startsWith(profile.release + ".")) {
                return profile;
            }
        }
        String known = Stream.of(values()).map(KernelProfile::release).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("no profile for Linux " + release + "; there are " + known);
    }

    /**
     * Returns the release that was recorded.
     *
     * @return for example {@code 6.12}
     */
    public String release() {
        return release;
    }

    private boolean isAtLeast(KernelProfile other) {
        return compareTo(other) >= 0;
    }

    /** The bus shows {@code features}: since 6.4 (pull request of that release). */
    boolean hasBusFeatures() {
        return isAtLeast(LINUX_6_6);
    }

    /** Queues show {@code ap_functions}: since 6.4 (pull request of that release). */
    boolean hasQueueFunctions() {
        return isAtLeast(LINUX_6_6);
    }

    /** Mediated devices have {@code ap_config}: since 6.10. */
    boolean hasApConfig() {
        return isAtLeast(LINUX_6_12);
    }

    /** The matrix device shows {@code features}: since 6.12. */
    boolean hasMatrixFeatures() {
        return isAtLeast(LINUX_6_12);
    }

    /** A scan initialises each configured queue that it finds, whatever driver takes it. */
    boolean initialisesNewQueues() {
        return isAtLeast(LINUX_6_12);
    }

    /** The old drivers for CEX2 and CEX3 are there. */
    boolean hasOldDrivers() {
        return !isAtLeast(LINUX_6_12);
    }

    /** Older kernels have drivers for CEX2 and CEX3, newer ones do not make devices for them. */
    boolean supports(SimulatedAdapter hardware) {
        return hardware.hardwareType() >= (hasOldDrivers() ? 6 : 10);
    }

    /**
     * The functions that a card shows: since 6.4 only the upper half is kept, and kernels with drivers for old types add
     * what these types always are.
     */
    ApFunctions cardFunctions(SimulatedAdapter hardware) {
        int word = hardware.functions().word() & (isAtLeast(LINUX_6_6) ? 0xffff_0000 : -1);
        if (!hasOldDrivers()) {
            return new ApFunctions(word);
        }
        return new ApFunctions(
                switch (hardware.hardwareType()) {
                    case 6, 8 -> word | ApFunctions.ACCELERATOR;
                    case 7, 9 -> word | ApFunctions.CCA;
                    default -> word;
                });
    }

    /** The bus of mediated devices is there without vfio_ap. */
    boolean hasMdevBuiltIn() {
        return !isAtLeast(LINUX_6_12);
    }

    /** Bindings are announced as complete at every successful probe, not at the end of scans and when a driver comes. */
    boolean checksBindingsAtProbes() {
        return !isAtLeast(LINUX_6_12);
    }

    boolean hasDriverOverride() {
        return isAtLeast(LINUX_7_3);
    }

    /** Older kernels print the depth code of the hardware, which is one less than the depth. */
    int depth() {
        return isAtLeast(LINUX_6_12) ? 8 : 7;
    }

    /** A checkstopped card or queue reads offline and cannot be switched online. */
    boolean checkstopIsOffline() {
        return isAtLeast(LINUX_6_12);
    }

    /** A queue that is configured again or no longer checkstopped is reset by the scan, not only marked for a reset. */
    boolean resetsRecoveredQueues() {
        return isAtLeast(LINUX_6_12);
    }

    /** {@code interrupt} shows what the queue answers, not what the bus remembers. */
    boolean showsInterruptsOfHardware() {
        return isAtLeast(LINUX_6_12);
    }

    /** The codes of a last reset with which a queue passes the filter: later kernels also accept deconfigured and checkstopped. */
    boolean acceptsResetCode(int code) {
        return code == SimulatedAdapter.RESET_NORMAL
                || (isAtLeast(LINUX_6_12) && SimulatedAdapter.NOT_OPERATING.contains(code));
    }

    /** Whether a slow reset is waited for without limit; earlier kernels give up after a few tries. */
    boolean waitsForSlowResets() {
        return isAtLeast(LINUX_6_12);
    }

    /** Queues of an adapter that is taken from a guest are all reset, not only the one that was unbound: since 6.8. */
    boolean resetsFilteredAdapters() {
        return isAtLeast(LINUX_6_12);
    }

    /** {@code poll_thread} takes a boolean instead of a number, {@code poll_timeout} takes 0. */
    boolean parsesPollSettingsStrictly() {
        return isAtLeast(LINUX_6_12);
    }

    /** Booleans can also be {@code e(nable)} and {@code d(isable)}. */
    boolean knowsEnableAndDisable() {
        return isAtLeast(LINUX_7_3);
    }

    /** Who may read the parameters of the AP bus. */
    int parameterMode() {
        return isAtLeast(LINUX_7_3) ? 0444 : 0440;
    }

    /** The directory of a device whose removal is blocked still has {@code vfio-dev}. */
    boolean keepsVfioDevWhileRemoving() {
        return !isAtLeast(LINUX_6_12);
    }

    /**
     * How a mask change takes a queue without driver: older kernels leave it alone unless it is reserved now, newer ones
     * unless it is free now. The kernel looks at a driver that is not there, so this is an accident of its memory layout.
     */
    boolean unboundCountsAsWithHost() {
        return isAtLeast(LINUX_7_3);
    }

    /** What loose parsers do with numbers above 64 bits: in masks, and where anything may follow a number. */
    MaskUpdate.Overflow overflow() {
        return isAtLeast(LINUX_7_3) ? MaskUpdate.Overflow.REFUSED : MaskUpdate.Overflow.WRAPS;
    }

    MaskVeto maskVeto() {
        return isAtLeast(LINUX_7_3) ? MaskVeto.BY_ANY_COUNTERPART : MaskVeto.BY_CURRENT_OTHER_MASK;
    }
}
