package io.github.apmatrix.persistence.mdevctl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import io.github.apmatrix.persistence.document.MdevAttribute;
import io.github.apmatrix.persistence.document.MdevAttributes;
import io.github.apmatrix.persistence.json.JsonNode;
import io.github.apmatrix.persistence.json.JsonReader;
import io.github.apmatrix.persistence.json.JsonValue;
import io.github.apmatrix.persistence.json.JsonWriter;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A definition of a vfio_ap mediated device, as it stands in {@code /etc/mdevctl.d/matrix/<uuid>}. The device's id is the
 * name of the file.
 *
 * <p>Fields that are not known here are kept and written again.
 *
 * @since 0.1.0
 */
public final class MdevDefinition {
    /** The only type of mediated devices that vfio_ap has. */
    public static final String TYPE = "vfio_ap-passthrough";

    private static final String TYPE_FIELD = "mdev_type";
    private static final String START_FIELD = "start";
    private static final String ATTRIBUTES_FIELD = "attrs";

    private final Start start;
    private final MdevAttributes attributes;
    private final ImmutableMap<String, JsonValue> others;

    /** When a device is started. */
    public enum Start {
        /** As soon as vfio_ap is there; in JSON {@code auto}. */
        AUTO("auto"),
        /** When somebody asks for it; in JSON {@code manual}. */
        MANUAL("manual");

        private final String text;

        Start(String text) {
            this.text = text;
        }

        /** Returns the word that mdevctl uses. */
        @Override
        public String toString() {
            return text;
        }
    }

    private MdevDefinition(Start start, MdevAttributes attributes, ImmutableMap<String, JsonValue> others) {
        this.start = Objects.requireNonNull(start, "start");
        this.attributes = Objects.requireNonNull(attributes, "attributes");
        this.others = others;
    }

    /**
     * Returns a definition.
     *
     * @param start when the device is started
     * @param attributes what is written to the device then
     * @return the definition
     */
    public static MdevDefinition of(Start start, MdevAttributes attributes) {
        return new MdevDefinition(start, attributes, ImmutableMap.of());
    }

    /**
     * Reads a definition: a file of {@code /etc/mdevctl.d}, a file for {@code --jsonfile}, or the listing of a single device.
     *
     * @param document a JSON object with {@code mdev_type}, {@code start} ({@code auto} or {@code manual}) and
     *     {@code attrs}, an array of objects with one attribute each, which may be missing
     * @return the definition
     * @throws io.github.apmatrix.persistence.document.DocumentException if the document has another form, is for another type of
     *     devices, or has an attribute that a vfio_ap device would not take
     */
    public static MdevDefinition parse(Document document) {
        return of(JsonReader.read(document));
    }

    /**
     * Returns whether mdevctl reads a document, also if {@link #parse} refuses it because no vfio_ap device can be started
     * with it: for another type, with anything but the two words in {@code start} (manual for mdevctl),
     * with attributes or values that no such device takes.
     */
    static boolean isReadByMdevctl(Document document) {
        try {
            JsonNode node = JsonReader.read(document);
            node.member(TYPE_FIELD).string();
            node.member(START_FIELD);
            attributesOf(node)
                    .flatMap(attributes -> attributes.elements().stream())
                    .forEach(attribute -> single(attribute).getValue().string());
            return true;
        } catch (DocumentException e) {
            return false;
        }
    }

    static boolean isForVfioAp(JsonNode node) {
        return node.member(TYPE_FIELD).string().equals(TYPE);
    }

    static MdevDefinition of(JsonNode node) {
        if (!isForVfioAp(node)) {
            throw node.member(TYPE_FIELD).malformed("not the type " + TYPE);
        }
        ImmutableMap.Builder<String, JsonValue> others = ImmutableMap.builder();
        node.members().forEach((name, member) -> {
            if (!name.equals(TYPE_FIELD) && !name.equals(START_FIELD) && !name.equals(ATTRIBUTES_FIELD)) {
                others.put(name, member.value());
            }
        });
        ImmutableList<MdevAttribute> attributes = attributesOf(node)
                .flatMap(list -> list.elements().stream())
                .map(MdevDefinition::attribute)
                .collect(ImmutableList.toImmutableList());
        return new MdevDefinition(
                start(node.member(START_FIELD)), MdevAttributes.copyOf(attributes), others.buildOrThrow());
    }

    private static Start start(JsonNode node) {
        return switch (node.string()) {
            case "auto" -> Start.AUTO;
            case "manual" -> Start.MANUAL;
            default -> throw node.malformed("neither auto nor manual");
        };
    }

    /** The array of attributes, if there is one. */
    private static Stream<JsonNode> attributesOf(JsonNode node) {
        return node.find(ATTRIBUTES_FIELD).filter(list -> !list.value().isNull()).stream();
    }

    private static Map.Entry<String, JsonNode> single(JsonNode attribute) {
        ImmutableMap<String, JsonNode> members = attribute.members();
        if (members.size() != 1) {
            throw attribute.malformed("not one attribute");
        }
        return members.entrySet().asList().get(0);
    }

    private static MdevAttribute attribute(JsonNode node) {
        Map.Entry<String, JsonNode> attribute = single(node);
        String text = attribute.getValue().string();
        try {
            return new MdevAttribute(attribute.getKey(), text);
        } catch (IllegalArgumentException e) {
            throw attribute.getValue().malformed(e);
        }
    }

    /**
     * Returns when the device is started.
     *
     * @return auto or manual
     */
    public Start start() {
        return start;
    }

    /**
     * Returns the attributes that are written when the device is started.
     *
     * @return the attributes in their order
     */
    public MdevAttributes attributes() {
        return attributes;
    }

    /**
     * Returns what the started device has.
     *
     * @return what is assigned after all attributes are written
     */
    public ApConfig config() {
        return attributes.config();
    }

    /**
     * Returns this definition with another start.
     *
     * @param newStart when the device shall be started
     * @return the definition, with all other fields as they are
     */
    public MdevDefinition withStart(Start newStart) {
        return new MdevDefinition(newStart, attributes, others);
    }

    /**
     * Returns this definition with other attributes.
     *
     * @param newAttributes what shall be written to the device
     * @return the definition, with all other fields as they are
     */
    public MdevDefinition withAttributes(MdevAttributes newAttributes) {
        return new MdevDefinition(start, newAttributes, others);
    }

    /**
     * Returns the text of the definition as mdevctl writes it.
     *
     * @return indented JSON without newline at the end
     */
    public String toText() {
        return JsonWriter.pretty(toJson());
    }

    JsonValue toJson() {
        return new JsonValue.Obj(ImmutableMap.<String, JsonValue>builder()
                .put(TYPE_FIELD, new JsonValue.Str(TYPE))
                .put(START_FIELD, new JsonValue.Str(start.toString()))
                .put(
                        ATTRIBUTES_FIELD,
                        new JsonValue.Arr(attributes.list().stream()
                                .map(attribute -> new JsonValue.Obj(
                                        ImmutableMap.of(attribute.name(), new JsonValue.Str(attribute.value()))))
                                .collect(ImmutableList.toImmutableList())))
                .putAll(others)
                .buildOrThrow());
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof MdevDefinition other
                && start == other.start
                && attributes.equals(other.attributes)
                && others.equals(other.others);
    }

    @Override
    public int hashCode() {
        return Objects.hash(start, attributes, others);
    }

    /** Returns the definition as compact JSON. */
    @Override
    public String toString() {
        return JsonWriter.compact(toJson());
    }
}
