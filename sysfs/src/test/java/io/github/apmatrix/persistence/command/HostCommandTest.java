package io.github.apmatrix.persistence.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostCommandTest {
    @Test
    void itPrintsAsALineForAShell() {
        assertThat(HostCommand.of("chzdev", "--type", "ap", "apmask=0-9,11-255", "-p"))
                .hasToString("chzdev --type ap apmask=0-9,11-255 -p");
        assertThat(HostCommand.of("echo", "", "a b", "it's", "$HOME", "*"))
                .hasToString("echo '' 'a b' 'it'\\''s' '$HOME' '*'");
        assertThat(HostCommand.of("mdevctl", "define").withInput("{\"a\":1}"))
                .hasToString("printf '%s' '{\"a\":1}' | mdevctl define");
    }

    @Test
    void aProgramThatLooksLikeAnAssignmentIsQuoted() {
        assertThat(HostCommand.of("a=b", "c=d")).hasToString("'a=b' c=d");
    }

    @Test
    void withoutProgramThereIsNoCommand() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HostCommand(ImmutableList.of(), ""))
                .withMessage("a command without a program");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostCommand.of("", "argument"))
                .withMessage("a command without a program");
    }

    @Test
    void whatNoProgramCanGetIsRefusedByPlace() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostCommand.of("echo", "fine", "a\0b"))
                .withMessage("argument 2 of echo has a NUL character: \"a\\x00b\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostCommand.of("ec\0ho"))
                .withMessage("the program has a NUL character: \"ec\\x00ho\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostCommand.of("cat").withInput("\0"))
                .withMessage("the input of cat has a NUL character: \"\\x00\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostCommand.of("echo", "\ud83d\ude00 \ud83d!"))
                .withMessage("argument 1 of echo has half of a surrogate pair at index 3, so it is no text");
    }

    @ParameterizedTest
    @CsvSource({
        "chzdev, --type, true",
        "lszdev, --type, true",
        "mdevctl, list, true",
        "lsmdev, -d, true",
        "/usr/sbin/chzdev, --type, true",
        "virsh, nodedev-start, true",
        "virsh, nodedev-update, true",
        "virsh, list, false",
        "modprobe, vfio_ap, false",
        "lszcrypt, -V, false",
        "echo, nodedev-start, false"
    })
    void itKnowsWhetherTheLockIsTaken(String program, String argument, boolean takes) {
        assertThat(HostCommand.of(program, argument).takesApLock()).isEqualTo(takes);
    }

    @Test
    void optionsBeforeVirshsCommandDoNotHideIt() {
        assertThat(HostCommand.of("virsh", "--connect", "qemu:///system", "nodedev-start", "mdev_1")
                        .takesApLock())
                .isTrue();
    }
}
