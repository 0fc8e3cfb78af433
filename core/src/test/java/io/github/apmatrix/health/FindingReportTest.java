package io.github.apmatrix.health;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.health.FindingTest.finding;
import static io.github.apmatrix.health.HealthHosts.A;
import static io.github.apmatrix.health.HealthHosts.B;
import static io.github.apmatrix.health.HealthHosts.queues;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.QuotedText;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FindingReportTest {
    private static final FindingReport NOTHING = FindingReport.of(List.of());

    @Test
    void withoutFindings() {
        assertThat(NOTHING).hasToString("0 critical, 0 warnings, 0 notices\n");
        assertThat(NOTHING.lines()).isEmpty();
        assertThat(NOTHING.worst()).isEmpty();
        assertThat(NOTHING.findings()).isEmpty();
    }

    @Test
    void findingsAreGroupedBySeverityAndIdentifier() {
        FindingReport report = FindingReport.of(List.of(
                finding(Severity.NOTICE, "no-failover", "device b"),
                finding(Severity.WARNING, "queues-filtered", "device a"),
                new Finding("no-failover", Severity.NOTICE, Culprit.named("device c"), "c is bad", "do more"),
                finding(Severity.NOTICE, "no-failover", "device a")));
        assertThat(report).hasToString("""
                0 critical, 1 warning, 3 notices

                warning: queues-filtered
                  device a is bad
                    to do: repair it

                notice: no-failover (3)
                  device a is bad
                  device b is bad
                    to do: repair it
                  c is bad
                    to do: do more
                """);
        assertThat(report.worst()).contains(Severity.WARNING);
        assertThat(report.count(Severity.NOTICE)).isEqualTo(3);
    }

    @Test
    void twoHundredFindingsOfAKindHaveOneTitleAndOneRemedy() {
        FindingReport report = FindingReport.of(IntStream.range(0, 200)
                .mapToObj(i -> finding(Severity.CRITICAL, "adapter-checkstopped", "adapter " + i))
                .toList());
        assertThat(report.toString())
                .startsWith("200 critical, 0 warnings, 0 notices\n\ncritical: adapter-checkstopped (200)\n")
                .hasLineCount(1 + 1 + 1 + 200 + 1);
    }

    @Test
    void aLineHasAllFields() {
        Finding finding = new Finding(
                "queues-filtered",
                Severity.WARNING,
                Culprit.device(A)
                        .withAdapters(adapters(0, 0x0a, 0x10, 0x11, 0x12))
                        .withQueues(queues("00.0001", "0a.0001", "0a.0002", "0a.0003", "0a.001b"))
                        .withDevices(ImmutableList.of(B, A)),
                "it is \"bad\"\nand worse",
                "echo 1 > \\x");
        assertThat(FindingReport.of(List.of(finding)).lines())
                .isEqualTo("severity=warning identifier=queues-filtered culprit=\"device " + A
                        + "\" adapters=00,0a,10-12 queues=00.0001;0a.0001-0003,001b devices=" + B + "," + A
                        + " description=\"it is \\\"bad\\\"\\nand worse\" remedy=\"echo 1 > \\\\x\"\n");
    }

    @Test
    void whatIsNotInvolvedIsNone() {
        Finding finding = finding(Severity.NOTICE, "x", "a \"file\"");
        String line = FindingReport.of(List.of(finding)).lines();
        assertThat(line)
                .isEqualTo(
                        "severity=notice identifier=x culprit=\"a \\\"file\\\"\" adapters=none queues=none devices=none"
                                + " description=\"a \\\"file\\\" is bad\" remedy=\"repair it\"\n");
        assertThat(QuotedText.unquote("\"a \\\"file\\\"\"")).isEqualTo("a \"file\"");
    }

    @Test
    void aNameOfAFileCannotBreakTheReport() {
        Finding finding = finding(Severity.NOTICE, "x", "a\n\u001b[31mfile");
        assertThat(FindingReport.of(List.of(finding)).toString()).contains("  a  [31mfile is bad\n");
        assertThat(FindingReport.of(List.of(finding)).lines()).hasLineCount(1);
    }
}
