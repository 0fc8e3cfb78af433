package io.github.apmatrix.persistence.document;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import io.github.apmatrix.QuotedText;
import org.jspecify.annotations.Nullable;

/**
 * A document was not what it should have been. The message names the document, the place and the value.
 *
 * @since 0.1.0
 */
public final class DocumentException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN_LENGTH = 300;
    private static final CharMatcher CONTROL =
            CharMatcher.inRange('\0', '\u001f').or(CharMatcher.is('\u007f'));

    /** What the document is called. */
    private final String document;

    /** Where the value stands. */
    private final String place;

    /** What stands there. */
    private final String value;

    /** What is wrong with it. */
    private final String problem;

    DocumentException(String document, String place, String value, String problem) {
        this(document, place, value, problem, null);
    }

    DocumentException(String document, String place, String value, String problem, @Nullable Exception cause) {
        super(
                document + ", " + oneLine(place) + ": " + oneLine(problem)
                        + (value.isEmpty() ? "" : ", found " + QuotedText.abbreviate(value)),
                cause);
        this.document = document;
        this.place = place;
        this.value = value;
        this.problem = problem;
    }

    /** Places and problems can name what a document made up. */
    private static String oneLine(String text) {
        return CONTROL.replaceFrom(Ascii.truncate(text, SHOWN_LENGTH, "..."), '?');
    }

    /**
     * Returns the name of the document.
     *
     * @return for example the path of its file
     */
    public String document() {
        return document;
    }

    /**
     * Returns where the value stands.
     *
     * @return for example {@code line 3} or {@code $.attrs[2].assign_adapter}
     */
    public String place() {
        return place;
    }

    /**
     * Returns what stands there.
     *
     * @return the value, empty if something is missing or the whole document is meant
     */
    public String value() {
        return value;
    }

    /**
     * Returns what is wrong.
     *
     * @return a phrase without period
     */
    public String problem() {
        return problem;
    }
}
