package io.github.apmatrix.host;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.Matrix;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixReadingTest {
    private static final Matrix MATRIX = Matrix.of(adapters(5), domains(4, 0xab));

    @Test
    void aCompleteReadingKnowsEverything() {
        MatrixReading reading = MatrixReading.complete(MATRIX);
        assertThat(reading.matrix()).contains(MATRIX);
        assertThat(reading.queues()).isEqualTo(ApQueueSet.of(MATRIX));
        assertThat(reading.contains(ApQueue.parse("05.0004"))).isEqualTo(Answer.YES);
        assertThat(reading.contains(ApQueue.parse("05.0005"))).isEqualTo(Answer.NO);
        assertThat(reading).hasToString("adapters 05 x domains 0004,00ab");
    }

    @Test
    void anUnreadableReadingKnowsNothing() {
        MatrixReading reading = MatrixReading.unreadable("permission denied");
        assertThat(reading.matrix()).isEmpty();
        assertThat(reading.queues().isEmpty()).isTrue();
        assertThat(reading.contains(ApQueue.parse("05.0004"))).isEqualTo(Answer.NOT_KNOWN);
        assertThat(reading).hasToString("not known: permission denied");
    }

    @Nested
    class CutReading {
        /** The first 512 queues of adapters 00 to ff, without 03, with domains 00, 02 and 04; the last one is ab.0002. */
        private final ApQueueSet seen =
                ApQueueSet.copyOf(Matrix.of(adapters(3).complement(), domains(0, 2, 4)).queues().stream()
                        .limit(512)
                        .toList());

        @ParameterizedTest
        @CsvSource({
            "00.0000, YES",
            "05.0004, YES",
            "ab.0002, YES",
            "05.0003, NO",
            "03.0000, NO",
            "03.00ff, NO",
            "aa.0005, NO",
            "ab.0001, NO",
            "ab.0003, NO",
            "ab.0004, YES",
            "ac.0001, NO",
            "ff.00ff, NO",
            "ac.0000, NOT_KNOWN",
            "ac.0004, NOT_KNOWN",
            "ff.0002, NOT_KNOWN"
        })
        void afterTheCutOnlyTheDomainsAreKnown(String queue, Answer expected) {
            assertThat(new MatrixReading.Cut(seen).contains(ApQueue.parse(queue)))
                    .isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource({"04.00ff, NO", "05.0003, NO", "05.0004, YES", "05.0005, NOT_KNOWN", "06.0004, NOT_KNOWN"})
        void withoutASecondAdapterTheDomainsAreNotKnownEither(String queue, Answer expected) {
            MatrixReading reading = new MatrixReading.Cut(ApQueueSet.of(ApQueue.parse("05.0004")));
            assertThat(reading.contains(ApQueue.parse(queue))).isEqualTo(expected);
        }

        @Test
        void theLastRowIsCompletedBecauseAllRowsAreAlike() {
            MatrixReading reading = new MatrixReading.Cut(seen);
            assertThat(reading.matrix()).isEmpty();
            assertThat(reading.queues()).isEqualTo(seen.with(ApQueue.parse("ab.0004")));
            assertThat(reading).hasToString("cut, the first 513 queues are known");
        }

        @Test
        void itShowsAtLeastOneQueue() {
            assertThatIllegalArgumentException().isThrownBy(() -> new MatrixReading.Cut(ApQueueSet.none()));
        }
    }
}
