package io.github.apmatrix.sysfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.apmatrix.sysfs.SysfsCall.Operation;
import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SysfsExceptionTest {
    private static final String DEVICE = "devices/vfio_ap/matrix/4b0518fd-9237-493f-93c8-c5597f8006a3/";
    private static final SysfsPath ASSIGN_ADAPTER = SysfsPath.of(DEVICE + "assign_adapter");

    private static SysfsException written(String attribute, Errno errno) {
        return SysfsException.of(SysfsCall.write(SysfsPath.of(DEVICE + attribute), "0x0a"), errno);
    }

    @Test
    void messageSaysWhatWhereErrnoAndMeaning() {
        SysfsException refused = written("assign_adapter", Errno.EADDRNOTAVAIL);

        assertThat(refused)
                .hasMessage("write \"0x0a\" to " + DEVICE + "assign_adapter: EADDRNOTAVAIL: "
                        + "a resulting queue is reserved for the host by apmask and aqmask")
                .hasNoCause();
    }

    @Test
    void partsOfTheAccessAreKept() {
        SysfsException refused = written("assign_adapter", Errno.EADDRINUSE);

        assertThat(refused.path()).isEqualTo(ASSIGN_ADAPTER);
        assertThat(refused.operation()).isEqualTo(Operation.WRITE);
        assertThat(refused.attemptedValue()).contains("0x0a");
        assertThat(refused.call()).isEqualTo(SysfsCall.write(ASSIGN_ADAPTER, "0x0a"));
        assertThat(refused.errno()).isEqualTo(Errno.EADDRINUSE);
        assertThat(refused.meaning()).isEqualTo("a resulting queue is assigned to another mediated device");
    }

    @ParameterizedTest
    @EnumSource(value = Operation.class, mode = EnumSource.Mode.EXCLUDE, names = "WRITE")
    void onlyAWriteHasAValue(Operation operation) {
        SysfsException refused = SysfsException.of(SysfsCall.of(operation, ASSIGN_ADAPTER), Errno.EIO);

        assertThat(refused.attemptedValue()).isEmpty();
        assertThat(refused).hasMessage(operation + " " + ASSIGN_ADAPTER + ": EIO: Input/output error");
        assertThatIllegalArgumentException().isThrownBy(() -> SysfsCall.of(Operation.WRITE, ASSIGN_ADAPTER));
    }

    @Test
    void longValueIsCutInTheMessageOnly() {
        String value = "0".repeat(4096);
        SysfsException refused = SysfsException.of(SysfsCall.write(ASSIGN_ADAPTER, value), Errno.EINVAL);

        assertThat(refused)
                .message()
                .contains("... (4096 characters) to " + ASSIGN_ADAPTER)
                .hasSizeLessThan(500);
        assertThat(refused.attemptedValue()).contains(value);
    }

    @Nested
    class Subtype {
        @ParameterizedTest
        @CsvSource({
            "assign_adapter, EADDRNOTAVAIL",
            "assign_adapter, EADDRINUSE",
            "assign_adapter, ENODEV",
            "assign_adapter, EBUSY",
            "assign_domain, EADDRNOTAVAIL",
            "assign_domain, EADDRINUSE",
            "assign_domain, ENODEV",
            "assign_control_domain, ENODEV",
            "unassign_adapter, ENODEV",
            "unassign_domain, ENODEV",
            "unassign_control_domain, ENODEV",
            "unassign_adapter, EBUSY",
            "ap_config, EADDRNOTAVAIL",
            "ap_config, EADDRINUSE",
            "ap_config, ENODEV",
            "apmask, EBUSY",
            "aqmask, EBUSY",
            "create, EEXIST",
            "create, EUSERS"
        })
        void changeThatTheKernelWillNotMakeIsAnAssignmentRefused(String attribute, Errno errno) {
            SysfsException refused = written(attribute, errno);

            assertThat(refused).isInstanceOf(AssignmentRefusedException.class);
            assertThat(((AssignmentRefusedException) refused).culprits()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "assign_adapter, EINVAL",
            "assign_adapter, ERANGE",
            "apmask, EINVAL",
            "remove, EAGAIN",
            "remove, ENODEV",
            "create, EINVAL",
            "create, ENODEV",
            "bind, ENODEV",
            "bind, EBUSY",
            "config, EIO",
            "online, ENODEV",
            "assign_adapter, EEXIST",
            "apmask, ENODEV",
            "apmask, UNKNOWN",
            "create, EBUSY"
        })
        void otherErrorIsHonestlyUnnamed(String attribute, Errno errno) {
            assertThat(written(attribute, errno)).isExactlyInstanceOf(SysfsIoException.class);
        }

        @ParameterizedTest
        @CsvSource({"EACCES", "EPERM"})
        void missingPrivilegeIsAccessRefused(Errno errno) {
            assertThat(written("assign_adapter", errno)).isExactlyInstanceOf(AccessRefusedException.class);
        }

        @Test
        void missingFileIsAttributeMissing() {
            assertThat(written("ap_config", Errno.ENOENT)).isExactlyInstanceOf(AttributeMissingException.class);
        }

        @ParameterizedTest
        @EnumSource(names = {"EBUSY", "ENODEV", "EADDRINUSE", "EADDRNOTAVAIL", "EEXIST", "EUSERS"})
        void readingIsNeverAnAssignment(Errno errno) {
            assertThat(SysfsException.of(SysfsCall.of(Operation.READ, ASSIGN_ADAPTER), errno))
                    .isExactlyInstanceOf(SysfsIoException.class);
        }
    }

    @Nested
    class Meaning {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "assign_adapter | EINVAL | not a number as the kernel reads it (hexadecimal needs 0x)",
                    "assign_domain | ENODEV | a domain number above this machine's maximum, or the device vanished",
                    "ap_config | EINVAL | not three masks separated by commas",
                    "apmask | EBUSY | a bit that would be set belongs to a queue of a mediated device",
                    "apmask | EINVAL | not a mask or mask change, or driver overrides are in use",
                    "create | EEXIST | a mediated device with this UUID exists, under any parent",
                    "remove | EAGAIN | the device is being created or removed by someone else",
                    "bind | EBUSY | the device is bound to a driver already",
                    "driver_override | EINVAL | apmask or aqmask is not all ones, or the name is too long",
                    "online | ENODEV | the adapter is deconfigured or checkstopped",
                    "assign_adapter | EACCES | no privilege, or nobody can write this",
                    "request_count | ENODEV | the device vanished meanwhile",
                    "request_count | ENOMEM | Cannot allocate memory"
                })
        void errorMeansSomethingElseAtEachAttribute(String attribute, Errno errno, String meaning) {
            assertThat(written(attribute, errno).meaning()).isEqualTo(meaning);
        }

        @Test
        void readingHasItsOwnMeaning() {
            SysfsCall read = SysfsCall.of(Operation.READ, ASSIGN_ADAPTER);

            assertThat(SysfsException.of(read, Errno.EACCES).meaning())
                    .isEqualTo("no privilege, or nobody can read this");
            assertThat(SysfsException.of(read, Errno.ENODEV).meaning()).isEqualTo("the device vanished meanwhile");
            assertThat(SysfsException.of(read, Errno.EINVAL).meaning()).isEqualTo(Errno.EINVAL.text());
        }
    }

    @Nested
    class ForeignLanguage {
        private static final String GERMAN = "Das Argument ist ung\u00fcltig";

        @Test
        void wordsAreKeptAndPossibleMeaningsListed() {
            SysfsCall call = SysfsCall.write(SysfsPath.of("bus/ap/apmask"), "0xz");
            IOException cause = new IOException(GERMAN);

            SysfsException refused =
                    SysfsException.of(call, Errno.of(cause), ErrnoMeanings.ofUnknown(call, Errno.words(cause)), cause);

            assertThat(refused).isExactlyInstanceOf(SysfsIoException.class).hasCause(cause);
            assertThat(refused.errno()).isEqualTo(Errno.UNKNOWN);
            assertThat(refused)
                    .hasMessage("write \"0xz\" to bus/ap/apmask: the system answered '" + GERMAN
                            + "', which is not an English error text (run with LC_ALL=C); possible here: "
                            + "EINVAL (not a mask or mask change, or driver overrides are in use), "
                            + "EBUSY (a bit that would be set belongs to a queue of a mediated device)");
        }

        @Test
        void readingHasNoListOfMeanings() {
            SysfsCall call = SysfsCall.of(Operation.READ, SysfsPath.of("bus/ap/apmask"));

            assertThat(ErrnoMeanings.ofUnknown(call, GERMAN))
                    .contains("'" + GERMAN + "'")
                    .endsWith("(run with LC_ALL=C)");
        }

        @Test
        void attributeWithoutRowsHasNoListOfMeanings() {
            SysfsCall call = SysfsCall.write(SysfsPath.of("bus/ap/scans"), "1");

            assertThat(ErrnoMeanings.ofUnknown(call, GERMAN)).endsWith("(run with LC_ALL=C)");
        }
    }

    @Test
    void verbsAreThoseOfThePerson() {
        assertThat(Operation.READ_LINK).hasToString("read link");
        assertThat(Operation.STAT).hasToString("look at");
    }
}
