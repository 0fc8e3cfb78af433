package io.github.apmatrix.persistence.boot;

import java.util.Objects;

/**
 * Where something is configured.
 *
 * @param document the name of the document, for example the path of a file
 * @param place where in it, for example {@code line 3}, or the whole kernel parameter
 * @since 0.1.0
 */
public record BootPlace(String document, String place) {
    /**
     * Checks that both are there.
     *
     * @param document the name of the document
     * @param place where in it
     */
    public BootPlace {
        Objects.requireNonNull(document, "document");
        Objects.requireNonNull(place, "place");
    }

    /** Returns both, for example {@code /etc/modules-load.d/vfio_ap.conf, line 3}. */
    @Override
    public String toString() {
        return document + ", " + place;
    }
}
