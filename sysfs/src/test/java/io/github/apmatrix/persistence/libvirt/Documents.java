package io.github.apmatrix.persistence.libvirt;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import java.util.function.Function;

/** Documents for tests, and what parsers say about them. */
final class Documents {
    static final String UUID = "783e6dbb-ea0e-411f-94e2-717eaad438bf";

    private Documents() {}

    static Document xml(String text) {
        return new Document("test.xml", text);
    }

    /** A device with the capability mdev. */
    static Document mdev(String inCapability) {
        return xml(
                "<device><parent>ap_matrix</parent><capability type='mdev'>" + inCapability + "</capability></device>");
    }

    static void assertRefused(Function<Document, ?> parser, Document document, String message) {
        assertThatThrownBy(() -> parser.apply(document))
                .isInstanceOf(DocumentException.class)
                .hasMessage(message);
    }
}
