package io.github.apmatrix.render;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.SampleHost;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelsTableTest {
    private static String marks(HostSnapshot.Builder host, String queue) {
        return LevelsTable.of(host.build()).marks(ApQueue.parse(queue));
    }

    private static HostSnapshot.Builder lpar(AdapterSet adapters, DomainSet domains) {
        return HostSnapshot.builder()
                .apBus(Answer.YES)
                .lpar(ApConfig.of(adapters, domains))
                .masks(HostMasks.allReserved());
    }

    /** The lines of the table without its legend. */
    private static List<String> lines(HostSnapshot.Builder host) {
        return LevelsTable.of(host.build())
                .toString()
                .lines()
                .takeWhile(line -> !line.startsWith("L  "))
                .toList();
    }

    @Nested
    class Marks {
        @ParameterizedTest
        @CsvSource({
            "00.0004, LH--",
            "0a.0001, LF--",
            "0a.0004, LFMG",
            "0a.001b, Lf--",
            "0a.0099, -F--",
            "07.0004, -H--",
            "07.0099, -H--"
        })
        void eachLevelHasItsMark(String queue, String marks) {
            assertThat(marks(SampleHost.builder(), queue)).isEqualTo(marks);
        }

        @Test
        void anAssignedQueueNeedNotReachTheGuestNorBeInTheLpar() {
            Matrix assigned = Matrix.of(adapters(0x0a), domains(0x01, 0x99));
            HostSnapshot.Builder host = SampleHost.builder()
                    .add(MediatedDevice.builder(SampleHost.OTHER_DEVICE)
                            .assignedMatrix(MatrixReading.complete(assigned))
                            .guestMatrix(MatrixReading.complete(Matrix.of(AdapterSet.none(), domains(0x01))))
                            .build());
            assertThat(marks(host, "0a.0001")).isEqualTo("LFM-");
            assertThat(marks(host, "0a.0099")).isEqualTo("-FM-");
        }

        @Test
        void aFreeQueueWithUnknownDriverIsNotCalledUnbound() {
            HostSnapshot.Builder host = SampleHost.builder()
                    .add(QueueDevice.builder(ApQueue.parse("0a.001b")).build());
            assertThat(marks(host, "0a.001b")).isEqualTo("LF--");
        }

        @Test
        void withoutMasksTheHostLevelIsOpen() {
            HostSnapshot.Builder host =
                    HostSnapshot.builder().apBus(Answer.YES).lpar(ApConfig.of(adapters(5), domains(4)));
            assertThat(marks(host, "05.0004")).isEqualTo("L?--");
        }

        @Test
        void whatIsNotKnownOfAnyDeviceIsOpen() {
            HostSnapshot.Builder host = SampleHost.builder()
                    .add(MediatedDevice.builder(SampleHost.OTHER_DEVICE).build());
            assertThat(marks(host, "0a.0001")).isEqualTo("LF??");
            assertThat(marks(host, "0a.0004")).isEqualTo("LFMG");
        }

        @Test
        void aCutMatrixIsOpenAfterTheCutOnly() {
            ApQueueSet seen = ApQueueSet.of(Matrix.of(adapters(0x00, 0x01), domains(0x01, 0x04)));
            HostSnapshot.Builder host = SampleHost.builder()
                    .add(MediatedDevice.builder(SampleHost.OTHER_DEVICE)
                            .assignedMatrix(new MatrixReading.Cut(seen))
                            .guestMatrix(MatrixReading.complete(Matrix.none()))
                            .build());
            assertThat(marks(host, "00.0004")).isEqualTo("LHM-");
            assertThat(marks(host, "00.001b")).isEqualTo("LH--");
            assertThat(marks(host, "0a.0001")).isEqualTo("LF?-");
            assertThat(marks(host, "0a.001b")).isEqualTo("Lf--");
        }

        @Test
        void ofAnUnknownHostOnlyTheDeviceLevelsAreKnownToBeEmpty() {
            assertThat(marks(HostSnapshot.builder(), "05.0004")).isEqualTo("??--");
            assertThat(marks(HostSnapshot.builder().apBus(Answer.NO), "05.0004"))
                    .isEqualTo("-?--");
        }
    }

    @Test
    void theTableShowsAdaptersAsColumnsAndDomainsAsRows() {
        assertThat(LevelsTable.of(SampleHost.builder().build())).hasToString("""
                domain      00   0a
                0001      LH-- LF--
                0004      LH-- LFMG
                001b      LH-- Lf--

                L  in the LPAR                   F  free for vfio_ap (f: free, but bound to no driver)
                M  assigned to a mediated device H  kept by the host
                G  in a guest matrix             -  not at this level     ?  not known
                """);
    }

    @Test
    void aHostWithoutQueuesSaysSo() {
        String text = "no queues: the LPAR has none and none is assigned\n";
        assertThat(LevelsTable.of(HostSnapshot.builder().build())).hasToString(text);
        assertThat(LevelsTable.of(lpar(adapters(5), DomainSet.none()).build())).hasToString(text);
    }

    @Test
    void neighboursWithTheSameMarksShareARow() {
        HostSnapshot.Builder host = lpar(adapters(0x00, 0x0a), domains(1, 2, 3, 4))
                .masks(HostMasks.allReserved().withAqmask(domains(4).complement()));
        assertThat(lines(host))
                .containsExactly("domain      00   0a", "0001-0003 LH-- LH--", "0004      LF-- LF--", "");
    }

    @Test
    void aRowCoversNoDomainThatTheTableDoesNotHave() {
        assertThat(lines(lpar(adapters(0x0a), domains(1, 2, 0x1b))))
                .containsExactly("domain      0a", "0001-0002 LH--", "001b      LH--", "");
    }

    @Test
    void sameMarksBeforeAndAfterAnotherRowStayApart() {
        HostSnapshot.Builder host = lpar(adapters(0x0a), domains(1, 2, 3, 4, 5))
                .masks(HostMasks.allReserved().withAqmask(domains(3).complement()));
        assertThat(lines(host))
                .containsExactly("domain      0a", "0001-0002 LH--", "0003      LF--", "0004-0005 LH--", "");
    }

    @Test
    void assignedQueuesOutsideTheLparAreShownToo() {
        HostSnapshot.Builder host = SampleHost.builder()
                .add(SampleHost.device(SampleHost.OTHER_DEVICE, Matrix.of(adapters(0x0b), domains(0x99))));
        assertThat(lines(host)).contains("domain      00   0a   0b", "0099      -H-- -F-- -HMG");
    }

    @Test
    void sixteenAdaptersMakeABlock() {
        AdapterSet seventeen = AdapterSet.of(ApMask.of(IntStream.range(0, 17)));
        List<String> lines = lines(lpar(seventeen, domains(4)));
        assertThat(lines)
                .containsExactly(
                        "domain      00   01   02   03   04   05   06   07   08   09   0a   0b   0c   0d   0e   0f",
                        "0004     " + " LH--".repeat(16),
                        "",
                        "domain      10",
                        "0004      LH--",
                        "");
        assertThat(lines(lpar(seventeen.without(AdapterId.of(16)), domains(4)))).hasSize(3);
    }
}
