package io.github.apmatrix.render;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.SampleHost;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownReportTest {
    private static MediatedDevice device(MediatedDeviceId id, Matrix assigned, Matrix guest) {
        return MediatedDevice.builder(id)
                .assignedMatrix(MatrixReading.complete(assigned))
                .guestMatrix(MatrixReading.complete(guest))
                .build();
    }

    @Test
    void theReportHasSummaryLevelsCardsDevicesAndReasons() {
        HostSnapshot host = SampleHost.builder()
                .add(device(SampleHost.OTHER_DEVICE, Matrix.of(adapters(0x0a), domains(0x1b)), Matrix.none()))
                .build();
        assertThat(MarkdownReport.of(host).toString())
                .startsWith("# AP pass-through of a host\n\n| what | value |\n| --- | --- |\n| AP bus | yes |\n")
                .contains("| LPAR adapters | 00,0a |\n", "| of these free for vfio_ap | 3 queues |\n")
                .contains("\n## Levels\n\n```text\ndomain      00   0a\n0001      LH-- LF--\n0004      LH-- LF2G\n")
                .contains("M is the number of the mediated device\n```\n")
                .contains("| 0a | CEX8P | yes | yes | no | cex4card |\n")
                .contains("| 1 | " + SampleHost.OTHER_DEVICE + " | ready | adapters 0a x domains 001b | not known |"
                        + " adapters none x domains none | not known |\n")
                .contains("\n### Device 1: " + SampleHost.OTHER_DEVICE
                        + "\n\n1 queue assigned, but not in the guest matrix:\n\n"
                        + "- **host**, 1 queue: 0a.001b is free for vfio_ap, but without driver.\n"
                        + "  To do: echo 0a.001b > /sys/bus/ap/drivers/vfio_ap/bind\n");
    }

    @Test
    void whereNothingIsMissingThatIsSaid() {
        assertThat(MarkdownReport.of(SampleHost.builder().build()).toString()).contains("""

                        ## What does not reach guests

                        Everything that is known to be assigned is in a guest matrix.
                        """);
    }

    @Test
    void whatIsNotKnownIsSaidToBeSo() {
        assertThat(MarkdownReport.of(HostSnapshot.builder().build()).toString())
                .contains("| AP bus | not known |", "| LPAR adapters | not known |", "| in the LPAR | ")
                .contains("No card is known.\n", "No mediated device is known.\n");
    }

    @Test
    void aHostWithoutBusHasNothingElse() {
        assertThat(MarkdownReport.of(HostSnapshot.builder()
                        .apBus(Answer.NO)
                        .vfioAp(Answer.NO)
                        .build()))
                .hasToString("""
                        # AP pass-through of a host

                        | what | value |
                        | --- | --- |
                        | AP bus | no |
                        | vfio_ap loaded | no |
                        """);
    }

    @Test
    void theStateOfADeviceIsNamed() {
        HostSnapshot host = HostSnapshot.builder()
                .add(MediatedDevice.builder(SampleHost.DEVICE)
                        .state(MediatedDeviceState.BEING_REMOVED)
                        .build())
                .add(MediatedDevice.builder(SampleHost.OTHER_DEVICE)
                        .state(MediatedDeviceState.WITHOUT_DRIVER)
                        .build())
                .build();
        assertThat(MarkdownReport.of(host).toString()).contains(" | being removed | ", " | without driver | ");
    }

    @Test
    void textsOfTheHostAreNoMarkup() {
        HostSnapshot host = SampleHost.builder()
                .add(Card.builder(AdapterId.of(0x0a))
                        .driver(DriverBinding.to("a|b\n# <b>`c` *d* [e](f) vfio_ap _g_"))
                        .build())
                .build();
        assertThat(MarkdownReport.of(host).toString())
                .contains("| a\\|b # &lt;b>\\`c\\` \\*d\\* \\[e\\](f) vfio_ap \\_g\\_ |\n");
    }

    @ParameterizedTest
    @CsvSource({"'> a > b', '&gt; a > b'", "a & b, a &amp; b", "$x$ ~y~, \\$x\\$ \\~y\\~", "a\\b, a\\\\b", "'a\rb', a b"
    })
    void markupIsEscaped(String text, String escaped) {
        assertThat(MarkdownText.escape(text)).isEqualTo(escaped);
    }

    /** 256 devices, each of which has an adapter for all domains and another one that the LPAR does not have. */
    @Test
    void theReportOfAHostWithManyDevicesFitsIntoATicket() {
        DomainSet all = DomainSet.of(ApMask.all());
        HostSnapshot.Builder host = HostSnapshot.builder()
                .apBus(Answer.YES)
                .vfioAp(Answer.YES)
                .lpar(ApConfig.of(AdapterSet.of(ApMask.of(IntStream.range(0, 85).map(i -> 3 * i))), all))
                .masks(new HostMasks(AdapterSet.none(), DomainSet.none()));
        for (int i = 0; i < 256; i++) {
            Matrix matrix = Matrix.of(AdapterSet.all(), DomainSet.of(DomainId.of(i)));
            host.add(device(MediatedDeviceId.of(new UUID(7, i)), matrix, Matrix.none()));
        }
        String report = MarkdownReport.of(host.build()).toString();
        assertThat(report).hasSizeLessThan(60_000);
        assertThat(report)
                .contains(
                        "\n0000-00ff LFM-  -FM- ",
                        "\nThere are 156 more devices.\n",
                        " more devices with such queues.\n");
    }
}
