package io.github.apmatrix.persistence.snapshot;

import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.json.JsonReader;
import io.github.apmatrix.persistence.json.JsonWriter;

/**
 * A {@link HostSnapshot} as JSON, version {@value #VERSION}. What is read is equal to what was written.
 *
 * <pre>{@code
 * {
 *   "version": 1,
 *   "apBus": true,
 *   "vfioAp": true,
 *   "features": {"lpar_configuration": true, "guest_matrix": true, "ap_config": false},
 *   "lpar": {"adapters": ["00", "0a"], "usageDomains": ["0001", "001b"], "controlDomains": ["0001"]},
 *   "maxAdapter": "ff",
 *   "maxDomain": "0054",
 *   "masks": {"apmask": ["00", "01"], "aqmask": ["0000"]},
 *   "bindings": {"bound": 3, "queues": 4, "complete": false},
 *   "defaultDomain": 1,
 *   "configTime": "PT30S",
 *   "availableInstances": 65535,
 *   "cards": [
 *     {"adapter": "0a", "type": "CEX8P", "hardwareType": 14, "rawHardwareType": 14, "functions": "0x06800000", "depth": 8,
 *         "maxMessageSize": 12288, "serialNumber": "93AADFAK", "online": true, "configured": true, "checkstopped": false,
 *         "bound": true, "driver": "cex4card"}
 *   ],
 *   "queues": [
 *     {"queue": "0a.001b", "bound": true, "driver": "vfio_ap", "status": "in use", "configured": true,
 *         "checkstopped": false, "driverOverride": "vfio_ap"},
 *     {"queue": "0a.0001", "bound": false}
 *   ],
 *   "devices": [
 *     {"id": "62177883-f1bb-47f0-914d-32a22e3a8804", "state": "ready",
 *         "assigned": {"adapters": ["0a"], "domains": ["001b"]}, "controlDomains": ["001b"],
 *         "guestMatrix": {"adapters": ["0a"], "domains": ["001b"]}, "heldByGuest": true, "iommuGroup": 3}
 *   ]
 * }
 * }</pre>
 *
 * <ul>
 *   <li>Only {@code version}, {@code cards}, {@code queues}, {@code devices}, and within these {@code adapter}, {@code queue},
 *       {@code id} and {@code state} are always there. Any other member that is missing is not known.
 *   <li>Adapters, domains and queues are texts as the kernel prints them; sets of them are arrays, ascending. Both masks hold
 *       what is kept by the host.
 *   <li>{@code defaultDomain} is -1 if there is none; {@code configTime} is a duration of ISO 8601.
 *   <li>{@code status} is {@code unassigned}, {@code assigned} or {@code in use}; {@code state} is {@code ready},
 *       {@code being_removed} or {@code without_driver}. A device that is known to have no driver has {@code bound} false.
 *   <li>A matrix of which only the first queues are known is {@code {"cut": ["00.0001", ...]}}; one that could not be read is
 *       {@code {"unreadable": "why"}}.
 *   <li>Members that are not named here are skipped: later versions of the library may add some to version 1. What changes the
 *       meaning of others gets a new version.
 * </ul>
 *
 * @since 0.1.0
 */
public final class SnapshotJson {
    /** The version of the shape that is written, and the only one that is read. */
    public static final int VERSION = 1;

    private SnapshotJson() {}

    /**
     * Returns a snapshot as JSON.
     *
     * @param snapshot the snapshot
     * @return the document: a line for each card, queue and device, with a newline at the end
     */
    public static String toText(HostSnapshot snapshot) {
        return JsonWriter.lines(SnapshotWriter.write(snapshot)) + "\n";
    }

    /**
     * Reads a snapshot.
     *
     * @param document what {@link #toText} wrote, in any layout
     * @return the snapshot
     * @throws io.github.apmatrix.persistence.document.DocumentException if the document has another form, or another version
     */
    public static HostSnapshot parse(Document document) {
        return SnapshotReader.read(JsonReader.read(document));
    }
}
