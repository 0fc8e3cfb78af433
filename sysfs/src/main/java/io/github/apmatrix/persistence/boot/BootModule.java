package io.github.apmatrix.persistence.boot;

import java.util.Objects;

/**
 * A module that is named to be loaded at boot.
 *
 * @param name the name as it is written
 * @param place where it is written
 * @since 0.1.0
 */
public record BootModule(String name, BootPlace place) {
    /**
     * Checks that both are there.
     *
     * @param name the name as it is written
     * @param place where it is written
     */
    public BootModule {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(place, "place");
    }

    /**
     * Returns whether this is vfio_ap.
     *
     * @return true for {@code vfio_ap} and {@code vfio-ap}
     */
    public boolean isVfioAp() {
        return ModulesLoad.isVfioAp(name);
    }
}
