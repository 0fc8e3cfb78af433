package io.github.apmatrix.render;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.explain.Level;
import io.github.apmatrix.host.HostSnapshot;
import java.util.Map;

/**
 * The {@link MatrixTable} of a host as a picture in SVG: adapters as columns, domains as rows, a colour and a mark for how far
 * each queue comes ({@link CellState}), the number of the device that has it, a legend, and the devices.
 *
 * <p>The picture has a title and a description for those who cannot see it, is legible without colours, and refers to nothing
 * outside. The same snapshot gives the same text.
 *
 * @since 0.1.0
 */
public final class MatrixPicture {
    private static final int LEGEND_GAP = 40;
    private static final int LEAST_DEVICES = 24;

    private final MatrixTable table;
    private final PictureStyle style;

    private MatrixPicture(MatrixTable table, PictureStyle style) {
        this.table = table;
        this.style = style;
    }

    /**
     * Returns the picture of a snapshot in the standard style.
     *
     * @param snapshot the snapshot
     * @return the picture; {@link #toString()} is an SVG document
     */
    public static MatrixPicture of(HostSnapshot snapshot) {
        return of(MatrixTable.of(snapshot), PictureStyle.standard());
    }

    /**
     * Returns the picture of a table.
     *
     * @param table the table, of all devices or of one
     * @param style title and folding
     * @return the picture; {@link #toString()} is an SVG document
     */
    public static MatrixPicture of(MatrixTable table, PictureStyle style) {
        return new MatrixPicture(table, style);
    }

    /** Returns the SVG document, with a newline at its end. */
    @Override
    public String toString() {
        Folding folding = Folding.of(table, MatrixPicture::look, style.folds(), style.folds());
        PictureFrame frame = new PictureFrame(style, style.title().orElse("AP queues of a host"), subtitle());
        if (frame.drawNothing(folding)) {
            return frame.document(PictureWords.description(table));
        }
        PictureGrid grid = new PictureGrid(table, folding, PictureFrame.LEFT, PictureFrame.TOP, true);
        Map<CellState, Map<PictureGrid.Place, MatrixCell>> cells = grid.cells(CellState.class, MatrixCell::state);
        frame.drawGrid(grid);
        cells.forEach((state, found) -> look(state).paint(frame.svg(), grid, found, this::device));
        PictureLegend legend = new PictureLegend(frame, grid.right() + LEGEND_GAP, grid.top());
        cells.keySet().forEach(state -> legend.add(look(state), state.meaning()));
        legend.addDevices(
                table.deviceDetails(), Math.max(LEAST_DEVICES, folding.domains().size()));
        return frame.document(PictureWords.description(table));
    }

    private String subtitle() {
        return "LPAR: " + QueueCounts.after(table, Level.LPAR)
                + ", of these free for vfio_ap: " + QueueCounts.after(table, Level.HOST)
                + ", in guest matrices: " + QueueCounts.after(table, Level.GUEST);
    }

    /** What a cell shows; cells that show the same can be folded. */
    private static Object look(MatrixCell cell) {
        return ImmutableList.of(cell.state(), cell.devices());
    }

    private static CellLook look(CellState state) {
        return switch (state) {
            case IN_GUEST -> CellLook.PASSED;
            case ASSIGNED -> CellLook.STOPPED;
            case FREE -> CellLook.FREE;
            case WITHOUT_DRIVER -> CellLook.WARNING;
            case KEPT_BY_HOST -> CellLook.KEPT;
            case NOT_IN_LPAR -> CellLook.NOTHING;
            case NOT_KNOWN -> CellLook.UNKNOWN;
        };
    }

    private String device(MatrixCell cell) {
        return PictureWords.number(cell, table.devices());
    }
}
