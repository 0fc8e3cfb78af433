package io.github.apmatrix.persistence.qemu;

import io.github.apmatrix.persistence.Document;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** JSON on one line, read strictly. */
final class Json {
    static final int MAX_DEPTH = 16;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private Json() {}

    /** Reads a document that is one value; the parser stands at its first token. */
    static <T> T read(Document document, Function<JsonParser, T> reader) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), document.text())) {
            return read(document, parser, reader);
        }
    }

    private static <T> T read(Document document, JsonParser parser, Function<JsonParser, T> reader) {
        try {
            parser.nextToken();
            T value = reader.apply(parser);
            if (parser.nextToken() != null) {
                throw document.malformed("$", parser.getString(), "text behind the end");
            }
            return value;
        } catch (JacksonException e) {
            // what breaks a bound has no location of its own
            TokenStreamLocation location = Optional.ofNullable(e.getLocation()).orElseGet(parser::currentLocation);
            throw document.malformed(
                    "line " + location.getLineNr() + ", column " + location.getColumnNr(),
                    "",
                    "not well-formed JSON: " + e.getOriginalMessage(),
                    e);
        }
    }

    /** Reads an object all of whose members are strings. */
    static Map<String, String> strings(Document document, JsonParser parser, String place) {
        requireObject(document, parser, place);
        Map<String, String> members = new LinkedHashMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            members.put(name, string(document, parser, place + "." + name));
        }
        return members;
    }

    static void requireObject(Document document, JsonParser parser, String place) {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            throw document.malformed(place, shown(parser), "not an object");
        }
    }

    static String string(Document document, JsonParser parser, String place) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            throw document.malformed(place, shown(parser), "not a string");
        }
        return parser.getString();
    }

    private static String shown(JsonParser parser) {
        return parser.hasCurrentToken() ? parser.getString() : "";
    }

    static String write(Consumer<JsonGenerator> writer) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            writer.accept(generator);
        }
        return text.toString();
    }

    /** Writes an object of strings. */
    static void write(JsonGenerator generator, Map<String, String> members) {
        generator.writeStartObject();
        members.forEach(generator::writeStringProperty);
        generator.writeEndObject();
    }
}
