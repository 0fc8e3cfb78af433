package io.github.apmatrix;

/**
 * Attribute content as one quoted line, as captures, traces and error messages show it: {@code "05.0004\n"}. Newline,
 * tab, backslash and quote are {@code \n}, {@code \t}, {@code \\} and {@code \"}; other control characters are
 * {@code \xHH}.
 *
 * @since 0.1.0
 */
public final class QuotedText {
    private static final String WHAT = "a quoted text";
    private static final int SHOWN_LENGTH = 100;

    private QuotedText() {}

    /**
     * Returns a text in quotes.
     *
     * @param text any text
     * @return the text on one line, in quotes, with escapes; {@link #unquote} gives it back
     */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '"', '\\' -> quoted.append('\\').append(c);
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        quoted.append("\\x").append(Ids.toHex(c, 2));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    /**
     * Returns a text in quotes, for messages.
     *
     * @param text any text
     * @return like {@link #quote}, but of a text longer than 100 characters only the first ones and its length
     */
    public static String abbreviate(String text) {
        return text.length() <= SHOWN_LENGTH
                ? quote(text)
                : quote(text.substring(0, SHOWN_LENGTH)) + "... (" + text.length() + " characters)";
    }

    /**
     * Returns the text of its quoted form.
     *
     * @param quoted a text in quotes, with escapes; hex digits in either case
     * @return the text
     * @throws ApFormatException if there is no quote at the start or end, a bare quote within, or an unknown escape
     */
    public static String unquote(String quoted) {
        int end = quoted.length() - 1;
        if (end < 1 || quoted.charAt(0) != '"' || quoted.charAt(end) != '"') {
            throw ApFormatException.malformed(WHAT, quoted, Math.max(end, 0), "no quotes around it");
        }
        StringBuilder text = new StringBuilder(quoted.length());
        int i = 1;
        while (i < end) {
            char c = quoted.charAt(i);
            if (c == '"') {
                throw ApFormatException.malformed(WHAT, quoted, i, "a bare quote");
            } else if (c != '\\') {
                text.append(c);
                i++;
            } else {
                i = appendEscape(text, quoted, i, end);
            }
        }
        return text.toString();
    }

    private static int appendEscape(StringBuilder text, String quoted, int backslash, int end) {
        char kind = quoted.charAt(backslash + 1);
        switch (kind) {
            case 'n' -> text.append('\n');
            case 't' -> text.append('\t');
            case '\\' -> text.append('\\');
            case '"' -> {
                if (backslash + 1 == end) {
                    throw ApFormatException.malformed(WHAT, quoted, backslash, "an escaped quote at the end");
                }
                text.append('"');
            }
            case 'x' -> {
                int value = 0;
                for (int i = backslash + 2; i < backslash + 4; i++) {
                    int digit = i < end ? Character.digit(quoted.charAt(i), 16) : -1;
                    if (digit < 0) {
                        throw ApFormatException.malformed(WHAT, quoted, backslash, "\\x without two hex digits");
                    }
                    value = value << 4 | digit;
                }
                text.append((char) value);
                return backslash + 4;
            }
            default -> throw ApFormatException.malformed(WHAT, quoted, backslash, "an unknown escape");
        }
        return backslash + 2;
    }
}
