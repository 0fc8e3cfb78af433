package io.github.apmatrix.testkit.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.testkit.KernelProfile;
import io.github.apmatrix.testkit.SimulatedKernel;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {
    private static final String UUID = "62177883-f1bb-47f0-914d-32a22e3a8804";

    private static TraceOperation operation(String line) {
        Trace trace = Trace.parse("one", line);
        assertThat(trace.operations()).hasSize(1);
        return trace.operations().get(0);
    }

    @Nested
    class Lines {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "ctl plug 0a CEX7P; domain +001b | ctl plug 0a CEX7P; domain +001b | OK",
                    "ctl config 0a 1 => ENODEV | ctl config 0a 1 | ENODEV",
                    "write /sys/bus/ap/apmask \"-5\\n\" => OK | write /sys/bus/ap/apmask \"-5\\n\" | OK",
                    "write /sys/bus/ap/apmask \"\" => EINVAL | write /sys/bus/ap/apmask \"\" | EINVAL",
                    "write /sys/bus/ap/apmask \"a\\\" => OK\" => EINVAL | write /sys/bus/ap/apmask \"a\\\" => OK\" | EINVAL",
                    "write /sys/x/remove \"1\" => BLOCKED | write /sys/x/remove \"1\" | BLOCKED",
                    "read /sys/bus/ap/bindings => \"0/0\\x20\\n\" | read /sys/bus/ap/bindings | \"0/0 \\n\"",
                    "read /sys/x => ENOENT | read /sys/x | ENOENT",
                    "list /sys/bus/ap/devices => 0a.001b card0a | list /sys/bus/ap/devices | 0a.001b card0a",
                    "list /sys/bus/mdev/devices => | list /sys/bus/mdev/devices | ``",
                    "list /sys/x => ENOTDIR | list /sys/x | ENOTDIR",
                    "readlink /sys/x => ../../y | readlink /sys/x | ../../y",
                    "kvm-attach " + UUID + " => EBUSY | kvm-attach " + UUID + " | EBUSY",
                    "kvm-detach " + UUID + " => OK | kvm-detach " + UUID + " | OK"
                })
        void everyKindIsTakenApart(String line, String text, String expected) {
            TraceOperation operation = operation(line);
            assertThat(operation).hasToString(text);
            assertThat(operation.expected()).isEqualTo(expected);
        }

        @Test
        void numbersCountCommentsToo() {
            Trace trace = Trace.parse("t", "# kernel: 7.3.4-rig\n# other text\nctl rescan\n#\nctl rescan\n# ops: 2\n");
            assertThat(trace.operations()).extracting(TraceOperation::line).containsExactly(3, 5);
            assertThat(trace.profile()).isEqualTo(KernelProfile.LINUX_7_3);
            assertThat(trace.name()).isEqualTo("t");
            assertThat(trace).hasToString("t");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "   ",
                    "Hello",
                    "ctl",
                    "unlink /sys/x => OK",
                    "read",
                    "read /sys/x",
                    "read /sys/x =>",
                    "read /sys/x => unquoted",
                    "read /sys/x => \"open",
                    "read /sys/x => \"bad \\q\"",
                    "list /sys/x",
                    "readlink /sys/x",
                    "write /sys/x \"1\"",
                    "write /sys/x 1 => OK",
                    "write /sys/x => OK",
                    "write \"1\" => OK",
                    "write /sys/x \"a\"b\" => OK",
                    "kvm-attach " + UUID,
                    "kvm-attach 62177883 => OK",
                    "kvm-detach {" + UUID + "} => OK",
                    "read sys/bus/ap => EISDIR",
                })
        void whatIsNotUnderstoodIsRefusedWithItsNumber(String line) {
            ApFormatException refused =
                    catchThrowableOfType(ApFormatException.class, () -> Trace.parse("t", "# comment\n" + line + "\n"));
            assertThat(refused).as("refusal of '%s'", line).isNotNull().hasMessageContaining("a trace (line 2)");
            assertThat(refused.input()).isEqualTo(line);
        }

        /** Only a directory can have an empty answer. */
        @ParameterizedTest
        @ValueSource(strings = {"readlink /sys/x =>", "kvm-attach " + UUID + " =>", "kvm-detach " + UUID + " =>"})
        void anEmptyAnswerIsRefusedWhereThereIsNone(String line) {
            assertThat(catchThrowableOfType(ApFormatException.class, () -> Trace.parse("t", line)))
                    .as("refusal of '%s'", line)
                    .isNotNull();
        }

        @ParameterizedTest
        @ValueSource(strings = {"# ops: 2", "# ops: 0", "# ops: 01", "# ops: one", "# ops: 1 "})
        void anotherCountThanThatOfTheOperationsIsRefused(String count) {
            assertThat(catchThrowableOfType(
                            ApFormatException.class, () -> Trace.parse("t", "ctl rescan\n" + count + "\n")))
                    .hasMessageContaining("line 2")
                    .hasMessageContaining("1 operations");
        }

        @Test
        void theProfileNeedsAKernelThatIsKnown() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Trace.parse("t", "").profile())
                    .withMessageContaining("t has no line");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Trace.parse("t", "# kernel: 6.14.2").profile())
                    .withMessageContaining("6.14.2");
        }
    }

    @Nested
    class Answers {
        private final SimulatedKernel kernel = Trace.parse("t", "").boot(KernelProfile.LINUX_6_12);

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "read /sys/bus/ap/ap_domain => \"\" | \"-1\\n\"",
                    "read /sys/bus/ap => \"\" | EISDIR",
                    "write /sys/bus/ap/apmask \"+256\" => OK | EINVAL",
                    "write /sys/bus/ap/apmask \"-5\" => EINVAL | OK",
                    "list /sys/bus => | ap matrix mdev",
                    "readlink /sys/bus/ap => x | EINVAL",
                    "kvm-attach 62177883-f1bb-47f0-914d-32a22e3a8804 => OK | ENOENT",
                    "kvm-detach 62177883-f1bb-47f0-914d-32a22e3a8804 => OK | ENOENT",
                    "ctl config 0a 1 => OK | ENODEV",
                    "ctl rescan => EINVAL | OK"
                })
        void anOperationAnswersInTheNotationOfTraces(String line, String answer) {
            assertThat(operation(line).perform(kernel)).isEqualTo(answer);
        }

        @Test
        void aWriteThatIsCutIsShort() {
            String line = "write /sys/bus/ap/apmask \"-0" + ",".repeat(4095) + "\" => OK";
            assertThat(operation(line).perform(kernel)).isEqualTo("SHORT");
        }
    }

    @Nested
    class Parameters {
        private static String read(String parameters, String attribute) {
            SimulatedKernel kernel =
                    Trace.parse("t", "# parameters: " + parameters).boot(KernelProfile.LINUX_6_12);
            return kernel.systemCalls().read("/sys/bus/ap/" + attribute);
        }

        @ParameterizedTest
        @CsvSource({
            "fake_ap.max_adapter=20 fake_ap.max_domain=10, 20, 10",
            "fake_ap.max_adapter=20, 20, 255",
            "fake_ap.apxa=0, 63, 15",
            "fake_ap.qci=0, 63, 15",
            "fake_ap.apxa=1 fake_ap.qci=1, 255, 255",
            "fake_ap.apxa=0 fake_ap.max_adapter=200, 63, 15",
            // A.1: what QCI reports counts only if it is not zero
            "fake_ap.max_adapter=0 fake_ap.max_domain=0, 63, 15"
        })
        void theMachineHasTheMaximaOfTheParameters(String parameters, String maxAdapter, String maxDomain) {
            assertThat(read(parameters, "ap_max_adapter_id")).isEqualTo(maxAdapter + "\n");
            assertThat(read(parameters, "ap_max_domain_id")).isEqualTo(maxDomain + "\n");
        }

        /** A.4: the mask is zeroed first, and a syntax error leaves it so. */
        @ParameterizedTest
        @CsvSource({
            "ap.apmask=-5, apmask, 0",
            "ap.apmask=+0-15, apmask, ffff",
            "ap.aqmask=0x41, aqmask, 41",
            "ap.apmask=junk, apmask, 0",
            "ap.aqmask=+256, aqmask, 0"
        })
        void aBootMaskStartsFromZeros(String parameters, String attribute, String digits) {
            assertThat(read(parameters, attribute)).isEqualTo("0x" + digits + "0".repeat(64 - digits.length()) + "\n");
        }

        @Test
        void withoutParametersEverythingIsReserved() {
            assertThat(read("", "apmask")).isEqualTo("0x" + "f".repeat(64) + "\n");
            assertThat(read("fake_ap.qci=0", "ap_usage_domain_mask")).isEqualTo("not supported\n");
        }

        @ParameterizedTest
        @ValueSource(strings = {"quiet", "fake_ap.nothing=1", "fake_ap.max_adapter=many"})
        void anUnknownOneIsRefused(String parameters) {
            Trace trace = Trace.parse("t", "# parameters: " + parameters);
            assertThatIllegalArgumentException().isThrownBy(() -> trace.boot(KernelProfile.LINUX_6_12));
        }
    }
}
