package io.github.apmatrix.persistence.qemu;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import io.github.apmatrix.persistence.json.JsonNode;
import io.github.apmatrix.persistence.json.JsonReader;
import io.github.apmatrix.persistence.json.JsonValue;
import io.github.apmatrix.persistence.json.JsonWriter;
import java.util.Map;

/** A QMP command with arguments that are strings. */
record QmpText(String command, Map<String, String> arguments) {
    static final String EXECUTE_PLACE = "$.execute";
    static final String ARGUMENTS_PLACE = "$.arguments.";
    private static final String EXECUTE = "execute";
    private static final String ARGUMENTS = "arguments";
    private static final ImmutableSet<String> MEMBERS = ImmutableSet.of(EXECUTE, ARGUMENTS, "id");

    static QmpText parse(Document document) {
        JsonNode command = JsonReader.read(document);
        command.members().forEach((name, member) -> {
            if (!MEMBERS.contains(name)) {
                throw document.malformed(member.place(), "", "a command has no such member");
            }
        });
        return new QmpText(
                command.member(EXECUTE).string(), command.member(ARGUMENTS).strings());
    }

    static DocumentException unknownCommand(Document document, String place, String command) {
        return document.malformed(place, command, "neither device_add nor device_del");
    }

    @Override
    public String toString() {
        return JsonWriter.compact(new JsonValue.Obj(
                ImmutableMap.of(EXECUTE, new JsonValue.Str(command), ARGUMENTS, JsonValue.Obj.of(arguments))));
    }
}
