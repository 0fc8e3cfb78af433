package io.github.apmatrix.allocate;

import static io.github.apmatrix.samples.PlanHosts.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.apmatrix.host.CardMode;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequirementTest {
    static Stream<Arguments> ranges() {
        IntFunction<Requirement> queues = Requirement.Queues::new;
        IntFunction<Requirement> adapters = Requirement.Adapters::new;
        IntFunction<Requirement> generation = Requirement.Generation::new;
        return Stream.of(
                Arguments.of(queues, 1, 65_536, "number of queues"),
                Arguments.of(adapters, 1, 256, "number of adapters"),
                Arguments.of(generation, 4, 99, "generation"));
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void numbersHaveARange(IntFunction<Requirement> requirement, int least, int most, String what) {
        assertThatCode(() -> requirement.apply(least)).doesNotThrowAnyException();
        assertThatCode(() -> requirement.apply(most)).doesNotThrowAnyException();
        for (int wrong : new int[] {least - 1, most + 1, -1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> requirement.apply(wrong))
                    .withMessage(what + " " + wrong + " is not between " + least + " and " + most);
        }
    }

    static Stream<Arguments> descriptions() {
        return Stream.of(
                Arguments.of(new Requirement.Queues(1), "1 queue"),
                Arguments.of(new Requirement.Queues(4), "4 queues"),
                Arguments.of(new Requirement.Adapters(1), "at least 1 adapter"),
                Arguments.of(new Requirement.Adapters(2), "at least 2 adapters"),
                Arguments.of(new Requirement.Mode(CardMode.ACCELERATOR), "mode Accelerator"),
                Arguments.of(new Requirement.Generation(7), "generation CEX7 or later"),
                Arguments.of(new Requirement.OneDomain(), "the same domain on all its adapters"),
                Arguments.of(new Requirement.OwnDomains(), "domains of its own"),
                Arguments.of(new Requirement.ApartFrom(B), "no adapter of guest " + B),
                Arguments.of(new Requirement.KeepsAssigned(), "what its device has now"));
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void aRequirementIsDescribed(Requirement requirement, String description) {
        assertThat(requirement.description()).isEqualTo(description);
    }
}
