package io.github.apmatrix;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixTest {
    /** The queues of the figure at the start of the kernel's vfio-ap description. */
    private static final Matrix FIGURE = Matrix.of(adapters(0x00, 0x02), domains(0x0000, 0x0002, 0x0003));

    private static final String FIGURE_TEXT = "00.0000\n00.0002\n00.0003\n02.0000\n02.0002\n02.0003\n";

    @Nested
    class Queues {
        @Test
        void everyAdapterMeetsEveryDomainInTheOrderOfTheKernel() {
            assertThat(FIGURE.queues())
                    .containsExactly(
                            ApQueue.parse("00.0000"),
                            ApQueue.parse("00.0002"),
                            ApQueue.parse("00.0003"),
                            ApQueue.parse("02.0000"),
                            ApQueue.parse("02.0002"),
                            ApQueue.parse("02.0003"));
            assertThat(FIGURE.size()).isEqualTo(6);
            assertThat(FIGURE.queues()).hasSize(6);
        }

        @Test
        void aQueueIsInItIfBothItsNumbersAre() {
            assertThat(FIGURE.contains(ApQueue.parse("02.0003"))).isTrue();
            assertThat(FIGURE.contains(ApQueue.parse("01.0003"))).isFalse();
            assertThat(FIGURE.contains(ApQueue.parse("02.0001"))).isFalse();
            assertThat(FIGURE.queues().contains(ApQueue.parse("00.0002"))).isTrue();
            assertThat(FIGURE.queues().contains(ApQueue.parse("00.0001"))).isFalse();
        }

        @Test
        void theViewIsASetLikeAnyOther() {
            Set<ApQueue> queues = FIGURE.queues();
            assertThat(queues).isEqualTo(new HashSet<>(queues)).hasSameHashCodeAs(new HashSet<>(queues));
            Set<?> anything = queues;
            assertThat(anything.contains((Object) "00.0000")).isFalse();
        }

        @Test
        void theViewCannotBeChanged() {
            Set<ApQueue> queues = FIGURE.queues();
            ApQueue queue = ApQueue.parse("00.0000");
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> queues.add(queue));
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> queues.remove(queue));
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(queues::clear);
        }

        @Test
        void theLargestMatrixHasAllQueues() {
            Matrix all = Matrix.of(AdapterSet.all(), DomainSet.all());
            assertThat(all.queues().size()).isEqualTo(65_536);
            assertThat(all.queues().stream().distinct().count()).isEqualTo(65_536);
            assertThat(all.queues().stream().findFirst()).contains(ApQueue.parse("00.0000"));
        }
    }

    @Nested
    class KernelText {
        @Test
        void queuesPrintOnePerLine() {
            assertThat(FIGURE.toKernelText()).isEqualTo(FIGURE_TEXT);
            assertThat(Matrix.parseKernelText(FIGURE_TEXT)).isEqualTo(FIGURE);
        }

        @Test
        void theProductOfTheDescriptionPrints() {
            assertThat(Matrix.of(adapters(0x05, 0x06), domains(0x04, 0xab)).toKernelText())
                    .isEqualTo("05.0004\n05.00ab\n06.0004\n06.00ab\n");
        }

        @Test
        void adaptersDomainsAndNothingAreThreeMatricesWithoutQueues() {
            Matrix onlyAdapters = Matrix.of(adapters(0x05, 0x06), DomainSet.none());
            Matrix onlyDomains = Matrix.of(AdapterSet.none(), domains(0x04, 0x47));
            assertThat(onlyAdapters.toKernelText()).isEqualTo("05.\n06.\n");
            assertThat(onlyDomains.toKernelText()).isEqualTo(".0004\n.0047\n");
            assertThat(Matrix.none().toKernelText()).isEmpty();
            assertThat(Set.of(onlyAdapters, onlyDomains, Matrix.none()))
                    .hasSize(3)
                    .allSatisfy(matrix -> {
                        assertThat(matrix.queues()).isEmpty();
                        assertThat(matrix.size()).isZero();
                        assertThat(Matrix.parseKernelText(matrix.toKernelText()))
                                .isEqualTo(matrix);
                    });
            assertThat(onlyAdapters.isNone()).isFalse();
            assertThat(onlyDomains.isNone()).isFalse();
            assertThat(Matrix.none().isNone()).isTrue();
        }

        @ParameterizedTest
        @CsvSource({
            "'05.0004', 7",
            "'05.0004\n05.00ab', 15",
            "'05.', 3",
            "'05.0004\n\n', 8",
            "'\n', 0",
            "'05.0004\n06', 10",
            "'05.0004\n05.0\n', 12",
            "'5.0004\n', 1",
            "'0A.0004\n', 1",
            "'05.4\n', 4",
            "'05.0100\n', 3",
            "'05\n', 0",
            "'05.0004 \n', 7",
            "'05.00041\n', 7",
        })
        void textThatIsCutOrNotHexIsRefused(String text, int errorIndex) {
            assertRefused(Matrix::parseKernelText, text, errorIndex);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    ".\n",
                    "05.0004\n05.0004\n",
                    "05.00ab\n05.0004\n",
                    "06.0004\n05.0004\n",
                    "05.0004\n06.00ab\n",
                    "05.0004\n05.00ab\n06.0004\n",
                    "05.\n05.0004\n",
                    "05.0004\n06.\n",
                    "05.\n.0004\n",
                    ".0004\n05.0004\n",
                    "06.\n05.\n",
                    ".0047\n.0004\n",
                    "05.\n05.\n"
                })
        void linesThatAreNoOrderedProductAreRefused(String text) {
            assertRefused(Matrix::parseKernelText, text);
        }

        @Test
        void theFirstWrongLineIsNamed() {
            assertRefused(Matrix::parseKernelText, "05.0004\n05.00ab\n06.0004\n", 24);
            assertRefused(Matrix::parseKernelText, "06.0004\n05.0004\n", 1);
        }

        @Test
        void aReadThatWasCutAfter4095BytesIsRefused() {
            String text = Matrix.of(AdapterSet.all(), domains(0, 1, 2)).toKernelText();
            assertRefused(Matrix::parseKernelText, text.substring(0, 4095), 4095);
            // 511 whole lines look well-formed, but are no product of three domains
            assertRefused(Matrix::parseKernelText, text.substring(0, 511 * 8));
        }
    }

    @Nested
    class Filter {
        private final ApQueueSet usable = ApQueueSet.of(FIGURE);

        @Test
        void anAdapterGoesIfAnyOfItsQueuesIsMissing() {
            ApQueueSet missing = usable.difference(ApQueueSet.of(ApQueue.parse("02.0003")));
            assertThat(FIGURE.filter(usable)).isEqualTo(FIGURE);
            assertThat(FIGURE.filter(missing)).isEqualTo(FIGURE.withAdapters(adapters(0x00)));
        }

        @Test
        void allDomainsStayWhenEveryAdapterGoes() {
            assertThat(FIGURE.filter(ApQueueSet.none()))
                    .isEqualTo(Matrix.of(AdapterSet.none(), FIGURE.domains()))
                    .extracting(Matrix::toKernelText)
                    .isEqualTo(".0000\n.0002\n.0003\n");
        }

        @Test
        void withoutDomainsEveryAdapterStays() {
            Matrix onlyAdapters = FIGURE.withDomains(DomainSet.none());
            assertThat(onlyAdapters.filter(ApQueueSet.none())).isEqualTo(onlyAdapters);
        }
    }

    @Test
    void sharingNeedsACommonAdapterAndACommonDomain() {
        assertThat(FIGURE.sharesQueueWith(Matrix.of(adapters(2, 3), domains(3, 4))))
                .isTrue();
        assertThat(FIGURE.sharesQueueWith(Matrix.of(adapters(2), domains(1)))).isFalse();
        assertThat(FIGURE.sharesQueueWith(Matrix.of(adapters(1), domains(3)))).isFalse();
        assertThat(FIGURE.sharesQueueWith(FIGURE.withDomains(DomainSet.none()))).isFalse();
    }

    @Test
    void theTextForPeopleNamesBothHalves() {
        assertThat(Matrix.of(adapters(0x00, 0x0a), domains(0x1b))).hasToString("adapters 00,0a x domains 001b");
        assertThat(Matrix.none()).hasToString("adapters none x domains none");
    }
}
