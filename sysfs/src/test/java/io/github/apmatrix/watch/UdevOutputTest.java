package io.github.apmatrix.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.io.Resources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UdevOutputTest {
    private static final String BANNER = """
            monitor will print the received events for:
            KERNEL - the kernel uevent

            """;
    private static final String BIND = """
            KERNEL[1234.567890] bind     /devices/ap/card0a/0a.0001 (ap)
            ACTION=bind
            DEVPATH=/devices/ap/card0a/0a.0001
            SUBSYSTEM=ap
            DRIVER=vfio_ap
            SEQNUM=77

            """;

    private final UdevOutput output = new UdevOutput();

    private static String recorded() throws IOException {
        return Resources.toString(Resources.getResource("outputs/tools-6.1/uevents.txt"), StandardCharsets.UTF_8);
    }

    /** What udev 257 printed on Linux 6.1; the recording has only the empty lines between its steps. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 1 << 20})
    void theRecordedEventsAreUnderstoodInPiecesOfAnySize(int size) throws IOException {
        String text = recorded();
        List<KernelUevent> events = new ArrayList<>();
        for (int i = 0; i < text.length(); i += size) {
            events.addAll(output.take(text.substring(i, Math.min(text.length(), i + size))));
        }
        assertThat(events)
                .hasSize((int)
                        text.lines().filter(line -> line.startsWith("KERNEL[")).count())
                .hasSizeGreaterThan(80)
                .allSatisfy(event -> assertThat(event.variables())
                        .containsEntry("ACTION", event.action())
                        .containsEntry("DEVPATH", event.devpath())
                        .containsEntry("SUBSYSTEM", event.subsystem())
                        .containsEntry("SEQNUM", "N"));
        assertThat(events).extracting(KernelUevent::subsystem).contains("ap", "mdev", "matrix");
        assertThat(events.get(0).toString()).startsWith("uevent: unbind /devices/ap/card0a/0a.0001 {ACTION=unbind, ");
    }

    @Test
    void anEventIsCompleteAtTheEmptyLine() {
        assertThat(output.take(BANNER)).isEmpty();
        String almost = BIND.substring(0, BIND.length() - 1);
        assertThat(output.take(almost)).isEmpty();
        assertThat(output.take("\n")).singleElement().satisfies(event -> {
            assertThat(event.action()).isEqualTo("bind");
            assertThat(event.devpath()).isEqualTo("/devices/ap/card0a/0a.0001");
            assertThat(event.subsystem()).isEqualTo("ap");
            assertThat(event.variables()).containsEntry("DRIVER", "vfio_ap").hasSize(5);
        });
        assertThat(output.take("\n\n")).isEmpty();
    }

    /** Kernel document, G.2: the value of a mask has a newline of its own. */
    @Test
    void theNewlineOfAMaskDoesNotEndTheEvent() {
        ImmutableList<KernelUevent> events = output.take("""
                KERNEL[1.0] change   /devices/ap (ap)
                ACTION=change
                APMASK=0xff

                SEQNUM=5

                """);
        assertThat(events)
                .singleElement()
                .satisfies(event -> assertThat(event.variables())
                        .containsEntry("APMASK", "0xff")
                        .containsEntry("SEQNUM", "5"));
    }

    @Test
    void theNextEventCompletesOneWithoutEnd() {
        assertThat(output.take("KERNEL[1.0] add /devices/ap/card0a (ap)\nACTION=add\n" + BIND))
                .extracting(KernelUevent::action)
                .containsExactly("add", "bind");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n\n",
                "ACTION=bind\nSEQNUM=4\n\n",
                "KERNEL[1.0] bind\nSEQNUM=4\n\n",
                "UDEV  [1.0] bind /devices/ap (ap)\nSEQNUM=4\n\n",
                "KERNEL 1.0 bind /devices/ap (ap)\nSEQNUM=4\n\n",
                "\0\u00ff\u001b[31m=\n\n",
                "Failed to send message\n"
            })
    void whatIsNoEventIsSkipped(String garbage) {
        assertThat(output.take(garbage)).isEmpty();
        assertThat(output.take(BIND)).hasSize(1);
    }

    @Test
    void endlessGarbageIsNotKept() {
        String flood = "x".repeat(1 << 16);
        for (int i = 0; i < 100; i++) {
            assertThat(output.take(flood)).isEmpty();
        }
        assertThat(output.take("\n" + BIND)).hasSize(1);
        output.take("KERNEL[1.0] change /devices/ap (ap)\n");
        for (int i = 0; i < 1000; i++) {
            assertThat(output.take("V" + i + "=x\n")).isEmpty();
        }
        assertThat(output.take(BIND))
                .hasSize(2)
                .first()
                .satisfies(event -> assertThat(event.variables()).hasSize(256));
    }
}
