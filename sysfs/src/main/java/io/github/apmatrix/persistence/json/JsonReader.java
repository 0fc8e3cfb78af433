package io.github.apmatrix.persistence.json;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.persistence.Document;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads one JSON value: strict, without duplicate names, and only so deep. */
public final class JsonReader {
    private static final int MOST_LEVELS = 32;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_LEVELS)
                    .maxStringLength(Document.MAX_LENGTH)
                    .build())
            .build();

    private JsonReader() {}

    /**
     * Reads a document.
     *
     * @throws io.github.apmatrix.persistence.DocumentException if it is not one JSON value
     */
    public static JsonNode read(Document document) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), document.text())) {
            try {
                return new JsonNode(document, "$", onlyValue(document, parser));
            } catch (JacksonException e) {
                TokenStreamLocation location =
                        Optional.ofNullable(e.getLocation()).orElse(parser.currentLocation()); // limits have none
                throw document.malformed(place(location), "", "not well-formed JSON: " + e.getOriginalMessage());
            }
        }
    }

    private static JsonValue onlyValue(Document document, JsonParser parser) {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw document.malformed("the whole text", "", "no JSON value");
        }
        JsonValue value = value(parser, first);
        if (parser.nextToken() != null) {
            throw document.malformed(place(parser.currentTokenLocation()), parser.getString(), "text behind the end");
        }
        return value;
    }

    private static String place(TokenStreamLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static JsonValue value(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> new JsonValue.Str(parser.getString());
            default -> new JsonValue.Literal(parser.getString());
        };
    }

    private static JsonValue object(JsonParser parser) {
        ImmutableMap.Builder<String, JsonValue> members = ImmutableMap.builder();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            members.put(name, value(parser, parser.nextToken()));
        }
        return new JsonValue.Obj(members.buildOrThrow());
    }

    private static JsonValue array(JsonParser parser) {
        ImmutableList.Builder<JsonValue> elements = ImmutableList.builder();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(parser, token));
        }
        return new JsonValue.Arr(elements.build());
    }
}
