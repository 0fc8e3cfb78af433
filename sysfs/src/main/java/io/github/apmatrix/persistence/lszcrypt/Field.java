package io.github.apmatrix.persistence.lszcrypt;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.host.ApFunctions;
import io.github.apmatrix.host.CardMode;
import io.github.apmatrix.host.CardType;
import java.util.Optional;
import java.util.regex.Pattern;

/** The texts of the columns as values. */
final class Field {
    static final String NONE = "-";
    static final String NO_DRIVER = "-no-driver-";

    private static final String LETTERS = "SMCDAXNHFR";

    /** Where the letter H, for filtering in hardware, came in with s390-tools 2.26. */
    private static final int NEW_LETTER = LETTERS.indexOf('H');

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");
    private static final Pattern SMALL_NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern WORD = Pattern.compile("[!-~]+");

    private Field() {}

    static void check(String column, String text) {
        switch (column) {
            case "CARD.DOM" -> adapter(text);
            case "TYPE" -> type(text);
            case "MODE" -> mode(text);
            case "STATUS" -> ListedStatus.parse(text);
            case "REQUESTS", "PENDING" -> checkNumber(COUNT, text);
            case "HWTYPE", "QDEPTH" -> checkNumber(SMALL_NUMBER, text);
            case "FUNCTIONS" -> functions(text);
            case "SESTAT" -> seState(text);
            default -> checkWord(text);
        }
    }

    static AdapterId adapter(String text) {
        return isQueue(text) ? ApQueue.parse(text).adapter() : AdapterId.parseHex(text);
    }

    static Optional<ApQueue> queue(String text) {
        return isQueue(text) ? Optional.of(ApQueue.parse(text)) : Optional.empty();
    }

    private static boolean isQueue(String text) {
        return text.indexOf('.') >= 0;
    }

    static Optional<CardType> type(String text) {
        return text.equals(NONE) ? Optional.empty() : Optional.of(CardType.parse(text));
    }

    static Optional<CardMode> mode(String text) {
        for (CardMode mode : CardMode.values()) {
            if (mode.toString().equals(text)) {
                return Optional.of(mode);
            }
        }
        if (text.equals("Unknown") || text.equals(NONE)) {
            return Optional.empty();
        }
        throw new IllegalArgumentException("no mode that lszcrypt prints");
    }

    /** The bits of the letters; versions with nine letters do not show the bit of H. */
    static Optional<ApFunctions> functions(String text) {
        if (text.equals(NONE)) {
            return Optional.empty();
        }
        String letters = text.length() == LETTERS.length() - 1
                ? text.substring(0, NEW_LETTER) + '-' + text.substring(NEW_LETTER)
                : text;
        if (letters.length() != LETTERS.length()) {
            throw new IllegalArgumentException("neither nine nor ten function letters");
        }
        int word = 0;
        for (int i = 0; i < letters.length(); i++) {
            if (letters.charAt(i) == LETTERS.charAt(i)) {
                word |= Integer.MIN_VALUE >>> i;
            } else if (letters.charAt(i) != '-') {
                throw new IllegalArgumentException("no function letter '" + LETTERS.charAt(i) + "' or '-'");
            }
        }
        return Optional.of(new ApFunctions(word));
    }

    /** Whether the letters are those of s390-tools 2.26 and later. */
    static boolean hasTenLetters(String text) {
        return text.length() == LETTERS.length();
    }

    static Optional<SeState> seState(String text) {
        return text.equals(NONE) ? Optional.empty() : Optional.of(SeState.parse(text));
    }

    private static void checkNumber(Pattern form, String text) {
        if (!text.equals(NONE) && !form.matcher(text).matches()) {
            throw new IllegalArgumentException("no decimal number");
        }
    }

    private static void checkWord(String text) {
        if (!WORD.matcher(text).matches()) {
            throw new IllegalArgumentException("no printable ASCII text");
        }
    }
}
