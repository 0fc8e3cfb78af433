package io.github.apmatrix.persistence.libvirt;

import com.google.common.base.Ascii;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads a document into elements, within bounds and without anything that reaches outside the document. */
final class XmlReader {
    static final int MAX_DEPTH = 64;
    static final int MAX_ATTRIBUTES = 64;
    static final int MAX_ELEMENTS = 1 << 16;
    private static final int SHOWN_AROUND = 40;
    private static final int SHOWN_OF_NAMESPACE = 100;

    private final Document document;
    private final XMLStreamReader stream;
    private final Deque<XmlElement> open = new ArrayDeque<>();
    private Optional<XmlElement> root = Optional.empty();
    private int elements;

    private XmlReader(Document document, XMLStreamReader stream) {
        this.document = document;
        this.stream = stream;
    }

    /** The root element, with everything in it. */
    static XmlElement read(Document document) {
        try {
            XMLStreamReader stream = factory().createXMLStreamReader(new StringReader(document.text()));
            return new XmlReader(document, stream).root();
        } catch (XMLStreamException e) {
            Location location = e.getLocation();
            // the parser's own words follow the locale, so they are only in the cause
            throw location == null
                    ? document.malformed("the whole text", "", "not well-formed XML", e)
                    : document.malformed(place(location), around(document, location), "not well-formed XML", e);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        return factory;
    }

    private XmlElement root() throws XMLStreamException {
        while (stream.hasNext()) {
            switch (stream.next()) {
                case XMLStreamConstants.START_ELEMENT -> start();
                case XMLStreamConstants.END_ELEMENT -> open.pop();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!open.isEmpty()) {
                        open.element().append(stream.getText());
                    }
                }
                case XMLStreamConstants.DTD ->
                    throw document.malformed("the document type", "DOCTYPE", "not read here");
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw refused(stream.getLocalName(), "entities are not read");
                default -> {}
            }
        }
        return root.orElseThrow(() -> refused("", "no element"));
    }

    private void start() {
        String name = name();
        if (open.size() == MAX_DEPTH) {
            throw refused(name, "more than " + MAX_DEPTH + " levels of elements");
        }
        if (stream.getAttributeCount() + stream.getNamespaceCount() > MAX_ATTRIBUTES) {
            throw refused(name, "more than " + MAX_ATTRIBUTES + " attributes");
        }
        if (++elements > MAX_ELEMENTS) {
            throw refused(name, "more than " + MAX_ELEMENTS + " elements");
        }
        XmlElement element = new XmlElement(document, Optional.ofNullable(open.peek()), name, attributes());
        if (open.isEmpty()) {
            root = Optional.of(element);
        }
        open.push(element);
    }

    /**
     * Elements of other namespaces keep the start of the namespace in their names, so that nobody takes them for libvirt's;
     * all of a long one would be copied for each element.
     */
    private String name() {
        String namespace = Strings.nullToEmpty(stream.getNamespaceURI());
        return namespace.isEmpty()
                ? stream.getLocalName()
                : "{" + Ascii.truncate(namespace, SHOWN_OF_NAMESPACE, "...") + "}" + stream.getLocalName();
    }

    private ImmutableMap<String, String> attributes() {
        ImmutableMap.Builder<String, String> attributes = ImmutableMap.builder();
        for (int i = 0; i < stream.getAttributeCount(); i++) {
            if (Strings.isNullOrEmpty(stream.getAttributeNamespace(i))) {
                attributes.put(stream.getAttributeLocalName(i), stream.getAttributeValue(i));
            }
        }
        return attributes.buildOrThrow();
    }

    private DocumentException refused(String value, String problem) {
        return document.malformed(place(stream.getLocation()), value, problem);
    }

    private static String place(Location location) {
        return "line " + location.getLineNumber() + ", column " + location.getColumnNumber();
    }

    private static String around(Document document, Location location) {
        String line = document.text()
                .lines()
                .skip(Math.max(location.getLineNumber() - 1, 0))
                .findFirst()
                .orElse("");
        int start = Math.min(Math.max(location.getColumnNumber() - SHOWN_AROUND, 0), line.length());
        return line.substring(start, Math.min(start + 2 * SHOWN_AROUND, line.length()));
    }
}
