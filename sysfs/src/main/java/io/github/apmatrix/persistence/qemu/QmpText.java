package io.github.apmatrix.persistence.qemu;

import io.github.apmatrix.persistence.Document;
import io.github.apmatrix.persistence.DocumentException;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;

/** A QMP command with arguments that are strings. */
record QmpText(String command, Map<String, String> arguments) {
    static final String EXECUTE_PLACE = "$.execute";
    static final String ARGUMENTS_PLACE = "$.arguments.";
    private static final String EXECUTE = "execute";
    private static final String ARGUMENTS = "arguments";

    static QmpText parse(Document document) {
        return Json.read(document, parser -> parse(document, parser));
    }

    private static QmpText parse(Document document, JsonParser parser) {
        Json.requireObject(document, parser, "$");
        Optional<String> command = Optional.empty();
        Optional<Map<String, String>> arguments = Optional.empty();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            String place = "$." + name;
            parser.nextToken();
            switch (name) {
                case EXECUTE -> command = Optional.of(Json.string(document, parser, place));
                case ARGUMENTS -> arguments = Optional.of(Json.strings(document, parser, place));
                case "id" -> parser.skipChildren();
                default -> throw document.malformed(place, "", "a command has no such member");
            }
        }
        return new QmpText(
                command.orElseThrow(() -> missing(document, EXECUTE)),
                arguments.orElseThrow(() -> missing(document, ARGUMENTS)));
    }

    private static DocumentException missing(Document document, String name) {
        return document.malformed("$." + name, "", "the member is missing");
    }

    static DocumentException unknownCommand(Document document, String place, String command) {
        return document.malformed(place, command, "neither device_add nor device_del");
    }

    @Override
    public String toString() {
        return Json.write(generator -> {
            generator.writeStartObject();
            generator.writeStringProperty(EXECUTE, command);
            generator.writeName(ARGUMENTS);
            Json.write(generator, arguments);
            generator.writeEndObject();
        });
    }
}
