package io.github.apmatrix.persistence.json;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.persistence.document.Document;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads one JSON value: strict, without duplicate names, only so deep and of so many values. */
public final class JsonReader {
    private static final int MOST_LEVELS = 32;
    private static final int MOST_VALUES = 1 << 20;

    /** Without the table of names that all parsers share: names of one hash spoil it for the documents after them. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_LEVELS)
                    .maxStringLength(Document.MAX_LENGTH)
                    .build())
            .build();

    private final Document document;
    private final JsonParser parser;
    private int values;

    private JsonReader(Document document, JsonParser parser) {
        this.document = document;
        this.parser = parser;
    }

    /**
     * Reads a document.
     *
     * @throws io.github.apmatrix.persistence.document.DocumentException if it is not one JSON value
     */
    public static JsonNode read(Document document) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), document.text())) {
            try {
                return JsonNode.root(document, new JsonReader(document, parser).onlyValue());
            } catch (JacksonException e) {
                TokenStreamLocation location =
                        Optional.ofNullable(e.getLocation()).orElse(parser.currentLocation()); // limits have none
                // where an object or array begins is not told, because the source is not given to the parser
                String problem = e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "");
                throw document.malformed(place(location), "", "not well-formed JSON: " + problem);
            }
        }
    }

    private JsonValue onlyValue() {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw document.malformed("the whole text", "", "no JSON value");
        }
        JsonValue value = value(first);
        if (parser.nextToken() != null) {
            throw document.malformed(place(parser.currentTokenLocation()), parser.getString(), "text behind the end");
        }
        return value;
    }

    private static String place(TokenStreamLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private JsonValue value(JsonToken token) {
        if (++values > MOST_VALUES) {
            throw document.malformed(place(parser.currentTokenLocation()), "", "more than " + MOST_VALUES + " values");
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> new JsonValue.Str(text(parser.getString()));
            default -> new JsonValue.Literal(parser.getString());
        };
    }

    /** Escapes can make halves of characters, which nobody can write in UTF-8. */
    private String text(String text) {
        if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw document.malformed(place(parser.currentTokenLocation()), text, "half of a surrogate pair");
        }
        return text;
    }

    private JsonValue object() {
        ImmutableMap.Builder<String, JsonValue> members = ImmutableMap.builder();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = text(parser.currentName());
            members.put(name, value(parser.nextToken()));
        }
        return new JsonValue.Obj(members.buildOrThrow());
    }

    private JsonValue array() {
        ImmutableList.Builder<JsonValue> elements = ImmutableList.builder();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(token));
        }
        return new JsonValue.Arr(elements.build());
    }
}
