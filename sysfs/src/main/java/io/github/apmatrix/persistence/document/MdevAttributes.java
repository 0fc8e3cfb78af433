package io.github.apmatrix.persistence.document;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApConfig;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The attributes of a vfio_ap mediated device in the order in which they are written.
 *
 * @param list the attributes; the same can come several times
 * @since 0.1.0
 */
public record MdevAttributes(ImmutableList<MdevAttribute> list) {
    private static final MdevAttributes NONE = new MdevAttributes(ImmutableList.of());

    /**
     * Checks that the list is there.
     *
     * @param list the attributes
     */
    public MdevAttributes {
        Objects.requireNonNull(list, "list");
    }

    /**
     * Returns no attributes.
     *
     * @return an empty list
     */
    public static MdevAttributes none() {
        return NONE;
    }

    /**
     * Returns some attributes.
     *
     * @param attributes the attributes in their order
     * @return the list
     */
    public static MdevAttributes copyOf(List<MdevAttribute> attributes) {
        return new MdevAttributes(ImmutableList.copyOf(attributes));
    }

    /**
     * Returns the attributes that assign a configuration.
     *
     * @param config adapters, usage domains and control domains
     * @return one attribute for each adapter, then for each usage domain, then for each control domain, in decimal
     */
    public static MdevAttributes of(ApConfig config) {
        return new MdevAttributes(Stream.of(
                        config.adapters().stream().map(MdevAttribute::of),
                        config.usageDomains().stream().map(MdevAttribute::of),
                        config.controlDomains().stream().map(MdevAttribute::ofControl))
                .flatMap(attributes -> attributes)
                .collect(ImmutableList.toImmutableList()));
    }

    /**
     * Returns what a new device has after all writes.
     *
     * @return what is assigned
     */
    public ApConfig config() {
        ApConfig config = ApConfig.none();
        for (MdevAttribute attribute : list) {
            config = attribute.applyTo(config);
        }
        return config;
    }

    /**
     * Returns attributes without detours: each number once, in ascending order, decimal, nothing unassigned.
     *
     * @return attributes that assign the same
     */
    public MdevAttributes normalised() {
        return of(config());
    }
}
