package io.github.apmatrix.render;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.explain.Level;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.HostSnapshot;
import java.util.Map;

/**
 * The four filters between the machine and a guest as a picture in SVG, side by side: LPAR, host, mediated device, guest. Each
 * level shows the queues that are left after it, and crosses out those that it stops.
 *
 * <p>The picture has a title and a description for those who cannot see it, is legible without colours, and refers to nothing
 * outside. The same snapshot gives the same text.
 *
 * @since 0.1.0
 */
public final class FilterPicture {
    private static final ImmutableList<Level> LEVELS = ImmutableList.copyOf(Level.values());
    private static final int CAPTION_HEIGHT = 50;
    private static final int ARROW_WIDTH = 72;
    private static final int LEAST_PANEL_WIDTH = 190;
    private static final int LEGEND_GAP = 56;
    private static final int LEGEND_WIDTH = 460;
    private static final int LEAST_DEVICES = 12;

    private final MatrixTable table;
    private final PictureStyle style;

    /** What a level does with a queue. */
    private enum Passage {
        LEFT,
        STOPPED,
        NOTHING,
        NOT_KNOWN
    }

    private FilterPicture(MatrixTable table, PictureStyle style) {
        this.table = table;
        this.style = style;
    }

    /**
     * Returns the picture of a snapshot with all its devices in the standard style.
     *
     * @param snapshot the snapshot
     * @return the picture; {@link #toString()} is an SVG document
     */
    public static FilterPicture of(HostSnapshot snapshot) {
        return of(MatrixTable.of(snapshot), PictureStyle.standard());
    }

    /**
     * Returns the picture of a table.
     *
     * @param table the table, of all devices or of one
     * @param style title and folding
     * @return the picture; {@link #toString()} is an SVG document
     */
    public static FilterPicture of(MatrixTable table, PictureStyle style) {
        return new FilterPicture(table, style);
    }

    /** Returns the SVG document, with a newline at its end. */
    @Override
    public String toString() {
        Folding folding = Folding.of(table, FilterPicture::look, style.folds(), style.folds());
        PictureFrame frame = new PictureFrame(
                style,
                style.title().orElse("From the LPAR to the guest: four filters"),
                "each level shows the AP queues that are left after it");
        if (frame.drawNothing(folding)) {
            return frame.document(PictureWords.description(table));
        }
        int x = PictureFrame.LEFT;
        int bottom = PictureFrame.TOP;
        int middle = 0;
        boolean hasUnknown = false;
        for (Level level : LEVELS) {
            if (level != Level.LPAR) {
                drawArrow(frame.svg(), x - ARROW_WIDTH, middle);
            }
            PictureGrid grid =
                    new PictureGrid(table, folding, x, PictureFrame.TOP + CAPTION_HEIGHT, level == Level.LPAR);
            middle = (grid.top() + grid.bottom()) / 2;
            hasUnknown |= drawPanel(frame, grid, level);
            x = Math.max(grid.right(), grid.left() + LEAST_PANEL_WIDTH) + ARROW_WIDTH;
            bottom = grid.bottom();
        }
        drawLegend(frame, bottom + LEGEND_GAP, hasUnknown);
        return frame.document(PictureWords.description(table));
    }

    /** Draws a level, and returns whether something of it is not known. */
    private boolean drawPanel(PictureFrame frame, PictureGrid grid, Level level) {
        int top = PictureFrame.TOP + 18;
        String number = (LEVELS.indexOf(level) + 1) + " ";
        frame.drawText(number + title(level), grid.left(), top, 17, "bold", "#111111");
        frame.drawText(explanation(level), grid.left(), top + 20, 13, "normal", "#444444");
        frame.drawGrid(grid);
        Map<Passage, Map<PictureGrid.Place, MatrixCell>> cells =
                grid.cells(Passage.class, cell -> passage(cell, level));
        cells.forEach(
                (passage, found) -> look(passage, level).paint(frame.svg(), grid, found, cell -> text(cell, level)));
        frame.drawText(QueueCounts.after(table, level), grid.left(), grid.bottom() + 24, 15, "bold", "#111111");
        return cells.containsKey(Passage.NOT_KNOWN);
    }

    private static String title(Level level) {
        return switch (level) {
            case LPAR -> "LPAR";
            case HOST -> "Host";
            case MEDIATED_DEVICE -> "Mediated device";
            case GUEST -> "Guest";
        };
    }

    private static String explanation(Level level) {
        return switch (level) {
            case LPAR -> "what the machine gives";
            case HOST -> "what the host frees";
            case MEDIATED_DEVICE -> "what is assigned";
            case GUEST -> "what vfio_ap lets through";
        };
    }

    private static Object look(MatrixCell cell) {
        return ImmutableList.of(
                LEVELS.stream().map(level -> passage(cell, level)).toList(), cell.devices());
    }

    private static Passage passage(MatrixCell cell, Level level) {
        Answer left = cell.leftAfter(level);
        if (!left.isKnown()) {
            return Passage.NOT_KNOWN;
        } else if (left.isYes()) {
            return Passage.LEFT;
        }
        boolean arrived = level == Level.LPAR
                ? cell.assigned().isYes() // only what somebody wants can be missing
                : cell.leftAfter(LEVELS.get(LEVELS.indexOf(level) - 1)).isYes();
        return arrived ? Passage.STOPPED : Passage.NOTHING;
    }

    private static CellLook look(Passage passage, Level level) {
        return switch (passage) {
            case LEFT -> level == Level.GUEST ? CellLook.PASSED : CellLook.LEFT;
            case STOPPED -> CellLook.CROSSED;
            case NOTHING -> CellLook.NOTHING;
            case NOT_KNOWN -> CellLook.UNKNOWN;
        };
    }

    private String text(MatrixCell cell, Level level) {
        boolean hasDevice = level.compareTo(Level.MEDIATED_DEVICE) >= 0
                && cell.leftAfter(level).isYes();
        return hasDevice ? PictureWords.number(cell, table.devices()) : "";
    }

    private static void drawArrow(SvgWriter svg, int x, int y) {
        int tip = x + ARROW_WIDTH - 14;
        svg.element(
                "path",
                "fill",
                "none",
                "stroke",
                "#444444",
                "stroke-width",
                3,
                "stroke-linecap",
                "round",
                "stroke-linejoin",
                "round",
                "d",
                "M" + (x + 14) + " " + y + "H" + tip + "m-10 -8l10 8l-10 8");
    }

    private void drawLegend(PictureFrame frame, int top, boolean hasUnknown) {
        PictureLegend legend = new PictureLegend(frame, PictureFrame.LEFT, top);
        legend.add(CellLook.LEFT, "left after this level");
        legend.add(CellLook.PASSED, "in the guest matrix of device 1");
        legend.add(CellLook.CROSSED, "stopped at this level");
        legend.add(CellLook.NOTHING, "stopped at an earlier level, or not in the LPAR");
        if (hasUnknown) {
            legend.add(CellLook.UNKNOWN, "not known");
        }
        legend.addDevicesBeside(
                table.deviceDetails(), Math.max(LEAST_DEVICES, (table.devices().size() + 2) / 3), LEGEND_WIDTH);
    }
}
