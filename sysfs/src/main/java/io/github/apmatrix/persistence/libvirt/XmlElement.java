package io.github.apmatrix.persistence.libvirt;

import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An element of a document, with what the readers of values ask of it; every refusal names the place. */
final class XmlElement {
    private final Document document;
    private final Optional<XmlElement> parent;
    private final String name;
    private final ImmutableMap<String, String> attributes;
    private final List<XmlElement> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    XmlElement(Document document, Optional<XmlElement> parent, String name, ImmutableMap<String, String> attributes) {
        this.document = document;
        this.parent = parent;
        this.name = name;
        this.attributes = attributes;
        parent.ifPresent(above -> above.children.add(this));
    }

    void append(String more) {
        text.append(more);
    }

    /** Checks that the element is called so. */
    XmlElement named(String expected) {
        if (!name.equals(expected)) {
            throw document.malformed(place(), name, "not a <" + expected + ">");
        }
        return this;
    }

    List<XmlElement> children(String childName) {
        return children.stream().filter(child -> child.name.equals(childName)).toList();
    }

    /** The only child of that name. */
    Optional<XmlElement> child(String childName) {
        List<XmlElement> found = children(childName);
        if (found.size() > 1) {
            throw found.get(1).malformed("given twice");
        }
        return found.stream().findFirst();
    }

    XmlElement required(String childName) {
        return child(childName)
                .orElseThrow(() -> document.malformed(place() + "/" + childName, "", "the element is missing"));
    }

    Optional<String> attribute(String attribute) {
        return Optional.ofNullable(attributes.get(attribute));
    }

    String requiredAttribute(String attribute) {
        return attribute(attribute)
                .orElseThrow(() -> document.malformed(place(attribute), "", "the attribute is missing"));
    }

    /** Checks an attribute that has only one right value. */
    void requireAttribute(String attribute, String expected) {
        String found = requiredAttribute(attribute);
        if (!found.equals(expected)) {
            throw malformed(attribute, "not " + expected);
        }
    }

    <T> T attributeAs(String attribute, Function<String, T> reader) {
        String value = requiredAttribute(attribute);
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException e) {
            throw document.malformed(place(attribute), value, e);
        }
    }

    String text() {
        if (!children.isEmpty()) {
            throw children.get(0).malformed("an element where only text belongs");
        }
        return text.toString();
    }

    <T> T textAs(Function<String, T> reader) {
        String value = text();
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException e) {
            throw document.malformed(place(), value, e);
        }
    }

    DocumentException malformed(String problem) {
        return document.malformed(place(), text.toString(), problem);
    }

    DocumentException malformed(String attribute, String problem) {
        return document.malformed(place(attribute), attributes.getOrDefault(attribute, ""), problem);
    }

    DocumentException malformed(String attribute, Exception cause) {
        return document.malformed(place(attribute), attributes.getOrDefault(attribute, ""), cause);
    }

    private String place(String attribute) {
        return place() + "/@" + attribute;
    }

    private String place() {
        return parent.map(above -> above.place() + "/" + name + positionIn(above))
                .orElse("/" + name);
    }

    private String positionIn(XmlElement above) {
        List<XmlElement> alike = above.children(name);
        return alike.size() == 1 ? "" : "[" + (alike.indexOf(this) + 1) + "]";
    }
}
