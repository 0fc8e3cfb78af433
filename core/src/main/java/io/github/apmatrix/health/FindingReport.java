package io.github.apmatrix.health;

import com.google.common.base.CharMatcher;
import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.QuotedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Findings as text: for people, and as lines for monitoring.
 *
 * @since 0.1.0
 */
public final class FindingReport {
    private final ImmutableList<Finding> findings;

    private FindingReport(ImmutableList<Finding> findings) {
        this.findings = findings;
    }

    /**
     * Returns the report of findings, wherever they come from.
     *
     * @param findings the findings, in any order
     * @return the report
     */
    public static FindingReport of(Iterable<Finding> findings) {
        return new FindingReport(ImmutableList.sortedCopyOf(Finding.worstFirst(), findings));
    }

    /**
     * Returns the findings.
     *
     * @return the findings, worst first
     */
    public ImmutableList<Finding> findings() {
        return findings;
    }

    /**
     * Returns the highest severity.
     *
     * @return the severity of the first finding, or empty if there is none
     */
    public Optional<Severity> worst() {
        return findings.stream().findFirst().map(Finding::severity);
    }

    /**
     * Returns how many findings have a severity.
     *
     * @param severity the severity
     * @return a number from 0 on
     */
    public int count(Severity severity) {
        return (int) findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    /**
     * Returns how many findings there are.
     *
     * @return for example {@code 1 critical, 2 warnings, 0 notices}
     */
    public String summary() {
        int warnings = count(Severity.WARNING);
        int notices = count(Severity.NOTICE);
        return count(Severity.CRITICAL) + " critical, "
                + warnings + (warnings == 1 ? " warning, " : " warnings, ")
                + notices + (notices == 1 ? " notice" : " notices");
    }

    /**
     * Returns a line for each finding, worst first, made for programs. Each line has these fields in this order, with a
     * blank between them; later versions may add fields at the end:
     *
     * <pre>{@code
     * severity=warning identifier=queues-filtered culprit="device 7c1d..." adapters=0b queues=0b.0009
     *     devices=7c1d... description="..." remedy="..."
     * }</pre>
     *
     * <ul>
     *   <li>{@code severity}: {@code notice}, {@code warning} or {@code critical};
     *   <li>{@code identifier} and {@code culprit}: the identity of the trouble, {@link Finding#key()};
     *   <li>{@code adapters}: in hex, runs of three or more as a range: {@code 00,0a,10-1f};
     *   <li>{@code queues}: for each adapter its domains in the same way, adapters separated by a semicolon:
     *       {@code 0a.0001,0004-001b;0b.0001};
     *   <li>{@code devices}: ids separated by commas, the one at fault first;
     *   <li>{@code description} and {@code remedy}: sentences for people, which may change at any time.
     * </ul>
     *
     * <p>Adapters, queues and devices are {@code none} if there are none. Quoted texts are as {@link QuotedText#quote} writes
     * them, so a finding is always one line.
     *
     * @return the lines, each with its newline; empty if there are no findings
     */
    public String lines() {
        return findings.stream().map(FindingReport::line).collect(Collectors.joining());
    }

    private static String line(Finding finding) {
        Culprit culprit = finding.culprit();
        return "severity=" + finding.severity()
                + " identifier=" + finding.identifier()
                + " culprit=" + QuotedText.quote(culprit.name())
                + " adapters=" + culprit.adapters()
                + " queues=" + rows(culprit.queues())
                + " devices="
                + (culprit.devices().isEmpty() ? "none" : Joiner.on(',').join(culprit.devices()))
                + " description=" + QuotedText.quote(finding.description())
                + " remedy=" + QuotedText.quote(finding.remedy())
                + "\n";
    }

    private static String rows(ApQueueSet queues) {
        return queues.isEmpty()
                ? "none"
                : queues.adapters().stream()
                        .map(adapter -> adapter + "." + queues.row(adapter))
                        .collect(Collectors.joining(";"));
    }

    /**
     * Returns the report for people: a line with the numbers, then the findings by severity and identifier. A remedy that
     * several have in common stands once, after the last of them.
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(summary()).append('\n');
        Map<String, List<Finding>> groups = findings.stream()
                .collect(Collectors.groupingBy(
                        finding -> finding.severity() + ": " + finding.identifier(),
                        LinkedHashMap::new,
                        Collectors.toList()));
        groups.forEach((title, group) -> {
            text.append('\n').append(title);
            text.append(group.size() == 1 ? "\n" : " (" + group.size() + ")\n");
            appendGroup(text, group);
        });
        return text.toString();
    }

    private static void appendGroup(StringBuilder text, List<Finding> group) {
        for (int i = 0; i < group.size(); i++) {
            Finding finding = group.get(i);
            text.append("  ").append(onOneLine(finding.description())).append('\n');
            boolean isLast = i + 1 == group.size();
            if (isLast || !finding.remedy().equals(group.get(i + 1).remedy())) {
                text.append("    to do: ").append(onOneLine(finding.remedy())).append('\n');
            }
        }
    }

    private static String onOneLine(String sentence) {
        return CharMatcher.javaIsoControl().replaceFrom(sentence, ' ');
    }
}
