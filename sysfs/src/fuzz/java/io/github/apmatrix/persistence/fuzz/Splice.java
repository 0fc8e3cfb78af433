package io.github.apmatrix.persistence.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.samples.Mutations;
import java.util.List;
import java.util.function.Consumer;

/** Documents that start from samples: the fuzzer chooses a part and what stands in its place. */
final class Splice {
    private static final int MOST_SPLICES = 4;

    private Splice() {}

    static Document of(FuzzedDataProvider data, Document... samples) {
        Document sample = data.pickValue(samples);
        StringBuilder text = new StringBuilder(sample.text());
        for (int i = data.consumeInt(0, MOST_SPLICES); i > 0; i--) {
            int from = data.consumeInt(0, text.length());
            int to = Math.min(text.length(), from + data.consumeInt(0, 40));
            text.replace(from, to, data.consumeString(40));
        }
        if (data.consumeBoolean()) {
            text.setLength(0);
        }
        text.append(data.consumeRemainingAsString());
        return new Document(sample.name(), text.toString());
    }

    static void assertReadOrRefused(Document document, List<Consumer<Document>> parsers) {
        parsers.forEach(parser -> Mutations.assertReadOrRefused(document, parser));
    }
}
