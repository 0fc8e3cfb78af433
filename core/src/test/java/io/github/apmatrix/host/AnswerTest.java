package io.github.apmatrix.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {
    @ParameterizedTest
    @CsvSource({"YES, true, false, true, yes", "NO, false, true, true, no", "NOT_KNOWN, false, false, false, not known"
    })
    void notKnownIsNeitherYesNorNo(Answer answer, boolean yes, boolean no, boolean known, String text) {
        assertThat(answer.isYes()).isEqualTo(yes);
        assertThat(answer.isNo()).isEqualTo(no);
        assertThat(answer.isKnown()).isEqualTo(known);
        assertThat(answer).hasToString(text);
    }

    @Test
    void whatIsKnownIsYesOrNo() {
        assertThat(Answer.of(true)).isEqualTo(Answer.YES);
        assertThat(Answer.of(false)).isEqualTo(Answer.NO);
    }

    @Nested
    class OfADriverBinding {
        @Test
        void aDeviceIsBoundToItsDriver() {
            DriverBinding binding = DriverBinding.to("cex4queue");
            assertThat(binding.isBound()).isEqualTo(Answer.YES);
            assertThat(binding.isVfioAp()).isEqualTo(Answer.NO);
            assertThat(binding.driver()).contains("cex4queue");
            assertThat(binding)
                    .hasToString("cex4queue")
                    .isEqualTo(DriverBinding.to("cex4queue"))
                    .isNotEqualTo(DriverBinding.to("vfio_ap"));
            assertThat(DriverBinding.to("vfio_ap").isVfioAp()).isEqualTo(Answer.YES);
        }

        @Test
        void anUnboundDeviceIsKnownNotToBeBound() {
            assertThat(DriverBinding.unbound().isBound()).isEqualTo(Answer.NO);
            assertThat(DriverBinding.unbound().isVfioAp()).isEqualTo(Answer.NO);
            assertThat(DriverBinding.unbound().driver()).isEmpty();
            assertThat(DriverBinding.unbound()).hasToString("no driver").isNotEqualTo(DriverBinding.notKnown());
        }

        @Test
        void whatWasNotReadIsNotKnown() {
            assertThat(DriverBinding.notKnown().isBound()).isEqualTo(Answer.NOT_KNOWN);
            assertThat(DriverBinding.notKnown().isVfioAp()).isEqualTo(Answer.NOT_KNOWN);
            assertThat(DriverBinding.notKnown().driver()).isEmpty();
            assertThat(DriverBinding.notKnown()).hasToString("not known");
        }
    }

    @Nested
    class OfKernelFeatures {
        private final KernelFeatures features = KernelFeatures.notKnown()
                .with(KernelFeature.AP_CONFIG, Answer.NO)
                .with(KernelFeature.GUEST_MATRIX, Answer.YES);

        @Test
        void whatWasNotToldStaysOpen() {
            assertThat(features.has(KernelFeature.GUEST_MATRIX)).isEqualTo(Answer.YES);
            assertThat(features.has(KernelFeature.AP_CONFIG)).isEqualTo(Answer.NO);
            assertThat(features.has(KernelFeature.DRIVER_OVERRIDE)).isEqualTo(Answer.NOT_KNOWN);
            assertThat(features).hasToString("{GUEST_MATRIX=yes, AP_CONFIG=no}");
        }

        @Test
        void aLaterAnswerReplacesAnEarlierOne() {
            assertThat(features.with(KernelFeature.AP_CONFIG, Answer.YES).has(KernelFeature.AP_CONFIG))
                    .isEqualTo(Answer.YES);
            assertThat(features.has(KernelFeature.AP_CONFIG)).isEqualTo(Answer.NO);
        }

        @Test
        void anAnswerThatIsTakenBackLeavesNoTrace() {
            KernelFeatures open = features.with(KernelFeature.AP_CONFIG, Answer.NOT_KNOWN)
                    .with(KernelFeature.GUEST_MATRIX, Answer.NOT_KNOWN);
            assertThat(open).isEqualTo(KernelFeatures.notKnown()).hasSameHashCodeAs(KernelFeatures.notKnown());
            assertThat(features).isNotEqualTo(open);
        }
    }
}
