package io.github.apmatrix.host;

/**
 * The mode in which an adapter is configured.
 *
 * @since 0.1.0
 */
public enum CardMode {
    /** Clear-key RSA accelerator. */
    ACCELERATOR('A', "Accelerator"),
    /** CCA coprocessor. */
    CCA('C', "CCA-Coproc"),
    /** Enterprise PKCS #11 coprocessor. */
    EP11('P', "EP11-Coproc");

    private final char letter;
    private final String title;

    CardMode(char letter, String title) {
        this.letter = letter;
        this.title = title;
    }

    /**
     * Returns the letter that ends a card type.
     *
     * @return {@code A}, {@code C} or {@code P}
     */
    public char letter() {
        return letter;
    }

    /** Returns the name as lszcrypt prints it, for example {@code CCA-Coproc}. */
    @Override
    public String toString() {
        return title;
    }
}
