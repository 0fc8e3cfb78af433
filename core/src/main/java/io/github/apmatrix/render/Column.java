package io.github.apmatrix.render;

import com.google.common.base.Strings;
import java.util.List;
import java.util.StringJoiner;

/** A column of lszcrypt: its title and width. Numbers are aligned right. */
enum Column {
    CARD_DOM("CARD.DOM", 8, false),
    TYPE("TYPE", 5, false),
    MODE("MODE", 11, false),
    STATUS("STATUS", 10, false),
    REQUESTS("REQUESTS", 8, true),
    PENDING("PENDING", 8, true),
    HWTYPE("HWTYPE", 6, true),
    QDEPTH("QDEPTH", 6, true),
    FUNCTIONS("FUNCTIONS", 10, false),
    DRIVER("DRIVER", 11, false),
    SESTAT("SESTAT", 11, false),
    SERIALNR("SERIALNR", 8, false);

    private final String title;
    private final int width;
    private final boolean right;

    Column(String title, int width, boolean right) {
        this.title = title;
        this.width = width;
        this.right = right;
    }

    String title() {
        return title;
    }

    /** Longer fields are not cut: they push the others to the right. */
    static String line(List<Column> columns, List<String> fields) {
        if (fields.size() != columns.size()) {
            throw new IllegalArgumentException(fields.size() + " fields for " + columns.size() + " columns");
        }
        StringJoiner line = new StringJoiner(" ");
        for (int i = 0; i < columns.size(); i++) {
            line.add(columns.get(i).padded(fields.get(i)));
        }
        return line.toString();
    }

    private String padded(String field) {
        return right ? Strings.padStart(field, width, ' ') : Strings.padEnd(field, width, ' ');
    }
}
