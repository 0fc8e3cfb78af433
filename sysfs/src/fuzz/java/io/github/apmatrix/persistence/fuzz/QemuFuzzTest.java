package io.github.apmatrix.persistence.fuzz;

import static io.github.apmatrix.persistence.samples.Samples.sample;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.qemu.DeviceCommand;
import io.github.apmatrix.persistence.qemu.VfioApDevice;
import java.util.List;

class QemuFuzzTest {
    private static final Document[] SAMPLES = {
        new Document(
                "option", "vfio-ap,id=hostdev0,sysfsdev=/sys/bus/mdev/devices/783e6dbb-ea0e-411f-94e2-717eaad438bf"),
        new Document("monitor", "device_del hostdev0"),
        sample("qmp-hotplug.json")
    };

    @FuzzTest(maxDuration = "2m")
    void documentsAreReadOrRefused(FuzzedDataProvider data) {
        Splice.assertReadOrRefused(
                Splice.of(data, SAMPLES),
                List.of(VfioApDevice::parse, DeviceCommand::parseQmp, DeviceCommand::parseHmp));
    }
}
