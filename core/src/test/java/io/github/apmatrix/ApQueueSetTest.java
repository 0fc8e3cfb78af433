package io.github.apmatrix;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApQueueSetTest {
    private static final ApQueue FIRST = ApQueue.parse("00.0000");
    private static final ApQueue LAST = ApQueue.parse("ff.00ff");

    @Test
    void noneAndAllAreTheTwoEnds() {
        assertThat(ApQueueSet.none().isEmpty()).isTrue();
        assertThat(ApQueueSet.none().size()).isZero();
        assertThat(ApQueueSet.none().adapters()).isEqualTo(AdapterSet.none());
        assertThat(ApQueueSet.none().domains()).isEqualTo(DomainSet.none());
        assertThat(ApQueueSet.all().size()).isEqualTo(65_536);
        assertThat(ApQueueSet.all().contains(FIRST)).isTrue();
        assertThat(ApQueueSet.all().contains(LAST)).isTrue();
        assertThat(ApQueueSet.all().complement()).isEqualTo(ApQueueSet.none());
        assertThat(ApQueueSet.all()).isEqualTo(ApQueueSet.of(Matrix.of(AdapterSet.all(), DomainSet.all())));
    }

    @Test
    void theQueuesComeInTheOrderOfTheKernel() {
        ApQueue late = ApQueue.parse("0a.0001");
        ApQueue early = ApQueue.parse("00.001b");
        assertThat(ApQueueSet.of(LAST, late, early, FIRST, late)).containsExactly(FIRST, early, late, LAST);
    }

    @Test
    void aRowHasTheDomainsOfOneAdapter() {
        ApQueueSet set = ApQueueSet.of(Matrix.of(adapters(5), domains(4, 0xab))).with(LAST);
        assertThat(set.row(AdapterId.of(5))).isEqualTo(domains(4, 0xab));
        assertThat(set.row(AdapterId.of(255))).isEqualTo(domains(255));
        assertThat(set.row(AdapterId.of(6))).isEqualTo(DomainSet.none());
        assertThat(set.adapters()).isEqualTo(adapters(5, 255));
        assertThat(set.domains()).isEqualTo(domains(4, 0xab, 255));
    }

    @Test
    void matricesWithoutQueuesAreTheEmptySet() {
        assertThat(ApQueueSet.of(Matrix.of(adapters(5), DomainSet.none()))).isEqualTo(ApQueueSet.none());
        assertThat(ApQueueSet.of(Matrix.of(AdapterSet.none(), domains(4)))).isEqualTo(ApQueueSet.none());
    }

    @Test
    void oneMatrixMinusAnotherIsInGeneralNoMatrix() {
        ApQueueSet set =
                ApQueueSet.of(Matrix.of(adapters(5, 6), domains(4, 7))).difference(Matrix.of(adapters(6), domains(7)));
        assertThat(set).containsExactly(ApQueue.parse("05.0004"), ApQueue.parse("05.0007"), ApQueue.parse("06.0004"));
    }

    @Test
    void theBuilderGoesOnWithoutChangingWhatItBuilt() {
        ApQueueSet.Builder builder = ApQueueSet.builder().add(FIRST);
        ApQueueSet before = builder.build();
        ApQueueSet after = builder.addAll(List.of(LAST, FIRST)).build();
        assertThat(before).containsExactly(FIRST);
        assertThat(after).containsExactly(FIRST, LAST);
    }

    @Test
    void upToEightQueuesPrintAndTheRestIsCounted() {
        assertThat(ApQueueSet.none()).hasToString("none");
        assertThat(ApQueueSet.of(ApQueue.parse("00.001b"), ApQueue.parse("00.0004")))
                .hasToString("00.0004, 00.001b");
        String eight = "05.0000, 05.0001, 05.0002, 05.0003, 05.0004, 05.0005, 05.0006, 05.0007";
        Matrix matrix = Matrix.of(adapters(5), domains(0, 1, 2, 3, 4, 5, 6, 7));
        assertThat(ApQueueSet.of(matrix)).hasToString(eight);
        assertThat(ApQueueSet.of(matrix).with(LAST)).hasToString(eight + " and 1 more");
        assertThat(ApQueueSet.all()).asString().endsWith("00.0007 and 65528 more");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 64, 127, 128, 255})
    void aQueueAtTheEdgeOfAWordIsFoundAndLeavesNothingBehind(int number) {
        ApQueue queue = ApQueue.of(AdapterId.of(number), DomainId.of(number));
        ApQueueSet set = ApQueueSet.of(queue);
        assertThat(set).containsExactly(queue).isNotEqualTo(ApQueueSet.none());
        assertThat(set.contains(queue)).isTrue();
        assertThat(set.complement().contains(queue)).isFalse();
        assertThat(set.complement().union(set)).isEqualTo(ApQueueSet.all());
        assertThat(set.containsAll(ApQueueSet.all())).isFalse();
        assertThat(ApQueueSet.all().containsAll(set)).isTrue();
        assertThat(set.difference(set)).isEqualTo(ApQueueSet.none());
        assertThat(set.intersect(set.complement())).isEqualTo(ApQueueSet.none());
        assertThat(set.with(FIRST).difference(set).with(queue).with(FIRST)).isEqualTo(set.with(FIRST));
    }

    @Test
    void theIteratorEnds() {
        Iterator<ApQueue> iterator = ApQueueSet.of(LAST).iterator();
        assertThat(iterator.next()).isEqualTo(LAST);
        assertThat(iterator.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(iterator::next);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(iterator::remove);
    }

    @Test
    void aBuilderTakesSetsOfAnySize() {
        ApQueueSet low = ApQueueSet.of(ApQueue.parse("00.0000"), ApQueue.parse("01.00ff"));
        ApQueueSet high = ApQueueSet.of(ApQueue.parse("ff.00ff"));
        ApQueueSet.Builder builder = ApQueueSet.builder().addAll(low);
        ApQueueSet first = builder.build();
        assertThat(builder.addAll(high).addAll(ApQueueSet.none()).build()).isEqualTo(low.union(high));
        assertThat(first).isEqualTo(low);
        assertThat(ApQueueSet.builder().addAll(high).addAll(low).build()).isEqualTo(low.union(high));
        assertThat(high).containsExactly(ApQueue.parse("ff.00ff"));
    }
}
