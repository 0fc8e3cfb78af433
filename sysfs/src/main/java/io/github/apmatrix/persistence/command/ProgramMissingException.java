package io.github.apmatrix.persistence.command;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;

/**
 * A program is not installed, at least not where programs are searched for.
 *
 * @since 0.1.0
 */
public final class ProgramMissingException extends HostCommandException {
    private static final long serialVersionUID = 1L;
    private static final String S390_TOOLS = "s390-tools";
    private static final String MDEVCTL = "mdevctl";
    private static final ImmutableMap<String, String> PACKAGES = ImmutableMap.<String, String>builder()
            .put("chzdev", S390_TOOLS)
            .put("lszdev", S390_TOOLS)
            .put("lszcrypt", S390_TOOLS)
            .put("chzcrypt", S390_TOOLS)
            .put("mdevctl", MDEVCTL)
            .put("lsmdev", MDEVCTL)
            .put("virsh", "libvirt-clients")
            .put("modprobe", "kmod")
            .buildOrThrow();

    /**
     * Makes the exception.
     *
     * @param command the command whose program is missing
     */
    public ProgramMissingException(HostCommand command) {
        super(command, problem(command), null);
    }

    private static String problem(HostCommand command) {
        return "there is no program " + command.program()
                + packageOf(command)
                        .map(name -> "; usually the package " + name + " has it")
                        .orElse("");
    }

    private static Optional<String> packageOf(HostCommand command) {
        return Optional.ofNullable(PACKAGES.get(command.programName()));
    }

    /**
     * Returns the package that usually has the program.
     *
     * @return for example {@code s390-tools}; empty if that is not known
     */
    public Optional<String> packageName() {
        return packageOf(command());
    }
}
