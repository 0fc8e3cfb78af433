package io.github.apmatrix.host;

/**
 * Something that not every kernel or machine can do. Found by the files that are there, never by a release number,
 * because distributions backport.
 *
 * @since 0.1.0
 */
public enum KernelFeature {
    /** The machine reports the LPAR's configuration (QCI): the masks of the LPAR can be read, guests can get queues. */
    LPAR_CONFIGURATION,
    /** Devices show their {@code guest_matrix}; assignments can change while a guest runs. Since Linux 6.0. */
    GUEST_MATRIX,
    /** Devices have {@code ap_config}: all three masks in one write. Since Linux 6.10. */
    AP_CONFIG,
    /** Queues of vfio_ap show their {@code status}. Since Linux 5.17. */
    QUEUE_STATUS,
    /** Queues have {@code driver_override}. Since Linux 6.19. */
    DRIVER_OVERRIDE,
    /** The bus shows {@code bindings_complete_count}. Since Linux 6.19. */
    BINDINGS_COMPLETE_COUNT
}
