package io.github.apmatrix.persistence.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BootEntriesTest {
    private static final String ZIPL = "etc/zipl.conf";

    @TempDir
    Path directory;

    private RootFiles files;

    @BeforeEach
    void createFiles() {
        files = new RootFiles(directory);
    }

    private BootEntries read() {
        return BootEntries.read(files.root());
    }

    private BootEntry entry(String name, String commandLine) {
        return BootEntry.of(files.nameOf(name), commandLine);
    }

    private UnknownBootEntry unknown(String name, String problem) {
        return new UnknownBootEntry(files.nameOf(name), problem);
    }

    @Test
    void thereNeedNotBeAny() {
        assertThat(read().entries()).isEmpty();
        assertThat(read().unknown()).isEmpty();
        assertThat(read().unreadable()).isEmpty();
    }

    @Test
    void allSourcesAreRead() {
        files.with("etc/kernel/cmdline", "root=/dev/c\n")
                .with("boot/loader/entries/b.conf", "options root=/dev/b")
                .with("boot/loader/entries/a.conf", "options root=/dev/a")
                .with("boot/loader/entries/a.conf.bak", "options root=/dev/x")
                .with(ZIPL, "[linux]\nimage=/boot/image\nparameters=root=/dev/z\n");

        assertThat(read().entries())
                .containsExactly(
                        entry("etc/zipl.conf [linux]", "root=/dev/z"),
                        entry("boot/loader/entries/a.conf", "root=/dev/a"),
                        entry("boot/loader/entries/b.conf", "root=/dev/b"),
                        entry("etc/kernel/cmdline", "root=/dev/c\n"));
        assertThat(read().entries())
                .allSatisfy(entry -> assertThat(entry.commandLine().name()).isEqualTo(entry.name()));
    }

    @Test
    void whatCannotBeReadIsNamedAndTheRestIsRead() {
        files.withDirectory(ZIPL)
                .withBytes("boot/loader/entries/a.conf", 0xff)
                .withLink("boot/loader/entries/b.conf", "/etc/loop")
                .withLink("etc/loop", "loop")
                .with("boot/loader/entries/c.conf", "options quiet")
                .withDirectory("etc/kernel/cmdline");

        assertThat(read().entries()).containsExactly(entry("boot/loader/entries/c.conf", "quiet"));
        assertThat(read().unreadable())
                .containsExactly(
                        files.unreadable(ZIPL, "is a directory"),
                        files.unreadable("boot/loader/entries/a.conf", "not UTF-8"),
                        files.unreadable("boot/loader/entries/b.conf", "more than 40 symbolic links"),
                        files.unreadable("etc/kernel/cmdline", "is a directory"));
    }

    @Test
    void nulCharacterMakesAnEntryUnknown() {
        files.with("etc/kernel/cmdline", "quiet\0");

        assertThat(read().unknown()).containsExactly(unknown("etc/kernel/cmdline", "a NUL character"));
    }

    @Nested
    class Zipl {
        @Test
        void sectionsThatBootLinuxAreEntries() {
            files.with(ZIPL, """
                    # comment
                    [defaultboot]
                    default = linux
                    defaultauto

                    [linux]
                      target = /boot
                      image = /boot/vmlinuz
                      ramdisk=/boot/initrd
                    \tparameters = "root=/dev/dasda1 ap.apmask=0xff 'x'"\t
                    # parameters="other"
                    [plain]
                    image=/boot/image
                    parameters=root=/dev/dasdb1  quiet \s
                    [single]
                    parameters='dyndbg="file a.c +p"'
                    image=/boot/image,0x10000
                    [none]
                    image=/boot/image
                    [dump]
                    dumpto=/dev/dasdc1
                    parameters="dump"
                    :menu1
                    1=linux
                    2=plain
                    default=1
                    prompt=1
                    image=/not/in/a/section
                    """);

            assertThat(read().entries())
                    .containsExactly(
                            entry("etc/zipl.conf [linux]", "root=/dev/dasda1 ap.apmask=0xff 'x'"),
                            entry("etc/zipl.conf [plain]", "root=/dev/dasdb1  quiet"),
                            entry("etc/zipl.conf [single]", "dyndbg=\"file a.c +p\""),
                            entry("etc/zipl.conf [none]", ""));
            assertThat(read().unknown()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '~',
                value = {
                    "parameters=\"quiet|line 3: unterminated quotes, so zipl refuses the file",
                    "parameters='|line 3: unterminated quotes, so zipl refuses the file",
                    "parameters=\"a\" b|line 3: characters after the quotes, so zipl refuses the file",
                    "image=/other|line 3: image for a second time, so zipl refuses the file",
                    "parmfile=/boot/parmfile|parameters in the file /boot/parmfile",
                })
        void whatIsNotUnderstoodIsUnknown(String line, String problem) {
            files.with(ZIPL, "[a]\nimage=/boot/image\n" + line + "\n[b]\nimage=/boot/image\nparameters=quiet");

            assertThat(read().unknown()).containsExactly(unknown("etc/zipl.conf [a]", problem));
            assertThat(read().entries()).containsExactly(entry("etc/zipl.conf [b]", "quiet"));
        }

        @Test
        void firstFileOfSeveralCounts() {
            files.with("lib/s390-tools/zipl.conf", "[d]\nimage=i").with("usr/lib/s390-tools/zipl.conf", "[c]\nimage=i");
            assertThat(read().entries())
                    .extracting(BootEntry::name)
                    .containsExactly(files.nameOf("usr/lib/s390-tools/zipl.conf") + " [c]");

            files.with(ZIPL, "[b]\nimage=i").with("run/zipl/zipl.conf", "[a]\nimage=i");
            assertThat(read().entries())
                    .extracting(BootEntry::name)
                    .containsExactly(files.nameOf("run/zipl/zipl.conf") + " [a]");
        }
    }

    @Nested
    class Loader {
        private static final String FILE = "boot/loader/entries/x.conf";

        @Test
        void optionsAreJoined() {
            files.with(FILE, """
                    title Linux
                    version 6.12
                    # options x=y
                    options root=/dev/dasda1\s
                      options\tap.apmask=0x$$ $5
                    initrd /boot/initrd $tuned_initrd
                    optionsx z
                    options
                    grub_users $grub_users
                    """);

            assertThat(read().entries()).containsExactly(entry(FILE, "root=/dev/dasda1 ap.apmask=0x$$ $5"));
        }

        @Test
        void anEntryWithoutOptionsHasAnEmptyCommandLine() {
            files.with(FILE, "title Linux\nlinux /boot/image\n");

            assertThat(read().entries()).containsExactly(entry(FILE, ""));
        }

        @ParameterizedTest
        @ValueSource(strings = {"$kernelopts", "root=/dev/x $tuned_params", "a=${x}", "quiet\noptions $kernelopts"})
        void aVariableIsNotKnown(String options) {
            files.with(FILE, "options " + options);

            assertThat(read().entries()).isEmpty();
            assertThat(read().unknown()).containsExactly(unknown(FILE, "options with a variable"));
            assertThat(read().unknown().get(0)).hasToString(files.nameOf(FILE) + ": options with a variable");
        }
    }
}
