package io.github.apmatrix.persistence.libvirt;

import static io.github.apmatrix.persistence.libvirt.Documents.assertRefused;
import static io.github.apmatrix.persistence.libvirt.Documents.xml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.apmatrix.persistence.document.DocumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XmlReaderTest {
    @Test
    void textIsJoinedAcrossCommentsAndSections() {
        assertThat(XmlReader.read(xml("<a>x<!--c-->y<?p i?><![CDATA[<z>]]>&amp;</a>"))
                        .text())
                .isEqualTo("xy<z>&");
    }

    @Test
    void elementsOfOtherNamespacesAreNotLibvirts() {
        assertRefused(
                document -> XmlReader.read(document).named("device"),
                xml("<device xmlns='urn:x'/>"),
                "test.xml, /{urn:x}device: not a <device>, found \"{urn:x}device\"");
        assertThat(XmlReader.read(xml("<a xmlns:x='urn:x' x:b='1'/>")).attribute("b"))
                .isEmpty();
    }

    @Nested
    class DocumentTypes {
        private static final String REFUSED = "test.xml, the document type: not read here, found \"DOCTYPE\"";

        @Test
        void areRefused() {
            assertRefused(XmlReader::read, xml("<!DOCTYPE a>\n<a/>"), REFUSED);
        }

        @Test
        void doNotReachFiles(@TempDir Path directory) throws IOException {
            Path secret = Files.writeString(directory.resolve("secret"), "3");
            String type = "<!DOCTYPE a [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]>";

            assertRefused(XmlReader::read, xml(type + "<a>&x;</a>"), REFUSED);
        }

        @Test
        void doNotReachOtherHosts() {
            assertRefused(XmlReader::read, xml("<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'><a/>"), REFUSED);
        }

        @Test
        void doNotMultiply() {
            String laughs = IntStream.rangeClosed(1, 30)
                    .mapToObj(i -> "<!ENTITY e" + i + " '" + ("&e" + (i - 1) + ";").repeat(10) + "'>")
                    .collect(Collectors.joining("", "<!DOCTYPE a [<!ENTITY e0 'ha'>", "]>"));

            assertRefused(XmlReader::read, xml(laughs + "<a>&e30;</a>"), REFUSED);
        }
    }

    @Nested
    class Bounds {
        @Test
        void levelsAreCounted() {
            assertThat(XmlReader.read(xml("<a>".repeat(64) + "</a>".repeat(64))).children("a"))
                    .hasSize(1);
            assertRefused(
                    XmlReader::read,
                    xml("<a>".repeat(64) + "<b>" + "<a>".repeat(1_000_000)),
                    "test.xml, line 1, column 196: more than 64 levels of elements, found \"b\"");
        }

        @Test
        void attributesAreCounted() {
            assertThat(XmlReader.read(xml(withAttributes(64))).attribute("a63")).isPresent();
            assertRefused(
                    XmlReader::read,
                    xml(withAttributes(65)),
                    "test.xml, line 1, column 525: more than 64 attributes, found \"a\"");
        }

        private static String withAttributes(int count) {
            return IntStream.range(0, count)
                    .mapToObj(i -> "a%02d='1'".formatted(i))
                    .collect(Collectors.joining(" ", "<a ", "/>"));
        }

        @Test
        void elementsAreCounted() {
            assertThat(XmlReader.read(xml("<a>" + "<b/>".repeat(65535) + "</a>"))
                            .children("b"))
                    .hasSize(65535);
            assertRefused(
                    XmlReader::read,
                    xml("<a>\n" + "<b/>\n".repeat(65536) + "</a>"),
                    "test.xml, line 65537, column 5: more than 65536 elements, found \"b\"");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '%', textBlock = """
                    %%                     | 1 | 1  | %%
                    <a>\\n<b></a>          | 2 | 6  | , found "<b></a>"
                    <a b='1' b='2'/>       | 1 | 17 | , found "<a b='1' b='2'/>"
                    <a>&x;</a>             | 1 | 7  | , found "<a>&x;</a>"
                    <a/><b/>               | 1 | 6  | , found "<a/><b/>"
                    <x:a/>                 | 1 | 7  | , found "<x:a/>"
                    """)
    void illFormedTextIsRefusedWithItsPlace(String text, int line, int column, String found) {
        assertRefused(
                XmlReader::read,
                xml(text.replace("\\n", "\n")),
                "test.xml, line " + line + ", column " + column + ": not well-formed XML" + found);
    }

    @Test
    void parserIsTheCause() {
        DocumentException refused = catchThrowableOfType(
                DocumentException.class, () -> XmlReader.read(xml("x".repeat(1000) + "<a>" + "y".repeat(1000))));

        assertThat(refused).hasCauseInstanceOf(XMLStreamException.class);
        assertThat(refused.value()).hasSizeLessThanOrEqualTo(80);
    }
}
