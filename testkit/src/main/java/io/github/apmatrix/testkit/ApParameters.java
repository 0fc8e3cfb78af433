package io.github.apmatrix.testkit;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MaskUpdate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of the AP bus as they were given at boot. Source: {@code ap_bus.c}. */
final class ApParameters {
    private static final Set<String> MASKS = Set.of("apmask", "aqmask");
    private static final Set<String> NUMBERS = Set.of("domain", "poll_thread", "useirq");

    private final Map<String, String> given = new HashMap<>();

    void put(String name, String value) {
        if (NUMBERS.contains(name)) {
            requireNumber(name, value);
        } else if (!MASKS.contains(name)) {
            throw new IllegalArgumentException("the AP bus has no parameter " + name);
        }
        given.put(name, value);
    }

    private static void requireNumber(String name, String value) {
        try {
            number(value);
        } catch (KernelRefusal e) {
            throw new IllegalArgumentException("parameter " + name + " is not a number: \"" + value + '"', e);
        }
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(given.get(name));
    }

    /** The default domain, or -1. */
    int domain() {
        return number("domain", -1);
    }

    boolean startsPollThread() {
        return number("poll_thread", 0) != 0;
    }

    boolean usesInterrupts() {
        return number("useirq", 1) != 0;
    }

    private int number(String name, int byDefault) {
        return text(name).map(ApParameters::number).orElse(byDefault);
    }

    private static int number(String value) {
        return KernelText.anyBase(value, MaskUpdate.Overflow.REFUSED);
    }

    /** A mask parameter starts from all zeros, and a syntax error leaves it so. */
    HostMasks masks(HostMasks otherwise) {
        HostMasks masks = otherwise;
        if (given.containsKey("apmask")) {
            masks = masks.withApmask(AdapterSet.of(mask("apmask")));
        }
        return given.containsKey("aqmask") ? masks.withAqmask(DomainSet.of(mask("aqmask"))) : masks;
    }

    private ApMask mask(String name) {
        try {
            return MaskUpdate.parse(text(name).orElse("")).applyTo(ApMask.none());
        } catch (ApFormatException e) {
            return ApMask.none();
        }
    }
}
