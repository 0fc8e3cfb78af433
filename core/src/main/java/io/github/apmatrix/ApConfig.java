package io.github.apmatrix;

import java.util.Objects;

/**
 * A matrix and control domains: the three masks of an AP configuration. This is what an LPAR gives to Linux (as QCI
 * reports it), and what {@code ap_config} of a mediated device holds.
 *
 * <p>Control domains are independent of the usage domains of the matrix: each may be without the other.
 *
 * @param matrix adapters and usage domains
 * @param controlDomains domains that may be administered
 * @since 0.1.0
 */
public record ApConfig(Matrix matrix, DomainSet controlDomains) {
    private static final ApConfig NONE = new ApConfig(Matrix.none(), DomainSet.none());
    private static final String WHAT = "an AP configuration of three masks";

    /**
     * Checks that both parts are there.
     *
     * @param matrix adapters and usage domains
     * @param controlDomains domains that may be administered
     */
    public ApConfig {
        Objects.requireNonNull(matrix, "matrix");
        Objects.requireNonNull(controlDomains, "controlDomains");
    }

    /**
     * Returns the configuration without anything.
     *
     * @return no adapters, no domains, no control domains
     */
    public static ApConfig none() {
        return NONE;
    }

    /**
     * Returns a configuration without control domains.
     *
     * @param adapters the adapters
     * @param usageDomains the usage domains
     * @return the configuration
     */
    public static ApConfig of(AdapterSet adapters, DomainSet usageDomains) {
        return of(Matrix.of(adapters, usageDomains));
    }

    /**
     * Returns a configuration without control domains.
     *
     * @param matrix adapters and usage domains
     * @return the configuration
     */
    public static ApConfig of(Matrix matrix) {
        return new ApConfig(matrix, DomainSet.none());
    }

    /**
     * Returns the configuration of the text that {@code ap_config} shows.
     *
     * @param text three masks in their full form, separated by commas: adapters, usage domains, control domains;
     *     without newline
     * @return the configuration
     * @throws ApFormatException if the text has another form
     */
    public static ApConfig parse(String text) {
        ApMask[] masks = new ApMask[3];
        int index = 0;
        for (int i = 0; i < masks.length; i++) {
            if (i > 0 && (index == text.length() || text.charAt(index++) != ',')) {
                throw ApFormatException.unexpected(WHAT, text, MaskText.LENGTH * i + i - 1, "a comma");
            }
            masks[i] = MaskText.parse(WHAT, text, index);
            index += MaskText.LENGTH;
        }
        if (index < text.length()) {
            throw ApFormatException.unexpected(WHAT, text, index, "the end after three masks");
        }
        return of(AdapterSet.of(masks[0]), DomainSet.of(masks[1])).withControlDomains(DomainSet.of(masks[2]));
    }

    /**
     * Returns the adapters of the matrix.
     *
     * @return the adapters
     */
    public AdapterSet adapters() {
        return matrix.adapters();
    }

    /**
     * Returns the usage domains of the matrix.
     *
     * @return the usage domains
     */
    public DomainSet usageDomains() {
        return matrix.domains();
    }

    /**
     * Returns this configuration with other control domains.
     *
     * @param newControlDomains the control domains
     * @return the same matrix with these control domains
     */
    public ApConfig withControlDomains(DomainSet newControlDomains) {
        return new ApConfig(matrix, newControlDomains);
    }

    /**
     * Returns this configuration with the usage domains as control domains, as most guests have it.
     *
     * @return the same matrix, each usage domain also a control domain
     */
    public ApConfig withControlDomainsLikeUsage() {
        return withControlDomains(matrix.domains());
    }

    /**
     * Returns this configuration with another matrix.
     *
     * @param newMatrix adapters and usage domains
     * @return that matrix with the control domains of this configuration
     */
    public ApConfig withMatrix(Matrix newMatrix) {
        return new ApConfig(newMatrix, controlDomains);
    }

    /**
     * Returns what this and another configuration have in common.
     *
     * @param other the other configuration
     * @return each of the three masks intersected
     */
    public ApConfig intersect(ApConfig other) {
        return new ApConfig(matrix.intersect(other.matrix), controlDomains.intersect(other.controlDomains));
    }

    /**
     * Returns what this or another configuration has.
     *
     * @param other the other configuration
     * @return the union of each of the three masks; the matrix can have queues that neither had
     */
    public ApConfig union(ApConfig other) {
        return of(adapters().union(other.adapters()), usageDomains().union(other.usageDomains()))
                .withControlDomains(controlDomains.union(other.controlDomains));
    }

    /**
     * Returns what this configuration has and another does not have.
     *
     * @param other the other configuration
     * @return each of the three masks without the bits of the other one
     */
    public ApConfig difference(ApConfig other) {
        return of(adapters().difference(other.adapters()), usageDomains().difference(other.usageDomains()))
                .withControlDomains(controlDomains.difference(other.controlDomains));
    }

    /** Returns the text that {@code ap_config} shows, without newline: 200 characters that {@link #parse} reads. */
    @Override
    public String toString() {
        return adapters().mask() + "," + usageDomains().mask() + "," + controlDomains.mask();
    }
}
