package io.github.apmatrix.health;

import java.util.Locale;

/**
 * What {@link HealthCheck} finds. The identifiers are part of the interface: they never change, but there may come more.
 *
 * <p>Where an adapter or queue has trouble, the severity depends on who uses it: {@link Severity#NOTICE} if no mediated
 * device is known to have it, {@link Severity#CRITICAL} if a running guest has it, else {@link Severity#WARNING}.
 *
 * @since 0.1.0
 */
public enum HostTrouble {
    /** {@code adapter-checkstopped}: an adapter is broken; guests keep its queues, but get no answers. By use. */
    ADAPTER_CHECKSTOPPED,
    /** {@code adapter-deconfigured}: an adapter is in standby; guests keep its queues, but get no answers. By use. */
    ADAPTER_DECONFIGURED,
    /**
     * {@code adapter-offline}: an adapter that works was switched off for programs of the host. A notice: guests go on using it.
     */
    ADAPTER_OFFLINE,
    /** {@code queue-checkstopped}: queues of an adapter are checkstopped, but the adapter is not. By use. */
    QUEUE_CHECKSTOPPED,
    /** {@code queue-deconfigured}: queues were deconfigured at the last bus scan, but their adapter is not now. By use. */
    QUEUE_DECONFIGURED,
    /** {@code queue-offline}: queues of the host were switched off, but their adapter was not. A notice. */
    QUEUE_OFFLINE,
    /**
     * {@code queue-without-driver}: queues that no mediated device has are bound to no driver. A notice; for those that a
     * device has, there is {@link #QUEUES_FILTERED}.
     */
    QUEUE_WITHOUT_DRIVER,
    /** {@code vfio-ap-not-loaded}: the masks free queues for vfio_ap, but it is not loaded, so nobody can use them. A warning. */
    VFIO_AP_NOT_LOADED,
    /**
     * {@code configuration-not-reported}: the machine does not report the LPAR's configuration (QCI), so no guest gets the
     * queues of its device. Critical if such a guest runs, else a warning.
     */
    CONFIGURATION_NOT_REPORTED,
    /** {@code device-being-removed}: a device was removed and waits for its guest, keeping its queues. A notice. */
    DEVICE_BEING_REMOVED,
    /** {@code device-without-driver}: a device was unbound from its driver and cannot be used any more. A warning. */
    DEVICE_WITHOUT_DRIVER,
    /**
     * {@code queues-filtered}: the guest of a device does not get queues that the LPAR has, because these or others of
     * their adapters are not bound to vfio_ap. Critical if the guest runs, else a warning.
     */
    QUEUES_FILTERED,
    /**
     * {@code guest-matrix-stale}: an evaluation now would give the guest of a device other queues. Where the kernel has no
     * {@code ap_config}, an earlier failed reset looks the same. Critical if the guest runs and lacks queues, else a warning.
     */
    GUEST_MATRIX_STALE,
    /**
     * {@code over-provisioned}: a device is assigned what the LPAR does not have. A warning; a notice if it is only control
     * domains.
     */
    OVER_PROVISIONED,
    /** {@code control-domain-missing}: a usage domain of a device is not one of its control domains, as is advised. A notice. */
    CONTROL_DOMAIN_MISSING,
    /**
     * {@code control-domain-of-other-guest}: a control domain of a device is not its own usage domain, but that of another
     * device; the kernel does not check. Critical if both have a common adapter there: its guest can manage the other's keys.
     * Else a warning: adapters keep their keys apart, but the next assignment of an adapter is not checked either.
     */
    CONTROL_DOMAIN_OF_OTHER_GUEST,
    /** {@code no-failover}: all queues of a device are on a single adapter. A notice. */
    NO_FAILOVER,
    /**
     * {@code matrix-cut}: the kernel shows only the first 4095 bytes of a matrix or guest matrix, so that not all of the
     * device could be checked. A notice.
     */
    MATRIX_CUT;

    /**
     * Returns the identifier of the findings.
     *
     * @return for example {@code no-failover}
     */
    public String identifier() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Finding finding(Severity severity, Culprit culprit, String description, String remedy) {
        return new Finding(identifier(), severity, culprit, description, remedy);
    }

    /** Returns the identifier. */
    @Override
    public String toString() {
        return identifier();
    }
}
