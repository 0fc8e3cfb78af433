package io.github.apmatrix.render;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a picture is drawn.
 *
 * @param title what stands above it, or empty for what the picture shows
 * @param folds whether adjacent rows and columns that look the same are drawn as one
 * @param idPrefix what the ids in the document start with; pictures in the same page need different ones
 * @since 0.1.0
 */
public record PictureStyle(Optional<String> title, boolean folds, String idPrefix) {
    private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
    private static final PictureStyle STANDARD = new PictureStyle(Optional.empty(), true, "apmatrix");

    /**
     * Checks the prefix.
     *
     * @param title what stands above it
     * @param folds whether adjacent rows and columns that look the same are drawn as one
     * @param idPrefix what the ids in the document start with
     * @throws IllegalArgumentException if the prefix is not a letter followed by letters, digits, hyphens and underscores
     */
    public PictureStyle {
        Objects.requireNonNull(title, "title");
        if (!ID.matcher(idPrefix).matches()) {
            throw new IllegalArgumentException("no prefix for ids: '" + idPrefix + "'");
        }
    }

    /**
     * Returns the standard style.
     *
     * @return without own title, folded, with ids that start with {@code apmatrix}
     */
    public static PictureStyle standard() {
        return STANDARD;
    }

    /**
     * Returns this style with another title.
     *
     * @param newTitle what shall stand above the picture
     * @return the style
     */
    public PictureStyle withTitle(String newTitle) {
        return new PictureStyle(Optional.of(newTitle), folds, idPrefix);
    }

    /**
     * Returns this style without folding: each adapter and domain has its own column and row.
     *
     * @return the style
     */
    public PictureStyle unfolded() {
        return new PictureStyle(title, false, idPrefix);
    }

    /**
     * Returns this style with other ids.
     *
     * @param newPrefix what the ids shall start with
     * @return the style
     * @throws IllegalArgumentException if the prefix is not a letter followed by letters, digits, hyphens and underscores
     */
    public PictureStyle withIdPrefix(String newPrefix) {
        return new PictureStyle(title, folds, newPrefix);
    }
}
