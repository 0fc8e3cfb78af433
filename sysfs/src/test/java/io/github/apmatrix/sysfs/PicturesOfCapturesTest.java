package io.github.apmatrix.sysfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.render.FilterPicture;
import io.github.apmatrix.render.MarkdownReport;
import io.github.apmatrix.render.MatrixPicture;
import io.github.apmatrix.render.MatrixTable;
import io.github.apmatrix.render.PictureStyle;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Pictures of recorded hosts, read again as XML. */
class PicturesOfCapturesTest {
    private static HostSnapshot snapshot(String kernel, String host) {
        return ApHost.at(Captures.sysfs(kernel, host)).snapshot();
    }

    private static Document parse(String svg) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError(svg, e);
        }
    }

    private static List<Element> elements(Document document, String name) {
        NodeList found = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    @ParameterizedTest
    @CsvSource({
        "6.12, scenario",
        "6.12, production",
        "6.12, large",
        "6.12, bare",
        "6.12, empty",
        "6.12, truncated",
        "6.1, truncated",
        "7.3, production"
    })
    void picturesAreWellFormedAccessibleAndReferToNothing(String kernel, String host) {
        HostSnapshot snapshot = snapshot(kernel, host);
        MatrixTable table = MatrixTable.of(snapshot);
        PictureStyle unfolded = PictureStyle.standard().unfolded();
        Stream.of(
                        MatrixPicture.of(snapshot),
                        MatrixPicture.of(table, unfolded),
                        FilterPicture.of(snapshot),
                        FilterPicture.of(table, unfolded))
                .map(Object::toString)
                .forEach(PicturesOfCapturesTest::assertIsGood);
    }

    private static void assertIsGood(String svg) {
        Document document = parse(svg);
        Element root = document.getDocumentElement();
        assertThat(root.getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
        assertThat(root.getAttribute("role")).isEqualTo("img");
        Element title = elements(document, "title").get(0);
        Element description = elements(document, "desc").get(0);
        assertThat(root.getAttribute("aria-labelledby"))
                .isEqualTo(title.getAttribute("id") + " " + description.getAttribute("id"));
        assertThat(title.getTextContent()).isNotBlank();
        assertThat(description.getTextContent()).startsWith("Columns are adapters ");
        assertThat(elements(document, "*").stream()
                        .map(element -> element.getAttribute("id"))
                        .filter(id -> !id.isEmpty()))
                .doesNotHaveDuplicates();
        assertThat(svg).doesNotContain("href", "url(", "<style", "<script", "<!DOCTYPE", "<image");
        assertThat(svg.replaceFirst("xmlns=\"[^\"]*\"", "")).doesNotContain("http");
        assertThatNothingIsOutside(root, document);
    }

    /** The left ends of all texts and the corners of all cells are within the picture. */
    private static void assertThatNothingIsOutside(Element root, Document document) {
        int width = Integer.parseInt(root.getAttribute("width"));
        int height = Integer.parseInt(root.getAttribute("height"));
        assertThat(root.getAttribute("viewBox")).isEqualTo("0 0 " + width + " " + height);
        assertThat(elements(document, "text")).allSatisfy(text -> {
            assertThat(Integer.parseInt(text.getAttribute("x"))).isBetween(0, width);
            assertThat(Integer.parseInt(text.getAttribute("y"))).isBetween(10, height);
        });
        Pattern corner = Pattern.compile("M(\\d+) (\\d+)");
        assertThat(elements(document, "path").stream()
                        .flatMap(path -> corner.matcher(path.getAttribute("d")).results()))
                .allSatisfy(found -> {
                    assertThat(Integer.parseInt(found.group(1))).isBetween(0, width);
                    assertThat(Integer.parseInt(found.group(2))).isBetween(0, height);
                });
    }

    @Test
    void theLargestHostIsAPictureOfModerateSize() {
        HostSnapshot large = snapshot("6.12", "large");
        MatrixTable table = MatrixTable.of(large);
        assertThat(MatrixPicture.of(table, PictureStyle.standard().unfolded()).toString())
                .hasSizeLessThan(500_000);
        assertThat(MatrixPicture.of(large).toString()).hasSizeLessThan(100_000);
        assertThat(MarkdownReport.of(large).toString()).hasSizeLessThan(60_000);
    }

    @Test
    void theSameSnapshotGivesTheSamePicture() {
        assertThat(MatrixPicture.of(snapshot("6.12", "production")))
                .hasToString(MatrixPicture.of(snapshot("6.12", "production")).toString());
    }

    @Property(tries = 200)
    void anyTitleIsATitle(@ForAll String title) {
        PictureStyle style = PictureStyle.standard().withTitle(title);
        MatrixTable table = MatrixTable.of(HostSnapshot.builder().build());
        String read = elements(parse(MatrixPicture.of(table, style).toString()), "title")
                .get(0)
                .getTextContent();
        assertThat(read)
                .isEqualTo(title.codePoints()
                        .map(c -> isXml(c) ? c : 0xfffd)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString());
    }

    private static boolean isXml(int c) {
        return c == '\n'
                || c == '\t'
                || (c >= ' ' && !Character.isSurrogate((char) c) && c != 0xfffe && c != 0xffff)
                || c > 0xffff;
    }
}
