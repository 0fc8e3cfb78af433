package io.github.apmatrix.persistence.chzdev;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import java.util.Objects;
import java.util.Optional;

/**
 * Masks of a configuration in which each can be left open.
 *
 * @param apmask the adapters that the host keeps; empty if the configuration does not say
 * @param aqmask the usage domains that the host keeps; empty if the configuration does not say
 * @since 0.1.0
 */
public record MaskSettings(Optional<AdapterSet> apmask, Optional<DomainSet> aqmask) {
    private static final MaskSettings NONE = new MaskSettings(Optional.empty(), Optional.empty());

    /**
     * Checks that both are there.
     *
     * @param apmask the adapters, or empty
     * @param aqmask the usage domains, or empty
     */
    public MaskSettings {
        Objects.requireNonNull(apmask, "apmask");
        Objects.requireNonNull(aqmask, "aqmask");
    }

    /**
     * Returns the settings that leave both masks open.
     *
     * @return no masks
     */
    public static MaskSettings none() {
        return NONE;
    }

    /**
     * Returns the settings of both masks.
     *
     * @param masks the masks
     * @return both masks
     */
    public static MaskSettings of(HostMasks masks) {
        return new MaskSettings(Optional.of(masks.apmask()), Optional.of(masks.aqmask()));
    }

    /**
     * Returns whether both masks are open.
     *
     * @return true if there is neither mask
     */
    public boolean isEmpty() {
        return apmask.isEmpty() && aqmask.isEmpty();
    }

    /**
     * Returns these masks, completed by others. chzdev and ap-check take the active masks where the persistent
     * configuration is open.
     *
     * @param others the masks for what is open here
     * @return both masks
     */
    public HostMasks orElse(HostMasks others) {
        return new HostMasks(apmask.orElse(others.apmask()), aqmask.orElse(others.aqmask()));
    }

    MaskSettings with(MaskName name, ApMask mask) {
        return switch (name) {
            case APMASK -> new MaskSettings(Optional.of(AdapterSet.of(mask)), aqmask);
            case AQMASK -> new MaskSettings(apmask, Optional.of(DomainSet.of(mask)));
        };
    }

    Optional<ApMask> mask(MaskName name) {
        return switch (name) {
            case APMASK -> apmask.map(AdapterSet::mask);
            case AQMASK -> aqmask.map(DomainSet::mask);
        };
    }
}
