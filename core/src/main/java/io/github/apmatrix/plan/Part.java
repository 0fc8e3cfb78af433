package io.github.apmatrix.plan;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import java.util.stream.IntStream;

/**
 * One of the three masks of an {@link ApConfig}.
 *
 * @since 0.1.0
 */
public enum Part {
    /** Adapters. */
    ADAPTER("adapter"),
    /** Usage domains. */
    DOMAIN("domain"),
    /** Control domains. */
    CONTROL_DOMAIN("control_domain");

    private final String attributeSuffix;

    Part(String attributeSuffix) {
        this.attributeSuffix = attributeSuffix;
    }

    /** Returns the configuration that has only this number in this part. */
    ApConfig only(int number) {
        return switch (this) {
            case ADAPTER -> ApConfig.of(AdapterSet.adapters(number), DomainSet.none());
            case DOMAIN -> ApConfig.of(AdapterSet.none(), DomainSet.domains(number));
            case CONTROL_DOMAIN -> ApConfig.none().withControlDomains(DomainSet.domains(number));
        };
    }

    /**
     * Returns the numbers that a configuration has in this part.
     *
     * @param config a configuration
     * @return the numbers, ascending
     */
    public IntStream numbersOf(ApConfig config) {
        return switch (this) {
            case ADAPTER -> config.adapters().stream().mapToInt(AdapterId::value);
            case DOMAIN -> config.usageDomains().stream().mapToInt(DomainId::value);
            case CONTROL_DOMAIN -> config.controlDomains().stream().mapToInt(DomainId::value);
        };
    }

    /** Returns the number as it is written to the kernel. */
    String text(int number) {
        return this == ADAPTER
                ? AdapterId.of(number).toNumber()
                : DomainId.of(number).toNumber();
    }

    /** Returns the end of the attributes' names: {@code adapter}, {@code domain} or {@code control_domain}. */
    @Override
    public String toString() {
        return attributeSuffix;
    }
}
