package io.github.apmatrix;

import static io.github.apmatrix.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediatedDeviceIdTest {
    private static final String TEXT = "62177883-f1bb-47f0-914d-32a22e3a8804";

    @ParameterizedTest
    @ValueSource(strings = {TEXT, "62177883-F1BB-47F0-914D-32A22E3A8804", "62177883-f1Bb-47F0-914d-32a22E3a8804"})
    void eitherCaseIsReadAndLowerCaseIsPrinted(String text) {
        assertThat(MediatedDeviceId.parse(text))
                .isEqualTo(MediatedDeviceId.of(UUID.fromString(TEXT)))
                .hasToString(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"})
    void versionAndVariantDoNotMatter(String text) {
        assertThat(MediatedDeviceId.parse(text)).hasToString(text);
    }

    @Test
    void theNilUuidIsAnId() {
        assertThat(MediatedDeviceId.parse("00000000-0000-0000-0000-000000000000")
                        .uuid())
                .isEqualTo(new UUID(0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "62177883f1bb47f0914d32a22e3a8804, 8",
        "6217788-f1bb-47f0-914d-32a22e3a8804, 7",
        "62177883-f1bb-47f0-914d-32a22e3a880, 35",
        "62177883-f1bb-47f0-914d-32a22e3a88040, 36",
        "'62177883-f1bb-47f0-914d-32a22e3a8804\n', 36",
        "' 62177883-f1bb-47f0-914d-32a22e3a8804', 0",
        "{62177883-f1bb-47f0-914d-32a22e3a8804}, 0",
        "g2177883-f1bb-47f0-914d-32a22e3a8804, 0",
        "62177883-f1bb-47f0-914d-32a22e3a880g, 35",
        "62177883-f1bb-47f0_914d-32a22e3a8804, 18",
        "1-2-3-4-5, 1",
        "62177883-f1bb-47f0-914d-32a22e3a880\u0664, 35"
    })
    void anyOtherFormIsRefusedWithTheFirstWrongCharacter(String text, int errorIndex) {
        assertRefused(MediatedDeviceId::parse, text, errorIndex);
    }

    @Test
    void idsAreOrderedByTheirText() {
        MediatedDeviceId low = MediatedDeviceId.parse("7fffffff-0000-0000-0000-000000000000");
        MediatedDeviceId high = MediatedDeviceId.parse("80000000-0000-0000-0000-000000000000");
        assertThat(low).isLessThan(high);
        // signed halves, as java.util.UUID compares them, would be the other way round
        assertThat(low.uuid()).isGreaterThan(high.uuid());
        assertThat(low).isEqualByComparingTo(MediatedDeviceId.of(low.uuid()));
    }
}
