package io.github.apmatrix.render;

import com.google.common.collect.ImmutableList;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;

/**
 * How cells of a kind are painted: a colour, and a frame, mark or letter that tells the kind without the colour. The colours
 * are those of Okabe and Ito, which colour-blind people can tell apart, and lighter tints of them; their brightness differs, too.
 */
enum CellLook {
    /** Dark. */
    PASSED("#0072b2", "#0072b2", "#ffffff"),
    /** Half dark. */
    LEFT("#56b4e9", "#3a9bd3", "#000000"),
    /** A thick broken frame. */
    STOPPED("#f5b83d", "#8a4b00", "#000000"),
    /** Light, with a dot. */
    FREE("#cfe9f9", "#7cc4ec", "#005a8c"),
    /** Light, with an exclamation mark. */
    WARNING("#cfe9f9", "#a03c74", "#7a1c50"),
    /** Gray, with a stroke. */
    KEPT("#d6d6d6", "#b4b4b4", "#6e6e6e"),
    /** Only a faint frame. */
    NOTHING("#ffffff", "#e0e0e0", "#000000"),
    /** A cross. */
    CROSSED("#ffffff", "#e3c3ad", "#b34700"),
    /** A question mark. */
    UNKNOWN("#ffffff", "#555555", "#222222");

    private static final int GAP = 1;

    private final String fill;
    private final String frame;
    private final String ink;

    CellLook(String fill, String frame, String ink) {
        this.fill = fill;
        this.frame = frame;
        this.ink = ink;
    }

    /** Paints the cells of this kind, with a text in each where there is no letter. */
    void paint(
            SvgWriter svg,
            PictureGrid grid,
            Map<PictureGrid.Place, MatrixCell> cells,
            Function<MatrixCell, String> text) {
        paintShapes(svg, cells.keySet(), grid.cellWidth(), grid.cellHeight());
        Function<MatrixCell, String> letters = letter().isEmpty() ? text : cell -> letter();
        if (cells.values().stream().map(letters).allMatch(String::isEmpty)) {
            return;
        }
        openText(svg, grid.fontSize());
        cells.forEach((place, cell) -> svg.text(
                "text", letters.apply(cell), "x", place.x() + grid.cellWidth() / 2, "y", place.y() + grid.textBase()));
        svg.close("g");
    }

    private void openText(SvgWriter svg, int size) {
        svg.open(
                "g",
                "font-family",
                SvgWriter.SANS,
                "font-size",
                size,
                "font-weight",
                "bold",
                "text-anchor",
                "middle",
                "fill",
                ink);
    }

    /** Paints one cell of this kind, for a legend. */
    void paintSample(SvgWriter svg, int x, int y, int width, int height) {
        paintShapes(svg, ImmutableList.of(new PictureGrid.Place(x, y)), width, height);
        String sample = this == PASSED || this == STOPPED ? "1" : letter();
        if (!sample.isEmpty()) {
            openText(svg, height / 2);
            svg.text("text", sample, "x", x + width / 2, "y", y + height * 2 / 3)
                    .close("g");
        }
    }

    private String letter() {
        return switch (this) {
            case WARNING -> "!";
            case UNKNOWN -> "?";
            default -> "";
        };
    }

    private void paintShapes(SvgWriter svg, Collection<PictureGrid.Place> places, int width, int height) {
        StringBuilder frames = new StringBuilder();
        StringBuilder marks = new StringBuilder();
        for (PictureGrid.Place place : places) {
            frames.append('M').append(place.x() + GAP).append(' ').append(place.y() + GAP);
            frames.append('h').append(width - 2 * GAP);
            frames.append('v').append(height - 2 * GAP);
            frames.append('h').append(2 * GAP - width).append('z');
            mark(marks, place.x() + width / 2, place.y() + height / 2, height / 4);
        }
        if (this == STOPPED || this == WARNING) {
            String dashes = this == STOPPED ? "4 2" : "none";
            svg.element(
                    "path", "fill", fill, "stroke", frame, "stroke-width", 2, "stroke-dasharray", dashes, "d", frames);
        } else {
            svg.element("path", "fill", fill, "stroke", frame, "d", frames);
        }
        if (!marks.isEmpty()) {
            String size = this == FREE ? "5" : "1.5";
            svg.element(
                    "path", "fill", "none", "stroke", ink, "stroke-width", size, "stroke-linecap", "round", "d", marks);
        }
    }

    private void mark(StringBuilder marks, int x, int y, int size) {
        switch (this) {
            case FREE -> marks.append('M').append(x).append(' ').append(y).append("h.01");
            case KEPT -> appendLine(marks, x - size, y + size, 2 * size, -2 * size);
            case CROSSED -> {
                appendLine(marks, x - size, y - size, 2 * size, 2 * size);
                appendLine(marks, x - size, y + size, 2 * size, -2 * size);
            }
            default -> {
                // these have no mark
            }
        }
    }

    private static void appendLine(StringBuilder marks, int x, int y, int right, int down) {
        marks.append('M')
                .append(x)
                .append(' ')
                .append(y)
                .append('l')
                .append(right)
                .append(' ')
                .append(down);
    }
}
