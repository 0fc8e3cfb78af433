package io.github.apmatrix.render;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.explain.Level;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.SampleHost;
import io.github.apmatrix.render.TableStyle.Cells;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixTableTest {
    /** The sample host, where a second device has two more queues, one of them without driver; the guest gets none. */
    private static HostSnapshot host() {
        return SampleHost.builder()
                .add(MediatedDevice.builder(SampleHost.OTHER_DEVICE)
                        .assignedMatrix(MatrixReading.complete(Matrix.of(adapters(0x0a, 0x0b), domains(0x1b))))
                        .guestMatrix(MatrixReading.complete(Matrix.none()))
                        .build())
                .build();
    }

    private static MatrixCell cell(String queue) {
        return MatrixTable.of(host()).cell(ApQueue.parse(queue));
    }

    @Nested
    class Data {
        @Test
        void columnsAndRowsAreThoseInUse() {
            MatrixTable table = MatrixTable.of(host());
            assertThat(table.adapters()).isEqualTo(adapters(0x00, 0x0a, 0x0b));
            assertThat(table.domains()).isEqualTo(domains(0x01, 0x04, 0x1b));
            assertThat(table.devices()).containsExactly(SampleHost.OTHER_DEVICE, SampleHost.DEVICE);
        }

        @ParameterizedTest
        @CsvSource({
            "0a.0004, IN_GUEST",
            "0a.001b, ASSIGNED",
            "0b.001b, ASSIGNED",
            "0a.0001, FREE",
            "00.0001, KEPT_BY_HOST",
            "0b.0001, NOT_IN_LPAR"
        })
        void aCellHasOneState(String queue, CellState state) {
            assertThat(cell(queue).state()).isEqualTo(state);
        }

        @Test
        void aFreeQueueWithoutDriverHasAStateOfItsOwn() {
            MatrixTable table = MatrixTable.of(SampleHost.builder().build());
            assertThat(table.cell(ApQueue.parse("0a.001b")).state()).isEqualTo(CellState.WITHOUT_DRIVER);
        }

        @Test
        void anUnreadableDeviceLeavesOpenWhatNoOtherDeviceHas() {
            HostSnapshot open = SampleHost.builder()
                    .add(MediatedDevice.builder(SampleHost.OTHER_DEVICE).build())
                    .build();
            MatrixTable table = MatrixTable.of(open);
            assertThat(table.cell(ApQueue.parse("0a.0001")).state()).isEqualTo(CellState.NOT_KNOWN);
            assertThat(table.cell(ApQueue.parse("0a.0004")).state()).isEqualTo(CellState.IN_GUEST);
        }

        @Test
        void theTableOfADeviceKnowsNothingOfOthers() {
            MatrixTable table = MatrixTable.of(host(), SampleHost.DEVICE);
            assertThat(table.devices()).containsExactly(SampleHost.DEVICE);
            assertThat(table.cell(ApQueue.parse("0a.001b")).assigned()).isEqualTo(Answer.NO);
            assertThat(table.adapters()).isEqualTo(adapters(0x00, 0x0a));
        }

        @Test
        void aDeviceThatTheHostDoesNotHaveIsNamed() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MatrixTable.of(SampleHost.builder().build(), SampleHost.OTHER_DEVICE))
                    .withMessage("the host has no mediated device " + SampleHost.OTHER_DEVICE);
        }

        @ParameterizedTest
        @CsvSource({
            "0a.0004, YES, YES, YES, YES",
            "0a.001b, YES, YES, YES, NO",
            "0b.001b, NO, NO, NO, NO",
            "0a.0001, YES, YES, NO, NO",
            "00.0001, YES, NO, NO, NO"
        })
        void eachLevelShowsWhatIsLeft(String queue, Answer lpar, Answer host, Answer device, Answer guest) {
            assertThat(Level.values())
                    .extracting(level -> cell(queue).leftAfter(level))
                    .containsExactly(lpar, host, device, guest);
        }
    }

    @Nested
    class Text {
        @Test
        void marksOfDevicesAreTheirNumbers() {
            TableStyle style =
                    TableStyle.builder().cells(Cells.DEVICES).unicode(true).build();
            assertThat(MatrixTable.of(host()).toText(style)).isEqualTo("""
                    domain    │   00   0a   0b
                    ──────────┼───────────────
                    0001      │ LH·· LF·· ·H··
                    0004      │ LH·· LF2G ·H··
                    001b      │ LH·· Lf1· ·H1·

                    L  in the LPAR                   F  free for vfio_ap (f: free, but bound to no driver)
                    M  assigned to a mediated device H  kept by the host
                    G  in a guest matrix             ·  not at this level     ?  not known

                    in place of M, the mediated device (* several):
                    1  3c3a1f4e-0000-4000-8000-000000000001
                    2  62177883-f1bb-47f0-914d-32a22e3a8804
                    """);
        }

        @Test
        void oneMarkForEachCellHasTitlesThatAreReadDownwards() {
            HostSnapshot host = SampleHost.builder()
                    .add(SampleHost.device(SampleHost.OTHER_DEVICE, Matrix.of(adapters(0x0b, 0x0c), domains(0x01))))
                    .build();
            TableStyle style =
                    TableStyle.builder().cells(Cells.STATE).foldAdapters(true).build();
            assertThat(MatrixTable.of(host).toText(style))
                    .startsWith("""
                                        0
                                        b
                                        -
                                      000
                            domain    0ac
                            0001      HFG
                            0004      HG-
                            001b      Hf-

                            G  in a guest matrix
                            """)
                    .endsWith("\n-  not in the LPAR\n?  not known\n");
        }

        @Test
        void colorsFollowTheState() {
            String text = MatrixTable.of(host())
                    .toText(TableStyle.builder().color(true).build());
            assertThat(text)
                    .contains("\u001b[1;32mLFMG\u001b[0m", "\u001b[34mLH--\u001b[0m", "\u001b[1;33mLfM-\u001b[0m");
        }

        @Test
        void withoutWidthThereIsOneBlock() {
            AdapterSet all = AdapterSet.of(ApMask.all());
            HostSnapshot host =
                    HostSnapshot.builder().lpar(ApConfig.of(all, domains(1))).build();
            assertThat(MatrixTable.of(host)
                            .toText(TableStyle.builder().anyWidth().build()))
                    .containsOnlyOnce("domain  ")
                    .contains("  fe   ff\n");
        }

        @Test
        void aWidthThatNoLegendFitsInIsRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TableStyle.builder().width(49))
                    .withMessage("a width of 49 is less than 50");
        }
    }
}
