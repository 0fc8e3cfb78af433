package io.github.apmatrix.persistence;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.persistence.document.MdevAttribute;
import io.github.apmatrix.plan.Conflict;
import java.util.stream.Collectors;

/**
 * Why mdevctl cannot start a device. It removes what it has created then.
 *
 * @since 0.1.0
 */
public sealed interface StartFailure {
    /**
     * Returns the failure in words.
     *
     * @return a phrase without period
     */
    String description();

    /**
     * The kernel refuses to take a value.
     *
     * @param attribute the first attribute that is refused
     * @param conflicts why
     */
    record AttributeRefused(MdevAttribute attribute, ImmutableList<Conflict> conflicts) implements StartFailure {
        @Override
        public String description() {
            return "writing " + attribute.value() + " to " + attribute.name() + " is refused: "
                    + conflicts.stream().map(Conflict::description).collect(Collectors.joining("; "));
        }
    }

    /**
     * The kernel has no such attribute.
     *
     * @param attribute the attribute
     */
    record AttributeMissing(MdevAttribute attribute) implements StartFailure {
        @Override
        public String description() {
            return "devices of this kernel have no attribute " + attribute.name();
        }
    }

    /** The device has control domains but no usage domain, which ap-check refuses; the kernel would not. */
    record ControlWithoutUsage() implements StartFailure {
        @Override
        public String description() {
            return "ap-check refuses control domains without any usage domain";
        }
    }
}
