package io.github.apmatrix.persistence.libvirt;

import static io.github.apmatrix.persistence.libvirt.Documents.UUID;
import static io.github.apmatrix.persistence.libvirt.Documents.assertRefused;
import static io.github.apmatrix.persistence.libvirt.Documents.mdev;
import static io.github.apmatrix.persistence.libvirt.Documents.xml;
import static io.github.apmatrix.persistence.samples.Samples.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.MdevAttribute;
import io.github.apmatrix.persistence.document.MdevAttributes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MdevNodeDeviceTest {
    private static final MediatedDeviceId ID = MediatedDeviceId.parse(UUID);
    private static final String TYPE = "<type id='vfio_ap-passthrough'/>";

    @Nested
    class Reading {
        @Test
        void definitionHasIdAndAttributesInTheirOrder() {
            MdevNodeDevice device = MdevNodeDevice.parse(sample("nodedev-mdev.xml"));

            assertThat(device.id()).contains(ID);
            assertThat(device.attributes().list())
                    .containsExactly(
                            new MdevAttribute("assign_adapter", "3"),
                            new MdevAttribute("assign_adapter", "0xa"),
                            new MdevAttribute("assign_domain", "4"),
                            new MdevAttribute("assign_domain", "0x47"),
                            new MdevAttribute("assign_control_domain", "4"),
                            new MdevAttribute("assign_control_domain", "0xab"));
            assertThat(device.parent()).isEqualTo(MdevNodeDevice.MATRIX);
            assertThat(device.name()).isEmpty();
            assertThat(device.iommuGroup()).isEmpty();
            assertThat(device.parentAddress()).isEmpty();
        }

        @Test
        void dumpTellsNameGroupAndParentAddressToo() {
            MdevNodeDevice device = MdevNodeDevice.parse(sample("nodedev-mdev-dumpxml.xml"));

            assertThat(device.name()).contains(new NodeDeviceName.Mdev(ID).toString());
            assertThat(device.iommuGroup()).hasValue(0);
            assertThat(device.parentAddress()).contains("matrix");
            assertThat(device.attributes().config())
                    .isEqualTo(ApConfig.of(AdapterSet.adapters(3), DomainSet.domains(4))
                            .withControlDomainsLikeUsage());
        }

        @Test
        void parentCanBeAbsentFromTheHost() {
            MdevNodeDevice device = MdevNodeDevice.parse(xml("<device><parent>computer</parent>"
                    + "<capability type='mdev'>" + TYPE + "<uuid>" + UUID + "</uuid></capability></device>"));

            assertThat(device.parent()).isEqualTo(MdevNodeDevice.COMPUTER);
            assertThat(device.attributes()).isEqualTo(MdevAttributes.none());
        }

        @ParameterizedTest
        @ValueSource(strings = {UUID, "783E6DBB-EA0E-411F-94E2-717EAAD438BF", "783e6dbbea0e411f94e2717eaad438bf"})
        void uuidCanHaveEveryFormThatLibvirtTakes(String uuid) {
            assertThat(MdevNodeDevice.parse(mdev(TYPE + "<uuid>" + uuid + "</uuid>"))
                            .id())
                    .contains(ID);
        }

        @Test
        void unknownElementsAreSkipped() {
            Document document = xml(sample("nodedev-mdev.xml")
                    .text()
                    .replace("<parent>", "<new a='1'><attr name='x'/></new><parent>")
                    .replace("<uuid>", "<start type='auto'/><o:uuid xmlns:o='other'>1</o:uuid><uuid>"));

            assertThat(MdevNodeDevice.parse(document)).isEqualTo(MdevNodeDevice.parse(sample("nodedev-mdev.xml")));
        }

        @Test
        void entitiesOfXmlAreRead() {
            Document document = mdev(TYPE + "<attr name='assign&#95;adapter' value='&#x33;'/>");

            assertThat(MdevNodeDevice.parse(document).attributes().list())
                    .containsExactly(new MdevAttribute("assign_adapter", "3"));
        }
    }

    @Nested
    class Refusing {
        @Test
        void otherTypes() {
            assertRefused(
                    MdevNodeDevice::parse,
                    mdev("<type id='vfio_ccw-io'/>"),
                    "test.xml, /device/capability/type/@id: not vfio_ap-passthrough, found \"vfio_ccw-io\"");
            assertRefused(MdevNodeDevice::parse, mdev(""), "test.xml, /device/capability/type: the element is missing");
            assertRefused(
                    MdevNodeDevice::parse,
                    sample("nodedev-ap_card.xml"),
                    "/samples/nodedev-ap_card.xml, /device/capability/@type: not mdev, found \"ap_card\"");
        }

        @Test
        void valuesThatAreNoNumbers() {
            String good = TYPE + "<attr name='assign_adapter' value='3'/>";

            assertRefused(
                    MdevNodeDevice::parse,
                    mdev(good + "<attr name='assign_domain' value='4'/><attr name='assign_domain' value='zz'/>"),
                    "test.xml, /device/capability/attr[3]/@value: not a domain number: unexpected \"z\" instead of a"
                            + " digit at index 0 of \"zz\", found \"zz\"");
            assertRefused(
                    MdevNodeDevice::parse,
                    mdev(good + "<attr name='assign_adapter' value='300'/>"),
                    "test.xml, /device/capability/attr[2]/@value: not an adapter number: a number above 255 at index 0"
                            + " of \"300\", found \"300\"");
        }

        @Test
        void attributesThatAreNotToBeWritten() {
            assertRefused(
                    MdevNodeDevice::parse,
                    mdev(TYPE + "<attr name='remove' value='1'/>"),
                    "test.xml, /device/capability/attr/@name: a vfio_ap device has no attribute \"remove\" to assign"
                            + " with, found \"remove\"");
            assertRefused(
                    MdevNodeDevice::parse,
                    mdev(TYPE + "<attr name='assign_adapter'/>"),
                    "test.xml, /device/capability/attr/@value: the attribute is missing");
        }

        @Test
        void uuidsThatAreNoneOrTwo() {
            assertRefused(
                    MdevNodeDevice::parse,
                    mdev(TYPE + "<uuid>1234</uuid>"),
                    "test.xml, /device/capability/uuid: not the UUID of a mediated device: end of text instead of"
                            + " 8-4-4-4-12 hex digits at index 4 of \"1234\", found \"1234\"");
            assertRefused(
                    MdevNodeDevice::parse,
                    mdev(TYPE + "<uuid>" + UUID + "</uuid><uuid>" + UUID + "</uuid>"),
                    "test.xml, /device/capability/uuid[2]: given twice, found \"" + UUID + "\"");
        }

        @Test
        void otherParents() {
            assertRefused(
                    MdevNodeDevice::parse,
                    xml("<device><parent>matrix</parent><capability type='mdev'>" + TYPE + "</capability></device>"),
                    "test.xml, /device/parent: the parent of a vfio_ap device is neither ap_matrix nor computer, found"
                            + " \"matrix\"");
            assertRefused(
                    MdevNodeDevice::parse,
                    xml("<device><capability type='mdev'>" + TYPE + "</capability></device>"),
                    "test.xml, /device/parent: the element is missing");
        }

        @ParameterizedTest
        @ValueSource(strings = {"-1", "2147483648", "one", ""})
        void groupsThatAreNoNumbers(String group) {
            assertRefused(
                    MdevNodeDevice::parse,
                    mdev(TYPE + "<iommuGroup number='" + group + "'/>"),
                    "test.xml, /device/capability/iommuGroup/@number: not a number from 0 to 2147483647"
                            + (group.isEmpty() ? "" : ", found \"" + group + "\""));
        }

        @Test
        void partsThatCannotBe() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> device("matrix", OptionalInt.empty()))
                    .withMessage("the parent of a vfio_ap device is neither ap_matrix nor computer");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> device(MdevNodeDevice.MATRIX, OptionalInt.of(-1)))
                    .withMessage("IOMMU group -1 is negative");
        }

        private static MdevNodeDevice device(String parent, OptionalInt group) {
            return new MdevNodeDevice(
                    Optional.of(ID), MdevAttributes.none(), parent, Optional.empty(), group, Optional.empty());
        }
    }

    @Nested
    class Writing {
        @Test
        void definitionIsWrittenAsItWasRead() {
            Document sample = sample("nodedev-mdev.xml");

            assertThat(MdevNodeDevice.parse(sample).toXml()).isEqualTo(sample.text());
        }

        @Test
        void outputBecomesADefinition() {
            MdevNodeDevice dumped = MdevNodeDevice.parse(sample("nodedev-mdev-dumpxml.xml"));

            assertThat(dumped.toXml())
                    .isEqualTo(MdevNodeDevice.of(ID, dumped.attributes()).toXml());
        }

        @Test
        void idCanBeLeftToLibvirt() {
            assertThat(MdevNodeDevice.withoutId(MdevAttributes.none()).toXml()).isEqualTo("""
                            <device>
                              <parent>ap_matrix</parent>
                              <capability type='mdev'>
                                <type id='vfio_ap-passthrough'/>
                              </capability>
                            </device>
                            """);
        }

        @Test
        void newlineInAValueSurvives() {
            MdevNodeDevice device =
                    MdevNodeDevice.of(ID, MdevAttributes.copyOf(List.of(new MdevAttribute("assign_adapter", "3\n"))));

            assertThat(device.toXml()).contains("value='3&#10;'");
            assertThat(MdevNodeDevice.parse(xml(device.toXml()))).isEqualTo(device);
        }
    }
}
