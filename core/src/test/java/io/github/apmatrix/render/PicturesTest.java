package io.github.apmatrix.render;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.SampleHost;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PicturesTest {
    private static final PictureStyle STYLE = PictureStyle.standard();
    private static final HostSnapshot HOST = SampleHost.builder()
            .add(MediatedDevice.builder(SampleHost.OTHER_DEVICE)
                    .assignedMatrix(MatrixReading.complete(Matrix.of(adapters(0x0b, 0x0c), domains(0x1b))))
                    .guestMatrix(MatrixReading.complete(Matrix.none()))
                    .build())
            .build();

    private static Stream<String> texts(Object picture) {
        return Pattern.compile("<text[^>]*>([^<]*)</text>")
                .matcher(picture.toString())
                .results()
                .map(result -> result.group(1));
    }

    @Test
    void theTableHasItsTitlesNumbersLegendAndDevices() {
        assertThat(texts(MatrixPicture.of(HOST)))
                .containsExactly(
                        "AP queues of a host",
                        "LPAR: 6 queues, of these free for vfio_ap: 3 queues, in guest matrices: 1 queue",
                        "adapter",
                        "domain",
                        "00",
                        "0a",
                        "0b",
                        "-0c",
                        "0001",
                        "0004",
                        "001b",
                        "2",
                        "1",
                        "!",
                        "1",
                        "in a guest matrix",
                        "1",
                        "assigned, but not in a guest matrix",
                        "free for vfio_ap",
                        "!",
                        "free, but bound to no driver",
                        "kept by the host",
                        "not in the LPAR",
                        "mediated devices, and what their guests get",
                        "1",
                        SampleHost.OTHER_DEVICE.toString(),
                        "0 of 2 queues",
                        "2",
                        SampleHost.DEVICE.toString(),
                        "1 of 1 queue");
    }

    @Test
    void unfoldedEachAdapterHasItsColumn() {
        MatrixTable table = MatrixTable.of(HOST);
        assertThat(texts(MatrixPicture.of(table, STYLE.unfolded())))
                .contains("0b", "0c")
                .doesNotContain("-0c");
    }

    @Test
    void theDescriptionSaysWhatThePictureShows() {
        assertThat(MatrixPicture.of(HOST).toString())
                .contains("role=\"img\" aria-labelledby=\"apmatrix-title apmatrix-desc\"")
                .contains("<title id=\"apmatrix-title\">AP queues of a host</title>")
                .contains("<desc id=\"apmatrix-desc\">Columns are adapters 00,0a-0c, rows are domains 0001,0004,001b. ")
                .contains("\nDevice 2 " + SampleHost.DEVICE
                        + ": assigned adapters 0a x domains 0004; guest matrix adapters 0a x domains 0004.</desc>");
    }

    @Test
    void theFiltersStandSideBySideWithTheQueuesThatAreLeft() {
        assertThat(texts(FilterPicture.of(HOST)))
                .containsSubsequence(
                        "From the LPAR to the guest: four filters",
                        "1 LPAR",
                        "6 queues",
                        "2 Host",
                        "3 queues",
                        "3 Mediated device",
                        "1 queue",
                        "4 Guest",
                        "1 queue",
                        "left after this level",
                        "stopped at this level",
                        SampleHost.DEVICE.toString());
    }

    @Test
    void theFiltersOfADeviceShowNoOther() {
        assertThat(FilterPicture.of(MatrixTable.of(HOST, SampleHost.DEVICE), STYLE)
                        .toString())
                .contains(SampleHost.DEVICE.toString())
                .doesNotContain(SampleHost.OTHER_DEVICE.toString());
    }

    @Test
    void whatIsNotKnownHasAQuestionMarkAndALegend() {
        HostSnapshot open = SampleHost.builder()
                .add(MediatedDevice.builder(SampleHost.OTHER_DEVICE).build())
                .build();
        assertThat(texts(MatrixPicture.of(open))).contains("?", "not known", "? of ? queues");
        assertThat(texts(FilterPicture.of(open))).contains("?", "not known", "at least 1 queue");
    }

    @Test
    void aHostWithoutQueuesSaysSo() {
        HostSnapshot nothing = HostSnapshot.builder().build();
        assertThat(texts(MatrixPicture.of(nothing))).endsWith("no queues: the LPAR has none and none is assigned");
        assertThat(texts(FilterPicture.of(nothing))).endsWith("no queues: the LPAR has none and none is assigned");
    }

    @Test
    void aTitleIsTextWhateverStandsInIt() {
        String hostile = "</title><script>alert('&')</script>";
        PictureStyle style = STYLE.withTitle(hostile).withIdPrefix("a-1");
        assertThat(MatrixPicture.of(MatrixTable.of(HOST), style).toString())
                .contains(
                        "<title id=\"a-1-title\">&lt;/title&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;</title>")
                .doesNotContain("<script>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "a b", "a\"", "\u00e4"})
    void aPrefixThatIsNoIdIsRefused(String prefix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> STYLE.withIdPrefix(prefix))
                .withMessage("no prefix for ids: '" + prefix + "'");
    }
}
