package io.github.apmatrix.persistence.boot;

import static io.github.apmatrix.persistence.boot.RootFiles.commandLine;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.persistence.boot.ModuleBlock.Kind;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleBlocksTest {
    private static final String FILE = "etc/modprobe.d/x.conf";

    @TempDir
    Path directory;

    private RootFiles files;

    @BeforeEach
    void createFiles() {
        files = new RootFiles(directory);
    }

    private ModuleBlocks read(String commandLine) {
        return ModuleBlocks.read(files.root(), commandLine(commandLine));
    }

    private ModuleBlock block(Kind kind, String file, int line, String text) {
        return new ModuleBlock(kind, new BootPlace(files.nameOf(file), "line " + line), text);
    }

    private static ModuleBlock block(Kind kind, String parameter) {
        return new ModuleBlock(kind, new BootPlace("/proc/cmdline", parameter), parameter);
    }

    @Test
    void nothingBlocksWhereNothingIsConfigured() {
        assertThat(read("quiet").blocks()).isEmpty();
        assertThat(read("quiet").unreadable()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"blacklist vfio_ap", "blacklist vfio-ap", "\t blacklist \t vfio_ap  # not a comment"})
    void blacklistLine(String line) {
        files.with(FILE, "# about\n\n" + line + "\n");

        assertThat(read("").blocks()).containsExactly(block(Kind.BLACKLIST, FILE, 3, line));
        assertThat(read("").blocks().get(0))
                .hasToString(files.nameOf(FILE) + ", line 3: a blacklist, which modprobe vfio_ap passes over");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "install vfio_ap /bin/false",
                "install vfio-ap :",
                "install vfio* /bin/true",
                "install *?f?o_*p* /bin/true",
                "install v*o_ap*** x",
                "install ??????? x"
            })
    void installLine(String line) {
        files.with(FILE, line);

        assertThat(read("").blocks()).containsExactly(block(Kind.INSTALL_COMMAND, FILE, 1, line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#blacklist vfio_ap",
                "# blacklist vfio_ap",
                "blacklist",
                "blacklist vfio",
                "blacklist vfio_ap\r",
                "blacklist vfio*",
                "blacklist ap vfio_ap",
                "Blacklist vfio_ap",
                "install vfio_ap",
                "install vfio_ap ",
                "install vfio_ap? /bin/false",
                "install vfio /bin/false",
                "install v*o*o_ap /bin/false",
                "install vfio_apx /bin/false",
                "options vfio_ap x=1",
                "alias vfio_ap off",
                "# continued \\\nblacklist vfio_ap"
            })
    void otherLines(String line) {
        files.with(FILE, line);

        assertThat(read("").blocks()).isEmpty();
    }

    @Test
    void aBackslashContinuesALine() {
        files.with(FILE, "options x \\\n y=1\nblack\\\nlist \\\n vfio\\_ap");

        assertThat(read("").blocks()).containsExactly(block(Kind.BLACKLIST, FILE, 3, "blacklist  vfio_ap"));
    }

    @Test
    void aTrailingBackslashIsPartOfTheName() {
        files.with(FILE, "blacklist vfio_ap\\");

        assertThat(read("").blocks()).isEmpty();
    }

    @Test
    void onlyTheFirstCommandIsRunButEachBlacklistCounts() {
        files.with("usr/lib/modprobe.d/10.conf", "install vfio_ap one\nblacklist vfio_ap")
                .with("etc/modprobe.d/20.conf", "install vfio_ap two\nblacklist vfio_ap");

        assertThat(read("").blocks())
                .containsExactly(
                        block(Kind.INSTALL_COMMAND, "usr/lib/modprobe.d/10.conf", 1, "install vfio_ap one"),
                        block(Kind.BLACKLIST, "usr/lib/modprobe.d/10.conf", 2, "blacklist vfio_ap"),
                        block(Kind.BLACKLIST, "etc/modprobe.d/20.conf", 2, "blacklist vfio_ap"));
    }

    @Test
    void aHiddenFileDoesNotBlock() {
        files.withLink("etc/modprobe.d/x.conf", "/dev/null").with("lib/modprobe.d/x.conf", "blacklist vfio_ap");

        assertThat(read("").blocks()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsNamed() {
        files.withBytes("etc/modprobe.d/a.conf", 0xc3).with("lib/modprobe.d/b.conf", "blacklist vfio_ap");

        assertThat(read("").blocks()).hasSize(1);
        assertThat(read("").unreadable()).containsExactly(files.unreadable("etc/modprobe.d/a.conf", "not UTF-8"));
    }

    @Test
    void parametersBlock() {
        assertThat(read("modprobe.blacklist=a,vfio_ap modprobe.blacklist=b module-blacklist=vfio_ap")
                        .blocks())
                .containsExactly(
                        block(Kind.BLACKLIST_PARAMETER, "modprobe.blacklist=a,vfio_ap"),
                        block(Kind.KERNEL_BLACKLIST, "module-blacklist=vfio_ap"));
    }

    @Test
    void lastParameterOfTheKernelCounts() {
        assertThat(read("module_blacklist=vfio_ap module_blacklist=x").blocks()).isEmpty();
        assertThat(read("module_blacklist=x module_blacklist=vfio_ap module_blacklist")
                        .blocks())
                .containsExactly(block(Kind.KERNEL_BLACKLIST, "module_blacklist=vfio_ap"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "modprobe.blacklist=vfio-ap",
                "module_blacklist=vfio-ap",
                "modprobe.blacklist=vfio_ap2",
                "modprobe.blacklist",
                "blacklist=vfio_ap",
                "-- module_blacklist=vfio_ap"
            })
    void otherParameters(String parameter) {
        assertThat(read(parameter).blocks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "BLACKLIST, false",
        "BLACKLIST_PARAMETER, false",
        "INSTALL_COMMAND, true",
        "KERNEL_BLACKLIST, true",
    })
    void someStopModprobeAsWell(Kind kind, boolean stops) {
        assertThat(kind.stopsModprobe()).isEqualTo(stops);
    }
}
