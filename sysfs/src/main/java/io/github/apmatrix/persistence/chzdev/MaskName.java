package io.github.apmatrix.persistence.chzdev;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which mask; in texts the kernel's name of it. */
enum MaskName {
    APMASK,
    AQMASK;

    static Optional<MaskName> of(String text) {
        return Stream.of(values()).filter(name -> name.toString().equals(text)).findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
