package io.github.apmatrix.render;

import static io.github.apmatrix.render.Column.CARD_DOM;
import static io.github.apmatrix.render.Column.DRIVER;
import static io.github.apmatrix.render.Column.FUNCTIONS;
import static io.github.apmatrix.render.Column.HWTYPE;
import static io.github.apmatrix.render.Column.MODE;
import static io.github.apmatrix.render.Column.PENDING;
import static io.github.apmatrix.render.Column.QDEPTH;
import static io.github.apmatrix.render.Column.REQUESTS;
import static io.github.apmatrix.render.Column.SERIALNR;
import static io.github.apmatrix.render.Column.SESTAT;
import static io.github.apmatrix.render.Column.STATUS;
import static io.github.apmatrix.render.Column.TYPE;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * The layouts in which lszcrypt lists cards and queues since s390-tools 2.28. Fields are padded to the width of their column
 * and joined with one blank, so lines can end in blanks; a longer field pushes the rest of its line to the right.
 *
 * @since 0.1.0
 */
public enum ListingStyle {
    /** Without options: what the host's own drivers can use, 46 characters wide. */
    PLAIN(CARD_DOM, TYPE, MODE, STATUS, REQUESTS),
    /** {@code -V}: all cards and queues, 92 characters wide. */
    VERBOSE(CARD_DOM, TYPE, MODE, STATUS, REQUESTS, PENDING, HWTYPE, QDEPTH, FUNCTIONS, DRIVER),
    /** {@code -V} where the bus has the feature {@code APSB}, for Secure Execution: 104 characters wide. */
    SECURE_EXECUTION(CARD_DOM, TYPE, MODE, STATUS, REQUESTS, PENDING, HWTYPE, QDEPTH, FUNCTIONS, DRIVER, SESTAT),
    /** {@code -s}: the serial numbers of CCA and EP11 cards, 46 characters wide. */
    SERIAL_NUMBERS(CARD_DOM, TYPE, MODE, STATUS, SERIALNR);

    private final ImmutableList<Column> columns;

    ListingStyle(Column... columns) {
        this.columns = ImmutableList.copyOf(columns);
    }

    /** The columns themselves. */
    ImmutableList<Column> list() {
        return columns;
    }

    /**
     * Returns the titles of the columns.
     *
     * @return for example {@code CARD.DOM}, {@code TYPE}, {@code MODE}, {@code STATUS}, {@code REQUESTS}
     */
    public ImmutableList<String> columns() {
        return columns.stream().map(Column::title).collect(ImmutableList.toImmutableList());
    }

    /**
     * Returns the two lines above the devices.
     *
     * @return the titles, and a rule of the same width; each with its newline
     */
    public String header() {
        String titles = line(columns());
        return titles + "-".repeat(titles.length() - 1) + "\n";
    }

    /**
     * Returns the line of a device.
     *
     * @param fields the texts of the columns, in their order
     * @return the fields, padded, and a newline
     * @throws IllegalArgumentException if there are fewer or more fields than columns
     */
    public String line(List<String> fields) {
        return Column.line(columns, fields) + "\n";
    }
}
