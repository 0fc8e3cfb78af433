package io.github.apmatrix.persistence.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.Bytes;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Documents of which some bytes are changed, left out, repeated or inserted. */
public final class Mutations {
    private static final String LIKELY = "\"'{}[]<>/=,:-+.0x9af \n\t\0&;!\\$#%";

    private Mutations() {}

    /** Mutations of documents, named like the original. */
    public static Arbitrary<Document> of(Document... originals) {
        return Arbitraries.of(originals)
                .flatMap(original -> Arbitraries.longs()
                        .map(seed -> new Document(original.name(), mutated(original.text(), new Random(seed)))));
    }

    private static String mutated(String text, Random random) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            bytes = changed(bytes, random);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] changed(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextInt(10) == 0 ? 200 : 4));
        byte[] head = Arrays.copyOf(bytes, at);
        byte[] part = Arrays.copyOfRange(bytes, at, at + length);
        byte[] tail = Arrays.copyOfRange(bytes, at + length, bytes.length);
        byte[] any = {
            (byte) (random.nextBoolean() ? LIKELY.charAt(random.nextInt(LIKELY.length())) : random.nextInt(256))
        };
        return switch (random.nextInt(5)) {
            case 0 -> Bytes.concat(head, tail);
            case 1 -> Bytes.concat(head, part, part, tail);
            case 2 -> Bytes.concat(head, any, part, tail);
            case 3 -> Bytes.concat(head, any, tail);
            default -> head;
        };
    }

    /** Checks that a parser takes a document or says what is wrong with it, and nothing else. */
    public static void assertReadOrRefused(Document document, Consumer<Document> parser) {
        try {
            parser.accept(document);
        } catch (DocumentException e) {
            assertThat(e).hasMessageStartingWith(document.name() + ", ");
            assertThat(e.document()).isEqualTo(document.name());
            assertThat(e.place()).isNotEmpty();
            assertThat(e.problem()).isNotEmpty();
        }
    }
}
