package io.github.apmatrix.render;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.DomainSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The grid of a picture: where its rows and columns are, and how many pixels they take. */
final class PictureGrid {
    private static final int MOST_LARGE_COLUMNS = 32;
    private static final int MOST_LARGE_ROWS = 40;

    private final MatrixTable table;
    private final Folding folding;
    private final boolean rowTitles;
    private final int left;
    private final int top;
    private final int cellWidth;
    private final int cellHeight;
    private final int fontSize;

    /** The left upper corner of a cell. */
    record Place(int x, int y) {}

    /** Places a grid, with its titles, right of and below a point. */
    PictureGrid(MatrixTable table, Folding folding, int x, int y, boolean rowTitles) {
        this.table = table;
        this.folding = folding;
        this.rowTitles = rowTitles;
        boolean large = folding.adapters().size() <= MOST_LARGE_COLUMNS
                && folding.domains().size() <= MOST_LARGE_ROWS;
        this.fontSize = large ? 14 : 11;
        this.cellWidth = large ? 34 : 24;
        this.cellHeight = large ? 26 : 18;
        this.left = x + (rowTitles ? titleWidth() : 0);
        this.top = y + titleHeight();
    }

    int cellWidth() {
        return cellWidth;
    }

    int cellHeight() {
        return cellHeight;
    }

    int fontSize() {
        return fontSize;
    }

    int left() {
        return left;
    }

    int top() {
        return top;
    }

    int right() {
        return left + folding.adapters().size() * cellWidth;
    }

    int bottom() {
        return top + folding.domains().size() * cellHeight;
    }

    /** A caption, the first numbers, and below them the last numbers if there are ranges. */
    private int titleHeight() {
        return (hasRanges() ? 3 : 2) * lineHeight() + 6;
    }

    private boolean hasRanges() {
        return folding.adapters().stream().anyMatch(column -> column.size() > 1);
    }

    private int lineHeight() {
        return fontSize + 3;
    }

    private int titleWidth() {
        int letters = folding.domains().stream()
                .mapToInt(row -> TableText.range(row).length())
                .max()
                .orElse(0);
        return Math.max(letters, "domain".length()) * fontSize * 5 / 8 + 10;
    }

    /** Draws the titles of columns above the cells and the titles of rows left of them. */
    void drawTitles(SvgWriter svg) {
        svg.open("g", "font-family", SvgWriter.SANS, "font-size", fontSize, "fill", "#555555");
        svg.text("text", "adapter", "x", left + 4, "y", top - titleHeight() + lineHeight() - 3);
        if (rowTitles) {
            svg.text("text", "domain", "x", left - 8, "y", top - 6, "text-anchor", "end");
        }
        svg.close("g");
        svg.open("g", "font-family", SvgWriter.MONO, "font-size", fontSize, "fill", "#222222");
        for (int i = 0; i < folding.adapters().size(); i++) {
            AdapterSet column = folding.adapters().get(i);
            int x = left + i * cellWidth + cellWidth / 2;
            String range = TableText.range(column);
            int dash = range.indexOf('-');
            if (dash > 0) {
                drawTitle(svg, range.substring(0, dash), x, top - 6 - lineHeight());
            }
            drawTitle(svg, range.substring(Math.max(dash, 0)), x, top - 6);
        }
        for (int i = 0; rowTitles && i < folding.domains().size(); i++) {
            DomainSet row = folding.domains().get(i);
            int y = top + i * cellHeight + textBase();
            svg.text("text", TableText.range(row), "x", left - 8, "y", y, "text-anchor", "end");
        }
        svg.close("g");
    }

    private static void drawTitle(SvgWriter svg, String title, int x, int y) {
        svg.text("text", title, "x", x, "y", y, "text-anchor", "middle");
    }

    /** How far below the top of a cell its text stands. */
    int textBase() {
        return (cellHeight + fontSize * 7 / 10) / 2;
    }

    /** Returns all cells in groups of the same kind, row by row. */
    <K extends Enum<K>> Map<K, Map<Place, MatrixCell>> cells(Class<K> kinds, Function<MatrixCell, K> kind) {
        Map<K, Map<Place, MatrixCell>> places = new EnumMap<>(kinds);
        for (int i = 0; i < folding.domains().size(); i++) {
            for (int j = 0; j < folding.adapters().size(); j++) {
                MatrixCell cell = table.cell(Folding.first(
                        folding.adapters().get(j), folding.domains().get(i)));
                places.computeIfAbsent(kind.apply(cell), key -> new LinkedHashMap<>())
                        .put(new Place(left + j * cellWidth, top + i * cellHeight), cell);
            }
        }
        return places;
    }
}
