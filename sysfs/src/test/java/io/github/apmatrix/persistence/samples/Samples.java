package io.github.apmatrix.persistence.samples;

import io.github.apmatrix.persistence.Document;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Documents of real tools: formats under {@code samples}, outputs of recorded hosts under {@code outputs}. */
public final class Samples {
    private Samples() {}

    /** A file of the folder {@code samples}. */
    public static Document sample(String name) {
        return resource("/samples/" + name);
    }

    /** A tool's output on a recorded host, for example {@code 6.12/production.lszcrypt-V.txt}. */
    public static Document captured(String name) {
        return resource("/outputs/" + name);
    }

    private static Document resource(String name) {
        try (InputStream stream = Objects.requireNonNull(Samples.class.getResourceAsStream(name), name)) {
            return new Document(name, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
