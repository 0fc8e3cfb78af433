package io.github.apmatrix.render;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * How a {@link MatrixTable} is drawn as text. The standard style is that of {@link LevelsTable}.
 *
 * @since 0.1.0
 */
public final class TableStyle {
    /** The least width that can be asked for: legends have lines of this length. */
    public static final int MIN_WIDTH = 50;

    private static final int SIXTEEN_ADAPTERS = 89;
    private static final TableStyle STANDARD = new TableStyle(new Builder());

    private final Cells cells;
    private final boolean foldsAdapters;
    private final boolean foldsDomains;
    private final OptionalInt width;
    private final boolean unicode;
    private final boolean color;

    /** What stands in a cell. */
    public enum Cells {
        /** Four marks, one for each level: {@code LFMG}. */
        LEVELS,
        /** Four marks, where that of the mediated device is the number of the device: {@code LF3G}. */
        DEVICES,
        /** One mark, for the last level that the queue reaches; titles of columns are read downwards. */
        STATE
    }

    private TableStyle(Builder builder) {
        this.cells = builder.cells;
        this.foldsAdapters = builder.foldsAdapters;
        this.foldsDomains = builder.foldsDomains;
        this.width = builder.width;
        this.unicode = builder.unicode;
        this.color = builder.color;
    }

    /**
     * Returns the standard style: four marks, only rows folded, 16 adapters beside each other, ASCII, no colours.
     *
     * @return the style
     */
    public static TableStyle standard() {
        return STANDARD;
    }

    /**
     * Returns a builder that has the standard style.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    Cells cells() {
        return cells;
    }

    boolean foldsAdapters() {
        return foldsAdapters;
    }

    boolean foldsDomains() {
        return foldsDomains;
    }

    OptionalInt width() {
        return width;
    }

    boolean isUnicode() {
        return unicode;
    }

    boolean hasColor() {
        return color;
    }

    /** Collects what shall be different from the standard style; not thread-safe. */
    public static final class Builder {
        private Cells cells = Cells.LEVELS;
        private boolean foldsAdapters = false;
        private boolean foldsDomains = true;
        private OptionalInt width = OptionalInt.of(SIXTEEN_ADAPTERS);
        private boolean unicode = false;
        private boolean color = false;

        private Builder() {}

        /**
         * Sets what stands in a cell.
         *
         * @param value levels, devices or state
         * @return this builder
         */
        public Builder cells(Cells value) {
            this.cells = Objects.requireNonNull(value, "cells");
            return this;
        }

        /**
         * Sets whether adjacent adapters that look the same share a column.
         *
         * @param value true if they do
         * @return this builder
         */
        public Builder foldAdapters(boolean value) {
            this.foldsAdapters = value;
            return this;
        }

        /**
         * Sets whether adjacent domains that look the same share a row.
         *
         * @param value true if they do
         * @return this builder
         */
        public Builder foldDomains(boolean value) {
            this.foldsDomains = value;
            return this;
        }

        /**
         * Sets the longest line. Columns that find no place on it go into a further block below.
         *
         * @param columns the number of characters, at least {@value TableStyle#MIN_WIDTH}
         * @return this builder
         * @throws IllegalArgumentException if that is too narrow
         */
        public Builder width(int columns) {
            if (columns < MIN_WIDTH) {
                throw new IllegalArgumentException("a width of " + columns + " is less than " + MIN_WIDTH);
            }
            this.width = OptionalInt.of(columns);
            return this;
        }

        /**
         * Makes one block of all columns, however long the lines get.
         *
         * @return this builder
         */
        public Builder anyWidth() {
            this.width = OptionalInt.empty();
            return this;
        }

        /**
         * Sets whether there are lines between titles and cells, and dots for levels that a queue does not have, which are
         * not ASCII.
         *
         * @param value false for plain ASCII
         * @return this builder
         */
        public Builder unicode(boolean value) {
            this.unicode = value;
            return this;
        }

        /**
         * Sets whether cells are coloured with the escape sequences of terminals (ANSI, 16 colours). The marks stay: nothing
         * is told by colour alone.
         *
         * @param value true for colours
         * @return this builder
         */
        public Builder color(boolean value) {
            this.color = value;
            return this;
        }

        /**
         * Returns the style.
         *
         * @return an immutable value
         */
        public TableStyle build() {
            return new TableStyle(this);
        }
    }
}
