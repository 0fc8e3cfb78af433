package io.github.apmatrix.persistence.libvirt;

import static io.github.apmatrix.persistence.libvirt.Documents.assertRefused;
import static io.github.apmatrix.persistence.libvirt.Documents.xml;
import static io.github.apmatrix.persistence.samples.Samples.sample;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApQueue;
import org.junit.jupiter.api.Test;

class NodeDeviceTest {
    @Test
    void cardIsItsAdapter() {
        assertThat(NodeDevice.parse(sample("nodedev-ap_card.xml"))).isEqualTo(new NodeDevice.Card(AdapterId.of(7)));
    }

    @Test
    void queueIsItsAdapterAndDomain() {
        assertThat(NodeDevice.parse(sample("nodedev-ap_queue.xml")))
                .isEqualTo(new NodeDevice.Queue(ApQueue.parse("07.0038")));
    }

    @Test
    void matrixTellsHowManyDevicesCanBeMade() {
        assertThat(NodeDevice.parse(sample("nodedev-ap_matrix.xml")))
                .isEqualTo(new NodeDevice.Matrix(ImmutableMap.of("vfio_ap-passthrough", 65536L)));
    }

    @Test
    void matrixCanBeWithoutTypes() {
        assertThat(NodeDevice.parse(xml(
                        "<device><capability type='ap_matrix'><capability type='other'/>" + "</capability></device>")))
                .isEqualTo(new NodeDevice.Matrix(ImmutableMap.of()));
    }

    @Test
    void mdevIsTheSameAsReadAlone() {
        assertThat(NodeDevice.parse(sample("nodedev-mdev-dumpxml.xml")))
                .isEqualTo(MdevNodeDevice.parse(sample("nodedev-mdev-dumpxml.xml")));
    }

    @Test
    void otherKindsAreRefused() {
        assertRefused(
                NodeDevice::parse,
                xml("<device><capability type='pci'/></device>"),
                "test.xml, /device/capability/@type: neither ap_card nor ap_queue, ap_matrix or mdev, found \"pci\"");
        assertRefused(
                NodeDevice::parse,
                xml("<device><capability/></device>"),
                "test.xml, /device/capability/@type: the attribute is missing");
        assertRefused(NodeDevice::parse, xml("<device/>"), "test.xml, /device/capability: the element is missing");
        assertRefused(NodeDevice::parse, xml("<domain/>"), "test.xml, /domain: not a <device>, found \"domain\"");
    }

    @Test
    void twoCapabilitiesAreRefused() {
        assertRefused(
                NodeDevice::parse,
                xml("<device><capability type='ap_matrix'/><name/><capability type='mdev'/></device>"),
                "test.xml, /device/capability[2]: given twice");
    }

    @Test
    void wrongNumbersAreRefused() {
        assertRefused(
                NodeDevice::parse,
                xml("<device><capability type='ap_card'><ap-adapter>0x100</ap-adapter></capability></device>"),
                "test.xml, /device/capability/ap-adapter: not an adapter number: a number above 255 at index 0 of"
                        + " \"0x100\", found \"0x100\"");
        assertRefused(
                NodeDevice::parse,
                xml("<device><capability type='ap_queue'><ap-adapter>7</ap-adapter></capability></device>"),
                "test.xml, /device/capability/ap-domain: the element is missing");
        assertRefused(
                NodeDevice::parse,
                xml("<device><capability type='ap_queue'><ap-adapter>7</ap-adapter><ap-domain>zz</ap-domain>"
                        + "</capability></device>"),
                "test.xml, /device/capability/ap-domain: not a domain number: unexpected \"z\" instead of a digit at"
                        + " index 0 of \"zz\", found \"zz\"");
    }

    @Test
    void elementsInsideTextAreRefused() {
        assertRefused(
                NodeDevice::parse,
                xml("<device><capability type='ap_card'><ap-adapter>0<b>x</b>7</ap-adapter></capability></device>"),
                "test.xml, /device/capability/ap-adapter/b: an element where only text belongs, found \"x\"");
    }

    @Test
    void numbersOfInstancesAreUnsigned() {
        String matrix = "<device><capability type='ap_matrix'><capability type='mdev_types'><type id='t'>"
                + "<availableInstances>%s</availableInstances></type>%s</capability></capability></device>";

        assertThat(NodeDevice.parse(xml(matrix.formatted("4294967295", ""))))
                .isEqualTo(new NodeDevice.Matrix(ImmutableMap.of("t", 4294967295L)));
        for (String wrong : new String[] {"4294967296", "-1", "many"}) {
            assertRefused(
                    NodeDevice::parse,
                    xml(matrix.formatted(wrong, "")),
                    "test.xml, /device/capability/capability/type/availableInstances: not a number from 0 to"
                            + " 4294967295, found \"" + wrong + "\"");
        }
        assertRefused(
                NodeDevice::parse,
                xml(matrix.formatted("1", "<type id='t'><availableInstances>2</availableInstances></type>")),
                "test.xml, /device/capability/capability/type[2]/@id: given twice, found \"t\"");
    }
}
