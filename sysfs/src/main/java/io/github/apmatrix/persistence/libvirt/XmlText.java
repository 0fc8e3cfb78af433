package io.github.apmatrix.persistence.libvirt;

import com.google.common.escape.Escaper;
import com.google.common.escape.Escapers;

/** Texts between the tags and quotes of XML. */
final class XmlText {
    /** Newlines, tabs and carriage returns need it too: a reader makes blanks of bare ones in attributes. */
    private static final Escaper ESCAPER = Escapers.builder()
            .addEscape('&', "&amp;")
            .addEscape('<', "&lt;")
            .addEscape('>', "&gt;")
            .addEscape('"', "&quot;")
            .addEscape('\'', "&apos;")
            .addEscape('\n', "&#10;")
            .addEscape('\r', "&#13;")
            .addEscape('\t', "&#9;")
            .build();

    private XmlText() {}

    static String escape(String text) {
        return ESCAPER.escape(text);
    }
}
