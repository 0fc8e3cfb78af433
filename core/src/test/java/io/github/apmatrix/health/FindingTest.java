package io.github.apmatrix.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindingTest {
    static Finding finding(Severity severity, String identifier, String culprit) {
        return new Finding(identifier, severity, Culprit.named(culprit), culprit + " is bad", "repair it");
    }

    /** Monitoring systems are set up with these texts. */
    @Test
    void theIdentifiersNeverChange() {
        assertThat(Stream.of(HostTrouble.values()).map(HostTrouble::identifier))
                .containsExactly(
                        "adapter-checkstopped",
                        "adapter-deconfigured",
                        "adapter-offline",
                        "queue-checkstopped",
                        "queue-deconfigured",
                        "queue-offline",
                        "queue-without-driver",
                        "vfio-ap-not-loaded",
                        "configuration-not-reported",
                        "device-being-removed",
                        "device-without-driver",
                        "queues-filtered",
                        "guest-matrix-stale",
                        "over-provisioned",
                        "control-domain-missing",
                        "control-domain-of-other-guest",
                        "no-failover",
                        "matrix-cut");
        assertThat(HostTrouble.NO_FAILOVER).hasToString("no-failover");
    }

    @Test
    void severitiesAreOrdered() {
        assertThat(Severity.values()).containsExactly(Severity.NOTICE, Severity.WARNING, Severity.CRITICAL);
        assertThat(Severity.CRITICAL).hasToString("critical");
    }

    @Test
    void theOrderIsWorstFirstThenIdentifierThenCulprit() {
        List<Finding> ordered = List.of(
                finding(Severity.CRITICAL, "z", "a"),
                finding(Severity.WARNING, "a", "b"),
                finding(Severity.WARNING, "b", "a"),
                finding(Severity.WARNING, "b", "c"),
                finding(Severity.NOTICE, "a", "a"));
        assertThat(Stream.of(3, 4, 1, 0, 2).map(ordered::get).sorted(Finding.worstFirst()))
                .containsExactlyElementsOf(ordered);
    }

    @Test
    void theKeyIsIdentifierAndCulprit() {
        Finding finding = finding(Severity.WARNING, "no-failover", "device x");
        assertThat(finding.key()).isEqualTo("no-failover: device x");
        assertThat(finding).hasToString("warning: device x is bad (no-failover)");
        assertThat(finding.culprit()).hasToString("device x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "No-failover", "no failover", "no--failover", "-no", "no-", "1a", "a=b", "a\n"})
    void anIdentifierIsLowerCaseWordsWithHyphens(String identifier) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> finding(Severity.NOTICE, identifier, "x"))
                .withMessage(
                        "the identifier of a finding is lower-case words with hyphens, not \"" + identifier + "\"");
    }
}
