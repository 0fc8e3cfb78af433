package io.github.apmatrix.persistence.boot;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.RootDirectory;
import io.github.apmatrix.persistence.document.UnreadableFile;
import java.util.Objects;
import java.util.Optional;

/**
 * The modules that systemd-modules-load is told to load at boot.
 *
 * <p>First come those of the parameter {@code rd.modules_load=}, which counts in the initial RAM disk only, then those of
 * {@code modules_load=}, then those of the files {@code *.conf} in {@code /etc/modules-load.d}, {@code /run/modules-load.d},
 * {@code /usr/local/lib/modules-load.d}, {@code /usr/lib/modules-load.d} and {@code /lib/modules-load.d}, sorted by name. A
 * file hides those of its name in later directories. The initial RAM disk has files of its own, which are not seen here.
 *
 * <p>A module that is named here is not loaded if it is blocked ({@link ModuleBlocks}).
 *
 * <p>Source: modules-load.d(5), systemd-modules-load.service(8).
 *
 * @param modules the modules in the order in which they are loaded
 * @param unreadable files and directories that could not be read
 * @since 0.1.0
 */
public record BootModules(ImmutableList<BootModule> modules, ImmutableList<UnreadableFile> unreadable) {
    private static final String DIRECTORY = "modules-load.d";
    private static final String PARAMETER = "modules_load";
    private static final String RAM_DISK_PARAMETER = "rd.modules_load";

    /**
     * Checks that both are there.
     *
     * @param modules the modules
     * @param unreadable what could not be read
     */
    public BootModules {
        Objects.requireNonNull(modules, "modules");
        Objects.requireNonNull(unreadable, "unreadable");
    }

    /**
     * Reads the files of a system.
     *
     * @param root its root directory
     * @param commandLine the kernel command line of the boot in question
     * @return the modules
     */
    public static BootModules read(RootDirectory root, Document commandLine) {
        ImmutableList.Builder<BootModule> modules = ImmutableList.builder();
        ImmutableList.Builder<UnreadableFile> unreadable = ImmutableList.builder();
        addParameters(commandLine, RAM_DISK_PARAMETER, modules);
        addParameters(commandLine, PARAMETER, modules);
        for (Document file : DropIns.read(root, DIRECTORY, unreadable::add)) {
            ModulesLoad.lines(file)
                    .forEach((number, name) ->
                            modules.add(new BootModule(name, new BootPlace(file.name(), "line " + number))));
        }
        return new BootModules(modules.build(), unreadable.build());
    }

    private static void addParameters(Document commandLine, String name, ImmutableList.Builder<BootModule> modules) {
        for (KernelParameter parameter : KernelParameter.parse(commandLine.text(), name)) {
            BootPlace place = new BootPlace(commandLine.name(), parameter.toString());
            parameter.items().forEach(module -> modules.add(new BootModule(module, place)));
        }
    }

    /**
     * Returns what loads vfio_ap first.
     *
     * @return file and line, or command line and parameter; empty if nothing loads it
     */
    public Optional<BootPlace> vfioAp() {
        return modules.stream()
                .filter(BootModule::isVfioAp)
                .map(BootModule::place)
                .findFirst();
    }
}
