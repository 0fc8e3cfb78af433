package io.github.apmatrix.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardAgeTest {
    private static Card.Builder card() {
        return Card.builder(AdapterId.of(5));
    }

    @ParameterizedTest
    @CsvSource({"6, true", "9, true", "10, false", "14, false"})
    void theHardwareTypeDecides(int hardwareType, boolean tooOld) {
        // the type is what the driver says, and comes second
        Card card =
                card().hardwareType(hardwareType).type(CardType.parse("CEX3C")).build();
        assertThat(card.isTooOldForVfioAp()).isEqualTo(tooOld);
    }

    @ParameterizedTest
    @CsvSource({"CEX3C, true", "CEX4A, false"})
    void withoutHardwareTypeTheTypeDecides(String type, boolean tooOld) {
        assertThat(card().type(CardType.parse(type)).build().isTooOldForVfioAp())
                .isEqualTo(tooOld);
    }

    @Test
    void aCardOfWhichNothingIsKnownIsNotTooOld() {
        assertThat(card().build().isTooOldForVfioAp()).isFalse();
    }
}
