package io.github.apmatrix.persistence.libvirt;

import static io.github.apmatrix.persistence.libvirt.Documents.UUID;
import static io.github.apmatrix.persistence.libvirt.Documents.assertRefused;
import static io.github.apmatrix.persistence.libvirt.Documents.xml;
import static io.github.apmatrix.persistence.samples.Samples.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.document.Document;
import org.junit.jupiter.api.Test;

class VfioApHostdevTest {
    private static final VfioApHostdev HOSTDEV = new VfioApHostdev(MediatedDeviceId.parse(UUID));
    private static final String PCI = "<hostdev mode='subsystem' type='pci'><source/></hostdev>";
    private static final String CCW = "<hostdev mode='subsystem' type='mdev' model='vfio-ccw'/>";
    private static final String CAPABILITIES = "<hostdev mode='capabilities' type='mdev' model='vfio-ap'/>";

    private static Document domain(String devices) {
        return xml("<domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'><name>guest</name>"
                + "<metadata><x:hostdev xmlns:x='other' type='mdev' model='vfio-ap'/></metadata>"
                + "<devices><emulator>/usr/bin/qemu</emulator>" + devices + "</devices>"
                + "<qemu:commandline><qemu:arg value='-x'/></qemu:commandline></domain>");
    }

    @Test
    void elementAloneIsWrittenAsItWasRead() {
        Document sample = sample("domain-hostdev.xml");

        assertThat(VfioApHostdev.parse(sample)).isEqualTo(HOSTDEV);
        assertThat(HOSTDEV.toXml()).isEqualTo(sample.text());
    }

    @Test
    void modeCanBeMissing() {
        Document document = xml(HOSTDEV.toXml().replace(" mode='subsystem'", ""));

        assertThat(VfioApHostdev.parse(document)).isEqualTo(HOSTDEV);
    }

    @Test
    void elementIsFoundAmongOtherDevices() {
        assertThat(VfioApHostdev.find(domain(PCI + CCW + CAPABILITIES + HOSTDEV.toXml())))
                .contains(HOSTDEV);
    }

    @Test
    void domainCanBeWithoutTheElement() {
        assertThat(VfioApHostdev.find(domain(PCI + CCW + CAPABILITIES))).isEmpty();
        assertThat(VfioApHostdev.find(xml("<domain/>"))).isEmpty();
    }

    @Test
    void twoInADomainAreRefused() {
        assertRefused(
                VfioApHostdev::find,
                domain(HOSTDEV.toXml() + PCI + HOSTDEV.toXml()),
                "test.xml, /domain/devices/hostdev[3]/@model: a guest can have only one device of this model, found"
                        + " \"vfio-ap\"");
    }

    @Test
    void otherElementsAreRefused() {
        assertRefused(VfioApHostdev::parse, domain(""), "test.xml, /domain: not a <hostdev>, found \"domain\"");
        assertRefused(
                VfioApHostdev::find, xml(HOSTDEV.toXml()), "test.xml, /hostdev: not a <domain>, found \"hostdev\"");
        assertRefused(VfioApHostdev::parse, xml(PCI), "test.xml, /hostdev/@type: not mdev, found \"pci\"");
        assertRefused(VfioApHostdev::parse, xml(CCW), "test.xml, /hostdev/@model: not vfio-ap, found \"vfio-ccw\"");
        assertRefused(
                VfioApHostdev::parse,
                xml(CAPABILITIES),
                "test.xml, /hostdev/@mode: not subsystem, found \"capabilities\"");
        assertRefused(
                VfioApHostdev::parse,
                xml("<hostdev type='mdev'/>"),
                "test.xml, /hostdev/@model: the attribute is missing");
    }

    @Test
    void idIsNeeded() {
        String hostdev = "<hostdev type='mdev' model='vfio-ap'>%s</hostdev>";

        assertRefused(
                VfioApHostdev::parse,
                xml(hostdev.formatted("<source/>")),
                "test.xml, /hostdev/source/address: the element is missing");
        assertRefused(
                VfioApHostdev::find,
                domain(PCI + hostdev.formatted("<source><address/></source>")),
                "test.xml, /domain/devices/hostdev[2]/source/address/@uuid: the attribute is missing");
        assertRefused(
                VfioApHostdev::parse,
                xml(hostdev.formatted("<source><address uuid=''/></source>")),
                "test.xml, /hostdev/source/address/@uuid: not the UUID of a mediated device: end of text instead of"
                        + " 8-4-4-4-12 hex digits at index 0 of \"\"");
    }
}
