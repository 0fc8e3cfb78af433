package io.github.apmatrix.render;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.host.HostSnapshot;

/**
 * The four levels of a host as one table: adapters as columns, domains as rows, and for each queue one mark per level.
 * Neighbouring domains with the same marks share a row; many adapters are drawn in blocks of 16. {@link TableStyle} has
 * other ways to draw it, {@link MatrixTable} the same as data.
 *
 * <pre>{@code
 * domain      00   0a   0b
 * 0001-0002 LF-- LF-- LH--
 * 001b      LFMG LFMG LH--
 * }</pre>
 *
 * @since 0.1.0
 */
public final class LevelsTable {
    private final MatrixTable table;
    private final TableStyle style;

    private LevelsTable(MatrixTable table, TableStyle style) {
        this.table = table;
        this.style = style;
    }

    /**
     * Returns the table of a snapshot in the standard style.
     *
     * @param snapshot the snapshot
     * @return the table; {@link #toString()} is its text
     */
    public static LevelsTable of(HostSnapshot snapshot) {
        return of(snapshot, TableStyle.standard());
    }

    /**
     * Returns the table of a snapshot in a style.
     *
     * @param snapshot the snapshot
     * @param style how it is drawn
     * @return the table; {@link #toString()} is its text
     */
    public static LevelsTable of(HostSnapshot snapshot, TableStyle style) {
        return new LevelsTable(MatrixTable.of(snapshot), style);
    }

    /**
     * Returns the marks of one queue.
     *
     * @param queue the queue
     * @return four characters, for LPAR, host, mediated device and guest: {@code LFMG} passes all levels, {@code LH--}
     *     is kept by the host
     */
    public String marks(ApQueue queue) {
        return table.cell(queue).marks();
    }

    /** Returns the table with its legend; without any adapter or domain one line that says so. */
    @Override
    public String toString() {
        return table.toText(style);
    }
}
