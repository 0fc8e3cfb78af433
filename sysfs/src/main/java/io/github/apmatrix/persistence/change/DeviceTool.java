package io.github.apmatrix.persistence.change;

/**
 * A tool that defines and starts mediated devices.
 *
 * @since 0.1.0
 */
public enum DeviceTool {
    /** {@code mdevctl}, 1.3.0 or later. */
    MDEVCTL,
    /** {@code virsh nodedev-...} of libvirt, 10.1.0 or later, which runs mdevctl. */
    VIRSH
}
