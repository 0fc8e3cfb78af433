package io.github.apmatrix.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SvgWriterTest {
    @Test
    void whatIsMarkupIsEscaped() {
        assertThat(SvgWriter.escape("<a b='c' d=\"e\">&")).isEqualTo("&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;");
    }

    @Test
    void whatIsNoCharacterOfXmlIsReplaced() {
        assertThat(SvgWriter.escape("a\0b\u001bc\ud800d\uffffe")).isEqualTo("a\ufffdb\ufffdc\ufffdd\ufffde");
        assertThat(SvgWriter.escape("\ud83d\ude00 \u00d7\n\t")).isEqualTo("\ud83d\ude00 \u00d7\n\t");
    }

    @Test
    void elementsHaveTheirAttributesInOrder() {
        String document = new SvgWriter()
                .element("rect", "x", 1, "y", "<")
                .document(10, 20, PictureStyle.standard(), "a & b", "c");
        assertThat(document).isEqualTo("""
                <svg xmlns="http://www.w3.org/2000/svg" width="10" height="20" viewBox="0 0 10 20" role="img"\
                 aria-labelledby="apmatrix-title apmatrix-desc">
                <title id="apmatrix-title">a &amp; b</title>
                <desc id="apmatrix-desc">c</desc>
                <rect width="10" height="20" fill="#ffffff"/>
                <rect x="1" y="&lt;"/>
                </svg>
                """);
    }
}
