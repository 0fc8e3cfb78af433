package io.github.apmatrix.persistence.boot;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.RootDirectory;
import io.github.apmatrix.persistence.document.UnreadableFile;
import java.util.Objects;

/**
 * What keeps vfio_ap from being loaded at boot, whether by systemd-modules-load ({@link BootModules}) or by a udev rule
 * ({@link io.github.apmatrix.persistence.chzdev.ApRules}): both respect all of it.
 *
 * <p>The files are {@code *.conf} in {@code /etc/modprobe.d}, {@code /run/modprobe.d}, {@code /usr/local/lib/modprobe.d},
 * {@code /usr/lib/modprobe.d} and {@code /lib/modprobe.d}. A file hides those of its name in later directories. In the files
 * {@code -} and {@code _} are the same, in the two parameters only {@code vfio_ap} counts. An {@code install} line can have
 * {@code *} and {@code ?} in the name; sets of characters in brackets are not understood here.
 *
 * <p>Source: modprobe.d(5); {@code kmod_config_parse}, {@code kcmdline_parse_result} and
 * {@code kmod_module_probe_insert_module} of kmod; {@code module_load_and_warn} of systemd; {@code blacklisted} of the
 * kernel's module loader.
 *
 * @param blocks all that block, files before parameters
 * @param unreadable files and directories that could not be read
 * @since 0.1.0
 */
public record ModuleBlocks(ImmutableList<ModuleBlock> blocks, ImmutableList<UnreadableFile> unreadable) {
    private static final String DIRECTORY = "modprobe.d";
    private static final String KMOD_PARAMETER = "modprobe.blacklist";
    private static final String KERNEL_PARAMETER = "module_blacklist";

    /**
     * Checks that both are there.
     *
     * @param blocks what blocks
     * @param unreadable what could not be read
     */
    public ModuleBlocks {
        Objects.requireNonNull(blocks, "blocks");
        Objects.requireNonNull(unreadable, "unreadable");
    }

    /**
     * Reads the files of a system.
     *
     * @param root its root directory
     * @param commandLine the kernel command line of the boot in question
     * @return what blocks vfio_ap
     */
    public static ModuleBlocks read(RootDirectory root, Document commandLine) {
        Reader reader = new Reader();
        DropIns.read(root, DIRECTORY, reader.unreadable::add).forEach(reader::addFile);
        reader.addCommandLine(commandLine);
        return new ModuleBlocks(reader.blocks.build(), reader.unreadable.build());
    }

    private static final class Reader {
        private final ImmutableList.Builder<ModuleBlock> blocks = ImmutableList.builder();
        private final ImmutableList.Builder<UnreadableFile> unreadable = ImmutableList.builder();
        private boolean hasCommand;

        void addFile(Document file) {
            for (ModprobeLine line : ModprobeLine.parse(file)) {
                BootPlace place = new BootPlace(file.name(), "line " + line.number());
                if (line.isBlacklistOf(ModulesLoad.VFIO_AP)) {
                    blocks.add(new ModuleBlock(ModuleBlock.Kind.BLACKLIST, place, line.text()));
                } else if (!hasCommand && line.isInstallOf(ModulesLoad.VFIO_AP)) {
                    // only the first command of a module is run
                    hasCommand = true;
                    blocks.add(new ModuleBlock(ModuleBlock.Kind.INSTALL_COMMAND, place, line.text()));
                }
            }
        }

        void addCommandLine(Document commandLine) {
            KernelParameter.parse(commandLine.text(), KMOD_PARAMETER)
                    .forEach(parameter -> add(commandLine, parameter, ModuleBlock.Kind.BLACKLIST_PARAMETER));
            // of a parameter of the kernel the last one counts
            KernelParameter.parse(commandLine.text(), KERNEL_PARAMETER).stream()
                    .filter(KernelParameter::isTaken)
                    .reduce((first, last) -> last)
                    .ifPresent(parameter -> add(commandLine, parameter, ModuleBlock.Kind.KERNEL_BLACKLIST));
        }

        private void add(Document commandLine, KernelParameter parameter, ModuleBlock.Kind kind) {
            if (parameter.items().contains(ModulesLoad.VFIO_AP)) {
                BootPlace place = new BootPlace(commandLine.name(), parameter.toString());
                blocks.add(new ModuleBlock(kind, place, parameter.toString()));
            }
        }
    }
}
