package io.github.apmatrix.persistence.boot;

import static io.github.apmatrix.persistence.boot.RootFiles.commandLine;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootModulesTest {
    @TempDir
    Path directory;

    private RootFiles files;

    @BeforeEach
    void createFiles() {
        files = new RootFiles(directory);
    }

    private BootModules read(String commandLine) {
        return BootModules.read(files.root(), commandLine(commandLine));
    }

    private BootPlace line(String file, int line) {
        return new BootPlace(files.nameOf(file), "line " + line);
    }

    @Test
    void nothingIsLoadedWhereNothingIsConfigured() {
        assertThat(read("root=/dev/dasda1").modules()).isEmpty();
        assertThat(read("").unreadable()).isEmpty();
        assertThat(read("").vfioAp()).isEmpty();
    }

    @Test
    void filesOfAllDirectoriesAreProcessedByName() {
        files.with("lib/modules-load.d/50-e.conf", "e")
                .with("usr/lib/modules-load.d/40-d.conf", "d")
                .with("usr/local/lib/modules-load.d/30-c.conf", "c\n\n# vfio_ap\n vfio-ap \nc2\n")
                .with("run/modules-load.d/20-b.conf", "b")
                .with("etc/modules-load.d/60-a.conf", "vfio_ap\n")
                .with("etc/modules-load.d/a.txt", "x")
                .with("etc/modules-load.d/.hidden.conf", "x");

        BootModules modules = read("");

        assertThat(modules.modules())
                .extracting(BootModule::name)
                .containsExactly("b", "c", "vfio-ap", "c2", "d", "e", "vfio_ap");
        assertThat(modules.vfioAp()).contains(line("usr/local/lib/modules-load.d/30-c.conf", 4));
        assertThat(modules.vfioAp().orElseThrow())
                .hasToString(files.nameOf("usr/local/lib/modules-load.d/30-c.conf") + ", line 4");
    }

    @Test
    void aFileOfTheSameNameHidesLaterOnes() {
        files.with("etc/modules-load.d/empty.conf", "")
                .with("run/modules-load.d/empty.conf", "vfio_ap")
                .withLink("run/modules-load.d/null.conf", "/dev/null")
                .with("usr/lib/modules-load.d/null.conf", "vfio_ap")
                .withLink("etc/modules-load.d/dangling.conf", "/nowhere")
                .with("lib/modules-load.d/dangling.conf", "vfio_ap");

        assertThat(read("").modules()).isEmpty();
        assertThat(read("").unreadable()).isEmpty();
    }

    @Test
    void anAbsoluteLinkLeadsBelowTheRoot() {
        files.withLink("etc/modules-load.d/x.conf", "/usr/share/x").with("usr/share/x", "vfio_ap");

        assertThat(read("").vfioAp()).contains(line("etc/modules-load.d/x.conf", 1));
    }

    @Test
    void parametersComeBeforeFiles() {
        files.with("etc/modules-load.d/a.conf", "vfio_ap");

        BootModules modules = read("modules-load=,x,,vfio-ap modules_load rd.modules_load=y -- modules_load=z");

        assertThat(modules.modules()).extracting(BootModule::name).containsExactly("y", "x", "vfio-ap", "vfio_ap");
        assertThat(modules.vfioAp()).contains(new BootPlace("/proc/cmdline", "modules-load=,x,,vfio-ap"));
        assertThat(read("rd.modules-load=vfio_ap modules_load=vfio_ap").vfioAp())
                .contains(new BootPlace("/proc/cmdline", "rd.modules-load=vfio_ap"));
    }

    @Test
    void aLineThatIsNoNameDoesNotKeepOthersFromBeingLoaded() {
        files.with("etc/modules-load.d/a.conf", "vfio_ap zcrypt\nvfio_ap\n");

        assertThat(read("").vfioAp()).contains(line("etc/modules-load.d/a.conf", 2));
    }

    @Test
    void whatCannotBeReadIsNamedAndHidesToo() {
        files.withDirectory("etc/modules-load.d/a.conf")
                .with("lib/modules-load.d/a.conf", "vfio_ap")
                .withBytes("etc/modules-load.d/b.conf", 0xff)
                .withLink("etc/modules-load.d/c.conf", "c.conf")
                .with("run/modules-load.d", "")
                .with("usr/lib/modules-load.d/d.conf", "vfio_ap");

        BootModules modules = read("");

        assertThat(modules.vfioAp()).contains(line("usr/lib/modules-load.d/d.conf", 1));
        assertThat(modules.modules()).hasSize(1);
        assertThat(modules.unreadable())
                .containsExactly(
                        files.unreadable("run/modules-load.d", "not a directory"),
                        files.unreadable("etc/modules-load.d/a.conf", "is a directory"),
                        files.unreadable("etc/modules-load.d/b.conf", "not UTF-8"),
                        files.unreadable("etc/modules-load.d/c.conf", "more than 40 symbolic links"));
    }
}
