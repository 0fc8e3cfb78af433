package io.github.apmatrix.sysfs;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.MediatedDeviceId;
import java.util.Arrays;

/** The mediated devices of the captures. */
final class Devices {
    /** The only one of the hosts "scenario" and "truncated"; on "production" a guest has its four queues. */
    static final MediatedDeviceId FIRST = id("4b0518fd-9237-493f-93c8-c5597f8006a3");
    /** On "production", a guest has its four queues. */
    static final MediatedDeviceId SECOND_HELD = id("62177883-f1bb-47f0-914d-32a22e3a8804");

    static final MediatedDeviceId IDLE = id("cef03c3c-903d-4ecc-9a83-40694cb8aee4");
    static final MediatedDeviceId OVERPROVISIONED = id("0f1e2d3c-4b5a-4697-8877-665544332211");
    static final MediatedDeviceId FILTERED = id("7c1d9a52-5f0e-4d0a-9a11-c2b7f2f0a001");
    static final MediatedDeviceId DECONFIGURED = id("9e107d9d-372b-4b68-b1d8-1d3542a419d6");
    static final MediatedDeviceId CHECKSTOPPED = id("e4d909c2-90d0-4fb1-8a06-8cffadd220ec");
    static final MediatedDeviceId DOMAINS_ONLY = id("2ae66f90-b788-4ab8-950f-8f81d33c0a13");
    static final MediatedDeviceId BY_AQMASK = id("d41d8cd9-8f00-4204-a980-0998ecf8427e");

    private Devices() {}

    private static MediatedDeviceId id(String text) {
        return MediatedDeviceId.parse(text);
    }

    static ApQueueSet queues(String... texts) {
        return ApQueueSet.copyOf(Arrays.stream(texts).map(ApQueue::parse).toList());
    }
}
