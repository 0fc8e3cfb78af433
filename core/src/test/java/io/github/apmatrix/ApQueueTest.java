package io.github.apmatrix;

import static io.github.apmatrix.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApQueueTest {
    @Test
    void aQueueIsAnAdapterAndADomain() {
        ApQueue queue = ApQueue.parse("0a.001b");
        assertThat(queue.adapter()).isEqualTo(AdapterId.of(10));
        assertThat(queue.domain()).isEqualTo(DomainId.of(27));
        assertThat(queue)
                .isEqualTo(ApQueue.of(AdapterId.of(10), DomainId.of(27)))
                .hasToString("0a.001b");
    }

    @Test
    void bothPartsAreHexadecimal() {
        assertThat(ApQueue.parse("10.0010")).isEqualTo(ApQueue.of(AdapterId.of(16), DomainId.of(16)));
        assertThat(ApQueue.parse("ff.00ff")).isEqualTo(ApQueue.of(AdapterId.of(255), DomainId.of(255)));
    }

    @Test
    void queuesAreOrderedByAdapterAndThenByDomain() {
        assertThat(ApQueue.parse("02.0003")).isGreaterThan(ApQueue.parse("02.0002"));
        assertThat(ApQueue.parse("02.0000")).isGreaterThan(ApQueue.parse("00.00ff"));
        assertThat(ApQueue.parse("80.0000")).isGreaterThan(ApQueue.parse("7f.0080"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "a.001b, 1",
        "0, 1",
        "0a, 2",
        "0a001b, 2",
        "0a., 3",
        "0a.1b, 5",
        "0a.001, 6",
        "0a.001b0, 7",
        "'0a.001b\n', 7",
        "'0a.001b ', 7",
        "0A.001b, 1",
        "0a.001B, 6",
        "0x0a.001b, 1",
        "0a:001b, 2",
        "0a.0100, 3",
        ".001b, 0",
        "card0a, 2",
        "'0a,001b', 2"
    })
    void anythingElseIsRefusedWithTheFirstWrongCharacter(String text, int errorIndex) {
        assertRefused(ApQueue::parse, text, errorIndex);
    }
}
