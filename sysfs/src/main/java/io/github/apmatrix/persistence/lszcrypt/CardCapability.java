package io.github.apmatrix.persistence.lszcrypt;

import java.util.Optional;

/**
 * What a card can do, as {@code lszcrypt -c} words it.
 *
 * @since 0.1.0
 */
public enum CardCapability {
    /** RSA with keys in the clear, up to 2048 bits. */
    RSA_2K("RSA 2K Clear Key"),
    /** RSA with keys in the clear, up to 4096 bits. */
    RSA_4K("RSA 4K Clear Key"),
    /** CCA with secure keys, without a word on the function set. */
    CCA("CCA Secure Key"),
    /** CCA with secure keys and all functions. */
    CCA_FULL("CCA Secure Key (full function set)"),
    /** CCA with secure keys; the hypervisor limits the functions. */
    CCA_RESTRICTED("CCA Secure Key (restricted function set)"),
    /** EP11 with secure keys. */
    EP11("EP11 Secure Key"),
    /** Stateless filtering in hardware. */
    STATELESS_FILTERING("Hardware support for stateless filtering"),
    /** Long random numbers. */
    LONG_RNG("Long RNG");

    private final String text;

    CardCapability(String text) {
        this.text = text;
    }

    static Optional<CardCapability> of(String text) {
        for (CardCapability capability : values()) {
            if (capability.text.equals(text)) {
                return Optional.of(capability);
            }
        }
        return Optional.empty();
    }

    /** Returns lszcrypt's line, for example {@code RSA 4K Clear Key}. */
    @Override
    public String toString() {
        return text;
    }
}
