package io.github.apmatrix.persistence.libvirt;

import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import java.util.Objects;

/**
 * A node device of AP, as {@code virsh nodedev-dumpxml} shows it.
 *
 * <p>Source: libvirt, "Node devices XML format", capabilities {@code ap_card}, {@code ap_queue}, {@code ap_matrix} and
 * {@code mdev}.
 *
 * @since 0.1.0
 */
public sealed interface NodeDevice permits NodeDevice.Card, NodeDevice.Queue, NodeDevice.Matrix, MdevNodeDevice {
    /**
     * Reads a node device of any of the four kinds.
     *
     * @param document a {@code <device>}
     * @return the device
     * @throws DocumentException if the document is not such a device
     */
    static NodeDevice parse(Document document) {
        XmlElement device = XmlReader.read(document).named("device");
        XmlElement capability = device.required("capability");
        return switch (capability.requiredAttribute("type")) {
            case "ap_card" -> new Card(ApCapability.adapter(capability));
            case "ap_queue" -> new Queue(ApQueue.of(ApCapability.adapter(capability), ApCapability.domain(capability)));
            case "ap_matrix" -> new Matrix(ApCapability.availableInstances(capability));
            case MdevNodeDevice.CAPABILITY -> MdevNodeDevice.of(device, capability);
            default -> throw capability.malformed("type", "neither ap_card nor ap_queue, ap_matrix or mdev");
        };
    }

    /**
     * A card.
     *
     * @param adapter the adapter
     */
    record Card(AdapterId adapter) implements NodeDevice {
        /**
         * Checks that the adapter is there.
         *
         * @param adapter the adapter
         */
        public Card {
            Objects.requireNonNull(adapter, "adapter");
        }
    }

    /**
     * A queue.
     *
     * @param queue the queue
     */
    record Queue(ApQueue queue) implements NodeDevice {
        /**
         * Checks that the queue is there.
         *
         * @param queue the queue
         */
        public Queue {
            Objects.requireNonNull(queue, "queue");
        }
    }

    /**
     * The parent of all vfio_ap mediated devices; it exists while vfio_ap is loaded.
     *
     * @param availableInstances how many devices can be made, from 0 to 2^32-1, by type, for example
     *     {@code vfio_ap-passthrough}; empty if the document names no types
     */
    record Matrix(ImmutableMap<String, Long> availableInstances) implements NodeDevice {
        /**
         * Checks that the map is there.
         *
         * @param availableInstances how many devices can be made, by type
         */
        public Matrix {
            Objects.requireNonNull(availableInstances, "availableInstances");
        }
    }
}
