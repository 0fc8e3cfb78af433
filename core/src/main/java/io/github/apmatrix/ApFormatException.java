package io.github.apmatrix;

/**
 * A text was not the value that it should have been. The message names the input, the position and what is wrong there.
 *
 * @since 0.1.0
 */
public final class ApFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** The whole text. */
    private final String input;

    /** Where the first wrong character is. */
    private final int errorIndex;

    /** Whether a number was above 64 bits. */
    private final boolean overflow;

    private ApFormatException(String what, String input, int errorIndex, String problem, boolean overflow) {
        super("not " + what + ": " + problem + " at index " + errorIndex + " of " + QuotedText.abbreviate(input));
        this.input = input;
        this.errorIndex = errorIndex;
        this.overflow = overflow;
    }

    /**
     * Returns an exception for a malformed text.
     *
     * @param what what the text should have been, with its article, for example {@code "an adapter number"}
     * @param input the whole text
     * @param errorIndex the index of the first character that is wrong; the length of the text if it ends too early
     * @param problem what is wrong there
     * @return the exception, to be thrown
     */
    public static ApFormatException malformed(String what, String input, int errorIndex, String problem) {
        return new ApFormatException(what, input, errorIndex, problem, false);
    }

    static ApFormatException overflow(String what, String input, int errorIndex) {
        return new ApFormatException(what, input, errorIndex, "a number above 64 bits", true);
    }

    static ApFormatException unexpected(String what, String input, int index, String expected) {
        String found = index < input.length()
                ? "unexpected " + QuotedText.quote(input.substring(index, index + 1))
                : "end of text";
        return malformed(what, input, index, found + " instead of " + expected);
    }

    /**
     * Returns the whole text that was refused.
     *
     * @return the text, as it was given
     */
    public String input() {
        return input;
    }

    /**
     * Returns the position of the first wrong character.
     *
     * @return an index from 0 to the length of {@link #input()}; the length means that the text ended too early
     */
    public int errorIndex() {
        return errorIndex;
    }

    /**
     * Returns whether the text held a number above 64 bits. Attributes that take a single number answer ERANGE instead of
     * EINVAL then; masks do not make that difference.
     *
     * @return true if a number was too large for 64 bits
     */
    public boolean isOverflow() {
        return overflow;
    }
}
