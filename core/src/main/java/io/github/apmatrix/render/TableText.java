package io.github.apmatrix.render;

import com.google.common.base.CharMatcher;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.IdSet;
import io.github.apmatrix.render.TableStyle.Cells;
import java.util.ArrayList;
import java.util.List;

/** A table as text. */
final class TableText {
    private static final int FIRST_COLUMN = "0000-0000".length();
    static final String NOTHING = "no queues: the LPAR has none and none is assigned";

    private final MatrixTable table;
    private final TableStyle style;
    private final CellText cells;
    private final StringBuilder text = new StringBuilder();

    private TableText(MatrixTable table, TableStyle style) {
        this.table = table;
        this.style = style;
        this.cells = new CellText(table.devices(), style);
    }

    static String of(MatrixTable table, TableStyle style) {
        TableText drawn = new TableText(table, style);
        drawn.draw();
        return drawn.text.toString();
    }

    private void draw() {
        Folding folding = Folding.of(table, cells::plain, style.foldsAdapters(), style.foldsDomains());
        if (folding.adapters().isEmpty() || folding.domains().isEmpty()) {
            text.append(NOTHING).append('\n');
            return;
        }
        for (List<AdapterSet> block : blocks(folding.adapters())) {
            drawBlock(block, folding.domains());
        }
        text.append(TableLegend.of(table, style));
    }

    /** Fills each block up to the width; one column there is always. */
    private List<List<AdapterSet>> blocks(List<AdapterSet> columns) {
        int limit = style.width().orElse(Integer.MAX_VALUE);
        List<List<AdapterSet>> blocks = new ArrayList<>();
        List<AdapterSet> block = List.of();
        int used = limit;
        for (AdapterSet column : columns) {
            int width = gap() + columnWidth(column);
            if (blocks.isEmpty() || used + width > limit) {
                block = new ArrayList<>();
                blocks.add(block);
                used = firstColumn().length();
            }
            block.add(column);
            used += width;
        }
        return blocks;
    }

    private void drawBlock(List<AdapterSet> columns, List<DomainSet> rows) {
        drawTitles(columns);
        for (DomainSet row : rows) {
            StringBuilder line = new StringBuilder(firstColumn(range(row)));
            for (AdapterSet column : columns) {
                MatrixCell cell = table.cell(Folding.first(column, row));
                int padding = gap() + columnWidth(column) - cells.plain(cell).length();
                line.append(" ".repeat(padding)).append(cells.colored(cell));
            }
            append(line);
        }
        text.append('\n');
    }

    private void drawTitles(List<AdapterSet> columns) {
        int height = isVertical()
                ? columns.stream().mapToInt(c -> range(c).length()).max().orElseThrow()
                : 1;
        for (int i = 0; i < height; i++) {
            StringBuilder line = new StringBuilder(firstColumn(i == height - 1 ? "domain" : ""));
            for (AdapterSet column : columns) {
                String title = isVertical()
                        ? Strings.padStart(range(column), height, ' ').substring(i, i + 1)
                        : range(column);
                line.append(Strings.padStart(title, gap() + columnWidth(column), ' '));
            }
            append(line);
        }
        if (style.isUnicode()) {
            int width = columns.stream().mapToInt(c -> gap() + columnWidth(c)).sum();
            append(new StringBuilder("─".repeat(FIRST_COLUMN + 1) + "┼"
                    + "─".repeat(firstColumn().length() - FIRST_COLUMN - 2 + width)));
        }
    }

    private void append(StringBuilder line) {
        text.append(CharMatcher.is(' ').trimTrailingFrom(line)).append('\n');
    }

    private String firstColumn() {
        return firstColumn("");
    }

    private String firstColumn(String title) {
        String padded = Strings.padEnd(title, FIRST_COLUMN, ' ');
        if (style.isUnicode()) {
            return padded + " │" + (isVertical() ? " " : "");
        }
        return isVertical() ? padded + " " : padded;
    }

    private boolean isVertical() {
        return style.cells() == Cells.STATE;
    }

    /** The blanks before a column. */
    private int gap() {
        return isVertical() ? 0 : 1;
    }

    private int columnWidth(AdapterSet column) {
        return isVertical() ? 1 : Math.max(cells.width(), range(column).length());
    }

    /** Returns for example {@code 0a} or {@code 0a-0c}. */
    static String range(IdSet<?, ?> ids) {
        ImmutableList<?> all = ImmutableList.copyOf(ids);
        return all.size() == 1 ? all.get(0).toString() : all.get(0) + "-" + Iterables.getLast(all);
    }
}
