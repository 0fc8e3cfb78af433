package io.github.apmatrix.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.explain.Level;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.HostSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** The table of any host, as data and as text. */
class MatrixTableProperties {
    private static final Pattern COLORS = Pattern.compile("\u001b\\[[0-9;]+m");
    private static final int ROW_TITLE = "0000-0000".length();

    @Provide
    Arbitrary<HostSnapshot> hosts() {
        return RandomHosts.any();
    }

    @Provide
    Arbitrary<TableStyle> styles() {
        Arbitrary<Boolean> either = Arbitraries.of(true, false);
        return Combinators.combine(
                        Arbitraries.of(TableStyle.Cells.class),
                        either,
                        either,
                        either,
                        either,
                        Arbitraries.of(TableStyle.MIN_WIDTH, 53, 60, 120))
                .as((cells, adapters, domains, unicode, color, width) -> TableStyle.builder()
                        .cells(cells)
                        .foldAdapters(adapters)
                        .foldDomains(domains)
                        .unicode(unicode)
                        .color(color)
                        .width(width)
                        .build());
    }

    private static Iterable<ApQueue> queues(AdapterSet adapters, DomainSet domains) {
        List<ApQueue> queues = new ArrayList<>();
        adapters.forEach(adapter -> domains.forEach(domain -> queues.add(ApQueue.of(adapter, domain))));
        return queues;
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void everyQueueOfTheSnapshotIsInOneCellOfItsLevels(@ForAll("hosts") HostSnapshot host) {
        MatrixTable table = MatrixTable.of(host);
        ApQueueSet inUse = host.availableToLpar()
                .union(host.assigned())
                .union(host.reachingGuests())
                .union(ApQueueSet.copyOf(host.queues().keySet()));
        for (ApQueue queue : inUse) {
            assertThat(table.adapterRanges().stream().filter(range -> range.contains(queue.adapter())))
                    .hasSize(1);
            assertThat(table.domainRanges().stream().filter(range -> range.contains(queue.domain())))
                    .hasSize(1);
        }
        for (ApQueue queue : queues(table.adapters(), table.domains())) {
            MatrixCell cell = table.cell(queue);
            assertThat(cell.lpar().isYes()).isEqualTo(host.availableToLpar().contains(queue));
            assertThat(cell.host() == HostUse.KEPT)
                    .isEqualTo(host.reservedForHost().contains(queue));
            assertThat(cell.assigned().isYes()).isEqualTo(host.assigned().contains(queue));
            assertThat(cell.assigned().isYes()).isEqualTo(!cell.devices().isEmpty());
            assertThat(cell.guest().isYes()).isEqualTo(host.reachingGuests().contains(queue));
            assertThat(cell.assigned().isNo())
                    .isEqualTo(host.devices().values().stream()
                            .allMatch(device ->
                                    device.assignedMatrix().contains(queue).isNo()));
            Statistics.collect(cell.state());
        }
        Statistics.coverage(coverage -> {
            for (CellState state : CellState.values()) {
                coverage.check(state).count(count -> count > 0);
            }
        });
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void foldingHidesNoDifference(@ForAll("hosts") HostSnapshot host) {
        MatrixTable table = MatrixTable.of(host);
        for (AdapterSet column : table.adapterRanges()) {
            IntSummaryStatistics numbers = column.mask().stream().summaryStatistics();
            assertThat(numbers.getMax() - numbers.getMin()).isEqualTo(column.size() - 1);
            for (DomainSet row : table.domainRanges()) {
                MatrixCell cell = table.cell(Folding.first(column, row));
                assertThat(queues(column, row))
                        .allSatisfy(queue -> assertThat(table.cell(queue)).isEqualTo(cell));
            }
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void whatIsLeftAfterALevelWasLeftBeforeExceptInAGuestMatrix(@ForAll("hosts") HostSnapshot host) {
        MatrixTable table = MatrixTable.of(host);
        for (ApQueue queue : queues(table.adapters(), table.domains())) {
            MatrixCell cell = table.cell(queue);
            Answer before = Answer.YES;
            for (Level level : Level.values()) {
                Answer after = cell.leftAfter(level);
                boolean isGuest = level == Level.GUEST;
                assertThat(before.isNo() && !after.isNo() && !(isGuest && after.isYes()))
                        .as("%s %s", queue, cell)
                        .isFalse();
                before = after;
            }
            assertThat(cell.leftAfter(Level.GUEST).isYes())
                    .isEqualTo(cell.guest().isYes());
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void noLineIsLongerThanTheWidth(@ForAll("hosts") HostSnapshot host, @ForAll("styles") TableStyle style) {
        String text = MatrixTable.of(host).toText(style);
        assertThat(plain(text).lines())
                .allSatisfy(line ->
                        assertThat(line).hasSizeLessThanOrEqualTo(style.width().orElseThrow()));
        assertThat(plain(text).lines()).noneMatch(line -> line.endsWith(" "));
        assertThat(text.equals(plain(text))).isEqualTo(!style.hasColor() || !text.contains("domain"));
        if (!style.isUnicode()) {
            assertThat(text.chars()).allMatch(c -> c < 128);
        }
    }

    private static String plain(String text) {
        return COLORS.matcher(text).replaceAll("");
    }

    /** Reads the text again, as a person would. */
    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void theTextHasTheMarksOfEveryQueueOnce(@ForAll("hosts") HostSnapshot host, @ForAll("styles") TableStyle style) {
        MatrixTable table = MatrixTable.of(host);
        if (table.adapters().isEmpty() || style.cells() != TableStyle.Cells.LEVELS) {
            return;
        }
        Map<ApQueue, String> read =
                read(plain(table.toText(style)).replace('·', '-').replace("│", ""));
        assertThat(read).hasSize(table.adapters().size() * table.domains().size());
        read.forEach(
                (queue, marks) -> assertThat(marks).isEqualTo(table.cell(queue).marks()));
    }

    private static Map<ApQueue, String> read(String text) {
        Map<ApQueue, String> marks = new HashMap<>();
        List<String> columns = List.of();
        for (String line : text.lines().takeWhile(l -> !l.startsWith("L  ")).toList()) {
            List<String> fields =
                    Splitter.on(' ').omitEmptyStrings().splitToList(line.substring(Math.min(ROW_TITLE, line.length())));
            if (line.startsWith("domain")) {
                columns = fields;
            } else if (!line.isEmpty() && !line.startsWith("─")) {
                assertThat(fields).hasSameSizeAs(columns);
                for (int i = 0; i < columns.size(); i++) {
                    for (int adapter : range(columns.get(i))) {
                        for (int domain : range(line.substring(0, ROW_TITLE).strip())) {
                            ApQueue queue = ApQueue.of(AdapterId.of(adapter), DomainId.of(domain));
                            assertThat(marks.put(queue, fields.get(i))).isNull();
                        }
                    }
                }
            }
        }
        return marks;
    }

    private static List<Integer> range(String title) {
        List<String> ends = Splitter.on('-').splitToList(title);
        List<Integer> numbers = new ArrayList<>();
        for (int i = Integer.parseInt(ends.get(0), 16); i <= Integer.parseInt(ends.get(ends.size() - 1), 16); i++) {
            numbers.add(i);
        }
        return numbers;
    }
}
