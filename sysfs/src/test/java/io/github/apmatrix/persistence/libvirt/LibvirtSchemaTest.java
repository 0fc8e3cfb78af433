package io.github.apmatrix.persistence.libvirt;

import static io.github.apmatrix.persistence.libvirt.Documents.UUID;
import static io.github.apmatrix.persistence.samples.Samples.sample;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.thaiopensource.relaxng.jaxp.XMLSyntaxSchemaFactory;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.document.MdevAttribute;
import io.github.apmatrix.persistence.document.MdevAttributes;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.transform.stream.StreamSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;

/** What is written, against libvirt's own RELAX NG schemas, where they are installed (Debian: package libvirt0). */
class LibvirtSchemaTest {
    private static final Path SCHEMAS = Path.of(System.getProperty("libvirt.schemas", "/usr/share/libvirt/schemas"));
    private static final MediatedDeviceId ID = MediatedDeviceId.parse(UUID);

    @BeforeEach
    void schemasAreInstalled() {
        assumeTrue(Files.isDirectory(SCHEMAS), () -> "skipped: no libvirt schemas in " + SCHEMAS);
    }

    private static void validate(String schema, String xml) throws SAXException, IOException {
        new XMLSyntaxSchemaFactory()
                .newSchema(SCHEMAS.resolve(schema).toFile())
                .newValidator()
                .validate(new StreamSource(new StringReader(xml)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nodedev-ap_card.xml",
                "nodedev-ap_queue.xml",
                "nodedev-ap_matrix.xml",
                "nodedev-mdev-dumpxml.xml"
            })
    void shownNodeDevicesAreValid(String name) {
        assertThatCode(() -> validate("nodedev.rng", sample(name).text())).doesNotThrowAnyException();
    }

    @Test
    void writtenDefinitionIsValid() {
        ApConfig everything = ApConfig.of(AdapterSet.all(), DomainSet.all()).withControlDomainsLikeUsage();
        for (MdevNodeDevice device : List.of(
                MdevNodeDevice.of(ID, MdevAttributes.none()),
                MdevNodeDevice.of(ID, MdevAttributes.of(everything)),
                MdevNodeDevice.of(ID, MdevAttributes.copyOf(List.of(new MdevAttribute("assign_adapter", "3\n")))))) {
            assertThatCode(() -> validate("nodedev.rng", device.toXml())).doesNotThrowAnyException();
        }
    }

    @Test
    void definitionWithoutIdOnlyLacksTheName() {
        String xml = MdevNodeDevice.withoutId(MdevAttributes.none()).toXml();

        assertThatThrownBy(() -> validate("nodedev.rng", xml))
                .isInstanceOf(SAXException.class)
                .hasMessageContaining("\"name\"");
        assertThatCode(() -> validate(
                        "nodedev.rng",
                        xml.replace("<device>", "<device><name>" + new NodeDeviceName.Mdev(ID) + "</name>")))
                .doesNotThrowAnyException();
    }

    @Test
    void domainWithTheWrittenElementIsValid() {
        String domain = """
                <domain type='kvm'>
                  <name>guest</name>
                  <memory>1048576</memory>
                  <os>
                    <type arch='s390x' machine='s390-ccw-virtio'>hvm</type>
                  </os>
                  <devices>
                %s  </devices>
                </domain>
                """;

        assertThatCode(() -> validate("domain.rng", domain.formatted(new VfioApHostdev(ID).toXml())))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> validate("domain.rng", domain.formatted("<hostdev type='mdev'/>")))
                .isInstanceOf(SAXException.class);
    }
}
