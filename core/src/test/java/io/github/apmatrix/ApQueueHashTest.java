package io.github.apmatrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApQueueHashTest {
    @Test
    void allQueuesHaveHashCodesOfTheirOwn() {
        Set<Integer> codes = new HashSet<>();
        ApQueueSet.all().forEach(queue -> codes.add(queue.hashCode()));
        assertThat(codes).hasSize(65_536);
    }

    /** As a HashMap of 8192 places would do; numbers with gaps fell into a twelfth of them. */
    @ParameterizedTest
    @CsvSource({"1, 1", "4, 3", "4, 1", "2, 2", "1, 3"})
    void queuesAreSpread(int everyAdapter, int everyDomain) {
        Set<Integer> places = ApQueueSet.all().stream()
                .filter(queue -> queue.adapter().value() % everyAdapter == 0
                        && queue.domain().value() % everyDomain == 0)
                .limit(5_100)
                .map(queue -> (queue.hashCode() ^ queue.hashCode() >>> 16) & 8191)
                .collect(Collectors.toSet());
        assertThat(places).hasSizeGreaterThan(8192 / 3);
    }
}
