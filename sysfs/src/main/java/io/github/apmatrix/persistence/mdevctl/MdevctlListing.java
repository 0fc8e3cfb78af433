package io.github.apmatrix.persistence.mdevctl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.MdevAttributes;
import io.github.apmatrix.persistence.json.JsonNode;
import io.github.apmatrix.persistence.json.JsonReader;
import io.github.apmatrix.persistence.json.JsonValue;
import io.github.apmatrix.persistence.json.JsonWriter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads what mdevctl lists with {@code --dumpjson}: an array with an object for each parent, whose array has an object for
 * each device or type. The listing of a single device ({@code --uuid}) has another form, see {@link MdevDefinition#parse}.
 *
 * @since 0.1.0
 */
public final class MdevctlListing {
    private MdevctlListing() {}

    /** What is listed under a name of a parent. */
    private record Entry(Document document, String parent, String name, JsonNode node) {
        private MediatedDeviceId id() {
            try {
                return MediatedDeviceId.parse(name);
            } catch (ApFormatException e) {
                throw document.malformed(node.place(), name, e);
            }
        }
    }

    /**
     * Reads {@code mdevctl list --defined --dumpjson}.
     *
     * @param document the output
     * @return the definitions of vfio_ap devices, in the order of the listing
     * @throws io.github.apmatrix.persistence.document.DocumentException if the output has another form
     */
    public static ImmutableList<DefinedDevice> parseDefined(Document document) {
        Set<MediatedDeviceId> seen = new HashSet<>();
        return entries(document)
                .filter(entry -> MdevDefinition.isForVfioAp(entry.node))
                .map(entry -> {
                    if (!seen.add(entry.id())) {
                        throw document.malformed(entry.node.place(), entry.name, "a device that came before");
                    }
                    return new DefinedDevice(entry.parent, entry.id(), MdevDefinition.of(entry.node));
                })
                .collect(ImmutableList.toImmutableList());
    }

    /**
     * Reads {@code mdevctl list --dumpjson}.
     *
     * @param document the output
     * @return the vfio_ap devices that exist, in the order of the listing
     * @throws io.github.apmatrix.persistence.document.DocumentException if the output has another form
     */
    public static ImmutableList<ActiveDevice> parseActive(Document document) {
        return parseDefined(document).stream()
                .map(device -> new ActiveDevice(
                        device.parent(),
                        device.id(),
                        device.definition().start(),
                        Optional.of(device.definition().attributes())
                                .filter(attributes -> !attributes.equals(MdevAttributes.none()))))
                .collect(ImmutableList.toImmutableList());
    }

    /**
     * Reads {@code mdevctl types --dumpjson}.
     *
     * @param document the output
     * @return all types of all parents, in the order of the listing
     * @throws io.github.apmatrix.persistence.document.DocumentException if the output has another form
     */
    public static ImmutableList<MdevType> parseTypes(Document document) {
        return entries(document)
                .map(entry -> new MdevType(
                        entry.parent,
                        entry.name,
                        count(entry.node.member("available_instances")),
                        entry.node.member("device_api").string(),
                        entry.node.find("name").map(JsonNode::string),
                        entry.node.find("description").map(JsonNode::string)))
                .collect(ImmutableList.toImmutableList());
    }

    private static int count(JsonNode node) {
        Integer count = node.value() instanceof JsonValue.Literal number ? Ints.tryParse(number.text()) : null;
        if (count == null || count < 0) {
            throw node.malformed("no count");
        }
        return count;
    }

    private static Stream<Entry> entries(Document document) {
        return JsonReader.read(document).elements().stream()
                .flatMap(parents -> parents.members().entrySet().stream())
                .flatMap(parent -> parent.getValue().elements().stream()
                        .flatMap(names -> names.members().entrySet().stream())
                        .map(name -> new Entry(document, parent.getKey(), name.getKey(), name.getValue())));
    }

    /**
     * Returns the text that {@code mdevctl list --defined --dumpjson} prints for some definitions.
     *
     * @param devices the definitions, those of one parent beside each other
     * @return indented JSON without newline at the end
     */
    public static String toText(List<DefinedDevice> devices) {
        Map<String, ImmutableList.Builder<JsonValue>> parents = new LinkedHashMap<>();
        devices.forEach(device -> parents.computeIfAbsent(device.parent(), parent -> ImmutableList.builder())
                .add(new JsonValue.Obj(ImmutableMap.of(
                        device.id().toString(), device.definition().toJson()))));
        return JsonWriter.pretty(new JsonValue.Arr(parents.entrySet().stream()
                .map(parent -> new JsonValue.Obj(ImmutableMap.of(
                        parent.getKey(), new JsonValue.Arr(parent.getValue().build()))))
                .collect(ImmutableList.toImmutableList())));
    }
}
