package io.github.apmatrix.sysfs;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.KernelFeatures;
import java.util.Optional;

/** Finds out what the kernel can do, by the files of one object of each kind. */
final class FeatureReader {
    private final Attributes attributes;

    FeatureReader(Attributes attributes) {
        this.attributes = attributes;
    }

    /** Takes any object of each kind, as far as there is one. */
    KernelFeatures read(
            Optional<MediatedDeviceId> readyDevice, Optional<ApQueue> anyQueue, Optional<ApQueue> queueOfVfioAp) {
        Optional<SysfsPath> device = readyDevice.map(Layout::device);
        return KernelFeatures.notKnown()
                .with(KernelFeature.GUEST_MATRIX, has(device, "guest_matrix"))
                .with(KernelFeature.AP_CONFIG, has(device, "ap_config"))
                .with(KernelFeature.QUEUE_STATUS, has(queueOfVfioAp.map(Layout::queue), "status"))
                .with(KernelFeature.DRIVER_OVERRIDE, has(anyQueue.map(Layout::queue), "driver_override"))
                .with(KernelFeature.BINDINGS_COMPLETE_COUNT, countsBindings());
    }

    Answer countsBindings() {
        return has(Optional.of(Layout.BUS).filter(attributes::isPresent), "bindings_complete_count");
    }

    /**
     * An object that vanished meanwhile tells nothing. Without one that could show the file, the driver's own list of
     * features is asked, where there is one.
     */
    private Answer has(Optional<SysfsPath> object, String attribute) {
        return object.map(path -> Attributes.attempt(
                                () -> attributes.sysfs().list(path).contains(attribute))
                        .map(Answer::of)
                        .orElse(Answer.NOT_KNOWN))
                .orElseGet(() -> Attributes.attempt(VfioAp.at(attributes.sysfs())::features)
                        .flatMap(features -> features)
                        .filter(features -> features.contains(attribute))
                        .map(features -> Answer.YES)
                        .orElse(Answer.NOT_KNOWN));
    }
}
