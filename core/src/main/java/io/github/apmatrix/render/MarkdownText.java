package io.github.apmatrix.render;

import com.google.common.base.Ascii;
import java.util.List;

/** Text that stands in Markdown as it is: nothing in it becomes markup, HTML or the end of a cell. */
final class MarkdownText {
    private static final String SPECIAL = "\\`*_[]|~$";

    private static final int LONGEST = 300;

    private MarkdownText() {}

    /** Returns a text without markup, and without its end if it is very long. */
    static String escapeShortened(String text) {
        return escape(Ascii.truncate(text, LONGEST, "..."));
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append(i == 0 ? "&gt;" : ">"); // a quotation, at the start of a line
                default -> {
                    if (SPECIAL.indexOf(c) >= 0 && !(c == '_' && isWithinWord(text, i))) {
                        escaped.append('\\');
                    }
                    escaped.append(Character.isISOControl(c) ? ' ' : c);
                }
            }
        }
        return escaped.toString();
    }

    /** The underscore of {@code vfio_ap} marks nothing. */
    private static boolean isWithinWord(String text, int i) {
        return i > 0
                && i + 1 < text.length()
                && Character.isLetterOrDigit(text.charAt(i - 1))
                && Character.isLetterOrDigit(text.charAt(i + 1));
    }

    /** Returns a row of a table. */
    static String row(List<?> cells) {
        StringBuilder row = new StringBuilder("|");
        cells.forEach(
                cell -> row.append(' ').append(escapeShortened(cell.toString())).append(" |"));
        return row.append('\n').toString();
    }

    /** Returns the first two lines of a table. */
    static String header(String... titles) {
        return row(List.of(titles)) + "|" + " --- |".repeat(titles.length) + "\n";
    }
}
