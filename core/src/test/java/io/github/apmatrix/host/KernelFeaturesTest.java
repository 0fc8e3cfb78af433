package io.github.apmatrix.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.rules.MaskVeto;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelFeaturesTest {
    @ParameterizedTest
    @CsvSource({"YES, BY_ANY_COUNTERPART", "NO, BY_CURRENT_OTHER_MASK", "NOT_KNOWN, BY_CURRENT_OTHER_MASK"})
    void theKernelsFilesTellTheVeto(Answer hasCount, MaskVeto veto) {
        assertThat(KernelFeatures.notKnown()
                        .with(KernelFeature.BINDINGS_COMPLETE_COUNT, hasCount)
                        .maskVeto())
                .isEqualTo(veto);
    }
}
