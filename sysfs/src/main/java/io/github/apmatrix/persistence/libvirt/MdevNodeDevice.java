package io.github.apmatrix.persistence.libvirt;

import com.google.common.base.CharMatcher;
import com.google.common.primitives.Ints;
import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import io.github.apmatrix.persistence.document.MdevAttribute;
import io.github.apmatrix.persistence.document.MdevAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A vfio_ap mediated device as a node device: what {@code virsh nodedev-define}, {@code nodedev-create} and
 * {@code nodedev-update} take and {@code virsh nodedev-dumpxml} shows.
 *
 * <p>Whether a device starts with the host is not part of the document; {@code virsh nodedev-autostart} sets that, and has to
 * set it again after a device was defined anew.
 *
 * @param id the id; empty if libvirt shall make one
 * @param attributes the attributes in the order in which they are written
 * @param parent {@value #MATRIX}, or {@value #COMPUTER} if vfio_ap was not loaded when libvirt wrote the document
 * @param name what libvirt calls the device, see {@link NodeDeviceName}; libvirt ignores it in a document that it is given
 * @param iommuGroup the IOMMU group of an active device, from 0 on
 * @param parentAddress the parent in sysfs, {@code matrix}, if the document tells
 * @since 0.1.0
 */
public record MdevNodeDevice(
        Optional<MediatedDeviceId> id,
        MdevAttributes attributes,
        String parent,
        Optional<String> name,
        OptionalInt iommuGroup,
        Optional<String> parentAddress)
        implements NodeDevice {
    /** The node device that is the parent of every vfio_ap mediated device. */
    public static final String MATRIX = NodeDeviceName.Matrix.TEXT;

    /** What libvirt shows as the parent of a device whose parent is not there. */
    public static final String COMPUTER = "computer";

    static final String CAPABILITY = "mdev";
    private static final String TYPE = "vfio_ap-passthrough";

    /**
     * Checks the parts.
     *
     * @param id the id
     * @param attributes the attributes
     * @param parent {@value #MATRIX} or {@value #COMPUTER}
     * @param name what libvirt calls the device
     * @param iommuGroup the IOMMU group, from 0 on
     * @param parentAddress the parent in sysfs
     * @throws IllegalArgumentException if the parent is another one, the name has control characters, or the group is negative
     */
    public MdevNodeDevice {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(attributes, "attributes");
        checkedParent(parent);
        name.ifPresent(MdevNodeDevice::checkedName);
        if (iommuGroup.orElse(0) < 0) {
            throw new IllegalArgumentException("IOMMU group " + iommuGroup.getAsInt() + " is negative");
        }
        Objects.requireNonNull(parentAddress, "parentAddress");
    }

    /**
     * Returns a device to be defined or created.
     *
     * @param id the id
     * @param attributes what is written to the device
     * @return the device, without what only libvirt can know
     */
    public static MdevNodeDevice of(MediatedDeviceId id, MdevAttributes attributes) {
        return toDefine(Optional.of(id), attributes, Optional.of(new NodeDeviceName.Mdev(id).toString()));
    }

    /**
     * Returns a device to be defined or created, for which libvirt makes an id.
     *
     * @param attributes what is written to the device
     * @return the device
     */
    public static MdevNodeDevice withoutId(MdevAttributes attributes) {
        return toDefine(Optional.empty(), attributes, Optional.empty());
    }

    private static MdevNodeDevice toDefine(
            Optional<MediatedDeviceId> id, MdevAttributes attributes, Optional<String> name) {
        return new MdevNodeDevice(id, attributes, MATRIX, name, OptionalInt.empty(), Optional.empty());
    }

    /**
     * Reads a vfio_ap mediated device.
     *
     * @param document a {@code <device>} with the capability {@code mdev} and the type {@code vfio_ap-passthrough}; the
     *     values of its attributes have one of the forms that {@link MdevAttribute} takes
     * @return the device
     * @throws DocumentException if the document is not such a device
     */
    public static MdevNodeDevice parse(Document document) {
        XmlElement device = XmlReader.read(document).named("device");
        XmlElement capability = device.required("capability");
        capability.requireAttribute("type", CAPABILITY);
        return of(device, capability);
    }

    static MdevNodeDevice of(XmlElement device, XmlElement capability) {
        capability.required("type").requireAttribute("id", TYPE);
        return new MdevNodeDevice(
                capability.child("uuid").map(uuid -> uuid.textAs(LibvirtUuid::parse)),
                MdevAttributes.copyOf(capability.children("attr").stream()
                        .map(MdevNodeDevice::attribute)
                        .toList()),
                device.required("parent").textAs(MdevNodeDevice::checkedParent),
                device.child("name").map(name -> name.textAs(MdevNodeDevice::checkedName)),
                capability.child("iommuGroup").stream()
                        .mapToInt(group -> group.attributeAs("number", MdevNodeDevice::group))
                        .findFirst(),
                capability.child("parent_addr").map(XmlElement::text));
    }

    private static MdevAttribute attribute(XmlElement attr) {
        String name = attr.requiredAttribute("name");
        String value = attr.requiredAttribute("value");
        try {
            return new MdevAttribute(name, value);
        } catch (ApFormatException e) {
            throw attr.malformed("value", e);
        } catch (IllegalArgumentException e) {
            throw attr.malformed("name", e);
        }
    }

    private static String checkedParent(String parent) {
        if (!parent.equals(MATRIX) && !parent.equals(COMPUTER)) {
            throw new IllegalArgumentException("the parent of a vfio_ap device is neither ap_matrix nor computer");
        }
        return parent;
    }

    private static String checkedName(String name) {
        if (CharMatcher.javaIsoControl().matchesAnyOf(name)) {
            throw new IllegalArgumentException("a name with control characters");
        }
        return name;
    }

    private static int group(String text) {
        Integer group = Ints.tryParse(text);
        if (group == null || group < 0) {
            throw new IllegalArgumentException("not a number from 0 to " + Integer.MAX_VALUE);
        }
        return group;
    }

    /**
     * Returns the document that libvirt takes: name, parent, type, id and attributes.
     *
     * <p>Without a name it is refused by {@code --validate}; libvirt ignores the name otherwise.
     *
     * @return a {@code <device>} with parent {@value #MATRIX}
     */
    public String toXml() {
        StringBuilder xml = new StringBuilder("<device>\n");
        name.ifPresent(
                known -> xml.append("  <name>").append(XmlText.escape(known)).append("</name>\n"));
        xml.append("  <parent>" + MATRIX + "</parent>\n  <capability type='" + CAPABILITY + "'>\n    <type id='" + TYPE
                + "'/>\n");
        id.ifPresent(uuid -> xml.append("    <uuid>").append(uuid).append("</uuid>\n"));
        for (MdevAttribute attribute : attributes.list()) {
            xml.append("    <attr name='")
                    .append(XmlText.escape(attribute.name()))
                    .append("' value='")
                    .append(XmlText.escape(attribute.value()))
                    .append("'/>\n");
        }
        return xml.append("  </capability>\n</device>\n").toString();
    }
}
