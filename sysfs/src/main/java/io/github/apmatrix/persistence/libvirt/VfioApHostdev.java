package io.github.apmatrix.persistence.libvirt;

import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The use of a vfio_ap mediated device by a guest: {@code <hostdev>} in the devices of a domain.
 *
 * <p>The device must be active when the guest starts; libvirt does not start it. A guest has at most one.
 *
 * <p>Source: libvirt, "Domain XML format", section "Host device assignment".
 *
 * @param device the device
 * @since 0.1.0
 */
public record VfioApHostdev(MediatedDeviceId device) {
    private static final String HOSTDEV = "hostdev";
    private static final String SUBSYSTEM = "subsystem";
    private static final String MDEV = "mdev";
    private static final String VFIO_AP = "vfio-ap";

    /**
     * Checks that the device is there.
     *
     * @param device the device
     */
    public VfioApHostdev {
        Objects.requireNonNull(device, "device");
    }

    /**
     * Reads the element alone, as {@code virsh attach-device} takes it.
     *
     * @param document a {@code <hostdev>} of type {@code mdev} and model {@code vfio-ap}; the mode can be missing
     * @return the use of the device
     * @throws DocumentException if the document is not such an element
     */
    public static VfioApHostdev parse(Document document) {
        XmlElement hostdev = XmlReader.read(document).named(HOSTDEV);
        if (hostdev.attribute("mode").isPresent()) {
            hostdev.requireAttribute("mode", SUBSYSTEM);
        }
        hostdev.requireAttribute("type", MDEV);
        hostdev.requireAttribute("model", VFIO_AP);
        return of(hostdev);
    }

    /**
     * Finds the element in the devices of a domain, as {@code virsh dumpxml} shows it. Other host devices are skipped.
     *
     * @param domain a {@code <domain>}
     * @return the use of the device; empty if the guest has none
     * @throws DocumentException if the document is not a domain, the element is incomplete, or there are several: libvirt
     *     refuses such a guest
     */
    public static Optional<VfioApHostdev> find(Document domain) {
        List<XmlElement> found = XmlReader.read(domain).named("domain").child("devices").stream()
                .flatMap(devices -> devices.children(HOSTDEV).stream())
                .filter(VfioApHostdev::isVfioAp)
                .toList();
        if (found.size() > 1) {
            throw found.get(1).malformed("model", "a guest can have only one device of this model");
        }
        return found.stream().findFirst().map(VfioApHostdev::of);
    }

    private static boolean isVfioAp(XmlElement hostdev) {
        return hostdev.attribute("mode").orElse(SUBSYSTEM).equals(SUBSYSTEM)
                && hostdev.attribute("type").orElse("").equals(MDEV)
                && hostdev.attribute("model").orElse("").equals(VFIO_AP);
    }

    private static VfioApHostdev of(XmlElement hostdev) {
        XmlElement address = hostdev.required("source").required("address");
        return new VfioApHostdev(address.attributeAs("uuid", LibvirtUuid::parse));
    }

    /**
     * Returns the element that {@code virsh attach-device} takes and that belongs in the devices of a domain.
     *
     * @return a {@code <hostdev>}
     */
    public String toXml() {
        return """
                <hostdev mode='%s' type='%s' managed='no' model='%s'>
                  <source>
                    <address uuid='%s'/>
                  </source>
                </hostdev>
                """.formatted(SUBSYSTEM, MDEV, VFIO_AP, device);
    }
}
