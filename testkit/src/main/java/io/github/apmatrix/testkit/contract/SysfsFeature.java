package io.github.apmatrix.testkit.contract;

/**
 * What a {@link io.github.apmatrix.sysfs.Sysfs} under test can do beyond reading.
 *
 * @since 0.1.0
 */
public enum SysfsFeature {
    /** Attributes that nobody can read or write are refused, also for root, as the kernel does. */
    ENFORCES_MODES,
    /** Attributes can be written. */
    WRITES,
    /** A kernel, real or simulated, looks at what is written, refuses it or follows it. */
    ACTS_ON_WRITES
}
