package io.github.apmatrix.persistence.libvirt;

import static io.github.apmatrix.persistence.libvirt.Documents.xml;
import static io.github.apmatrix.persistence.samples.Mutations.assertReadOrRefused;
import static io.github.apmatrix.persistence.samples.Samples.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.MdevAttribute;
import io.github.apmatrix.persistence.document.MdevAttributes;
import io.github.apmatrix.persistence.samples.Mutations;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class LibvirtProperties {
    @Property
    void configurationSurvivesDefinition(@ForAll("ids") MediatedDeviceId id, @ForAll("configs") ApConfig config) {
        MdevNodeDevice device = MdevNodeDevice.of(id, MdevAttributes.of(config));

        MdevNodeDevice read = MdevNodeDevice.parse(xml(device.toXml()));

        assertThat(read).isEqualTo(device);
        assertThat(read.attributes().config()).isEqualTo(config);
    }

    @Property
    void orderAndRepetitionOfAttributesAreKept(@ForAll("attributes") List<MdevAttribute> attributes) {
        MdevNodeDevice device = MdevNodeDevice.withoutId(MdevAttributes.copyOf(attributes));

        assertThat(MdevNodeDevice.parse(xml(device.toXml())).attributes().list())
                .isEqualTo(attributes);
    }

    @Property
    void hostdevSurvives(@ForAll("ids") MediatedDeviceId id) {
        VfioApHostdev hostdev = new VfioApHostdev(id);

        assertThat(VfioApHostdev.parse(xml(hostdev.toXml()))).isEqualTo(hostdev);
    }

    @Property
    void namesSurvive(
            @ForAll("ids") MediatedDeviceId id,
            @ForAll @IntRange(max = 255) int adapter,
            @ForAll @IntRange(max = 255) int domain) {
        NodeDeviceName.Mdev mdev = new NodeDeviceName.Mdev(id);
        for (NodeDeviceName name : List.of(
                new NodeDeviceName.Card(AdapterId.of(adapter)),
                new NodeDeviceName.Queue(ApQueue.of(AdapterId.of(adapter), DomainId.of(domain))),
                mdev)) {
            assertThat(NodeDeviceName.parse(name.toString())).isEqualTo(name);
        }
        assertThat(NodeDeviceName.parse(mdev.withoutParentAddress())).isEqualTo(mdev);
    }

    @Property
    void escapedTextIsReadAsItWas(@ForAll("texts") String text) {
        String escaped = XmlText.escape(text);

        XmlElement element = XmlReader.read(xml("<a b='" + escaped + "'>" + escaped + "</a>"));

        assertThat(element.requiredAttribute("b")).isEqualTo(text);
        assertThat(element.text()).isEqualTo(text);
    }

    @Property(tries = 3000)
    void mutatedNodeDevicesAreReadOrRefused(@ForAll("mutatedNodeDevices") Document document) {
        assertReadOrRefused(document, NodeDevice::parse);
        assertReadOrRefused(document, MdevNodeDevice::parse);
    }

    @Property(tries = 3000)
    void mutatedDomainsAreReadOrRefused(@ForAll("mutatedDomains") Document document) {
        assertReadOrRefused(document, VfioApHostdev::parse);
        assertReadOrRefused(document, VfioApHostdev::find);
    }

    @Property
    void anyTextIsReadOrRefused(@ForAll String text) {
        assertReadOrRefused(xml(text), NodeDevice::parse);
        assertReadOrRefused(xml("<" + text), NodeDevice::parse);
    }

    @Provide
    Arbitrary<MediatedDeviceId> ids() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                .as((high, low) -> MediatedDeviceId.of(new UUID(high, low)));
    }

    @Provide
    Arbitrary<ApConfig> configs() {
        return Combinators.combine(masks(), masks(), masks())
                .as((adapters, usage, control) -> ApConfig.of(AdapterSet.of(adapters), DomainSet.of(usage))
                        .withControlDomains(DomainSet.of(control)));
    }

    private static Arbitrary<ApMask> masks() {
        Arbitrary<Set<Integer>> bits = Arbitraries.integers().between(0, 255).set();
        return bits.map(set -> ApMask.of(set.stream().mapToInt(Integer::intValue)));
    }

    @Provide
    Arbitrary<List<MdevAttribute>> attributes() {
        Arbitrary<String> names = Arbitraries.of(
                "assign_adapter", "unassign_adapter", "assign_domain", "unassign_domain", "assign_control_domain");
        Arbitrary<String> values = Arbitraries.of("0", "1", "0x1", "01", "+1", "1\n", "255");
        return Combinators.combine(names, values).as(MdevAttribute::new).list().ofMaxSize(20);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("<>&'\"\n\r\t ;#]a\u00e4\u20ac");
    }

    @Provide
    Arbitrary<Document> mutatedNodeDevices() {
        return Mutations.of(
                sample("nodedev-mdev.xml"),
                sample("nodedev-mdev-dumpxml.xml"),
                sample("nodedev-ap_card.xml"),
                sample("nodedev-ap_queue.xml"),
                sample("nodedev-ap_matrix.xml"));
    }

    @Provide
    Arbitrary<Document> mutatedDomains() {
        Document hostdev = sample("domain-hostdev.xml");
        return Mutations.of(hostdev, xml("<domain>\n<devices>\n" + hostdev.text() + "</devices>\n</domain>\n"));
    }
}
