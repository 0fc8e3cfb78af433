package io.github.apmatrix.persistence.samples;

import io.github.apmatrix.persistence.document.Document;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

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

    /** The outputs of the commands of a recorded console, named by console and command. */
    public static Stream<Document> commands(String console) {
        List<String> parts = List.of(("\n" + captured(console).text()).split("\n\\$ ", -1));
        return parts.stream().skip(1).map(part -> {
            int end = part.indexOf('\n');
            String output = part.substring(end + 1).replaceFirst("(?s)\\[exit \\d+\\].*", "");
            return new Document(console + " $ " + part.substring(0, end), output);
        });
    }

    /** The output of a command on a recorded console. */
    public static Document command(String console, String command) {
        return commands(console)
                .filter(output -> output.name().endsWith("$ " + command))
                .findFirst()
                .orElseThrow();
    }

    private static Document resource(String name) {
        try (InputStream stream = Objects.requireNonNull(Samples.class.getResourceAsStream(name), name)) {
            return new Document(name, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
