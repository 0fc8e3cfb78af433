package io.github.apmatrix.render;

/**
 * Writes SVG: elements and text, escaped. Only what every viewer understands: shapes and presentation attributes, no styles,
 * patterns, scripts or references to anything outside.
 */
final class SvgWriter {
    static final String SANS = "sans-serif";
    static final String MONO = "monospace";

    private final StringBuilder body = new StringBuilder();

    /** Appends an element without content; the attributes are pairs of name and value. */
    SvgWriter element(String name, Object... attributes) {
        start(name, attributes);
        body.append("/>\n");
        return this;
    }

    SvgWriter open(String name, Object... attributes) {
        start(name, attributes);
        body.append(">\n");
        return this;
    }

    SvgWriter close(String name) {
        body.append("</").append(name).append(">\n");
        return this;
    }

    /** Appends an element whose content is text. */
    SvgWriter text(String name, String content, Object... attributes) {
        start(name, attributes);
        body.append('>').append(escape(content)).append("</").append(name).append(">\n");
        return this;
    }

    private void start(String name, Object... attributes) {
        body.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            body.append(' ').append(attributes[i]).append("=\"");
            body.append(escape(attributes[i + 1].toString())).append('"');
        }
    }

    /** Returns the document; what is not a character of XML becomes a question mark in a diamond. */
    String document(int width, int height, PictureStyle style, String title, String description) {
        SvgWriter document = new SvgWriter();
        String titleId = style.idPrefix() + "-title";
        String descriptionId = style.idPrefix() + "-desc";
        document.open(
                        "svg",
                        "xmlns",
                        "http://www.w3.org/2000/svg",
                        "width",
                        width,
                        "height",
                        height,
                        "viewBox",
                        "0 0 " + width + " " + height,
                        "role",
                        "img",
                        "aria-labelledby",
                        titleId + " " + descriptionId)
                .text("title", title, "id", titleId)
                .text("desc", description, "id", descriptionId)
                .element("rect", "width", width, "height", height, "fill", "#ffffff");
        return document.body.append(body).append("</svg>\n").toString();
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isXml(c) ? c : '\ufffd');
            }
        });
        return escaped.toString();
    }

    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || (c >= ' ' && c <= '\ud7ff')
                || (c >= '\ue000' && c <= '\ufffd')
                || c > '\uffff';
    }
}
