package io.github.apmatrix.persistence.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A text that a tool wrote or reads, with a name for error messages.
 *
 * @param name what the text is called, for example the path of its file
 * @param text the text
 * @since 0.1.0
 */
public record Document(String name, String text) {
    /** The most characters of a text, and the most bytes of a file. */
    public static final int MAX_LENGTH = 16 << 20;

    /**
     * Checks the length.
     *
     * @param name what the text is called
     * @param text the text
     * @throws DocumentException if the text is longer than {@link #MAX_LENGTH}
     */
    public Document {
        Objects.requireNonNull(name, "name");
        if (text.length() > MAX_LENGTH) {
            throw new DocumentException(name, "the whole text", "", "longer than " + MAX_LENGTH + " characters");
        }
    }

    /**
     * Reads a file. Nothing is read beyond {@link #MAX_LENGTH}.
     *
     * @param file the file, in UTF-8; its path becomes the name
     * @return the document
     * @throws DocumentException if the file is too long, or is not UTF-8
     * @throws IOException if it cannot be read
     */
    public static Document read(Path file) throws IOException {
        return read(file, file.toString());
    }

    static Document read(Path file, String name, OpenOption... options) throws IOException {
        byte[] bytes;
        try (InputStream stream = Files.newInputStream(file, options)) {
            bytes = stream.readNBytes(MAX_LENGTH + 1);
        }
        if (bytes.length > MAX_LENGTH) {
            throw new DocumentException(name, "the whole file", "", "longer than " + MAX_LENGTH + " bytes");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new Document(name, text);
        } catch (CharacterCodingException e) {
            throw new DocumentException(name, "the whole file", "", "not UTF-8", e);
        }
    }

    /**
     * Returns an exception for something wrong in the text.
     *
     * @param place where it is, for example {@code line 3} or {@code $.attrs[2].assign_adapter}
     * @param value what stands there
     * @param problem what is wrong with it, without period
     * @return the exception, to be thrown
     */
    public DocumentException malformed(String place, String value, String problem) {
        return new DocumentException(name, place, value, problem);
    }

    /**
     * Returns an exception for something that a reader of the text stumbled over.
     *
     * @param place where it is
     * @param value what stands there
     * @param problem what is wrong with it, without period
     * @param cause what the reader said
     * @return the exception, to be thrown
     */
    public DocumentException malformed(String place, String value, String problem, Exception cause) {
        return new DocumentException(name, place, value, problem, cause);
    }

    /**
     * Returns an exception for a value in the text that something else refused.
     *
     * @param place where it is
     * @param value what stands there
     * @param cause what refused it; its message is the problem
     * @return the exception, to be thrown
     */
    public DocumentException malformed(String place, String value, Exception cause) {
        return new DocumentException(name, place, value, String.valueOf(cause.getMessage()), cause);
    }
}
