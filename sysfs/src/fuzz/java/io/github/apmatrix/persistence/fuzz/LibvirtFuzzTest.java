package io.github.apmatrix.persistence.fuzz;

import static io.github.apmatrix.persistence.samples.Samples.sample;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.libvirt.MdevNodeDevice;
import io.github.apmatrix.persistence.libvirt.NodeDevice;
import io.github.apmatrix.persistence.libvirt.VfioApHostdev;
import java.util.List;

class LibvirtFuzzTest {
    private static final Document[] SAMPLES = {
        sample("nodedev-mdev-dumpxml.xml"),
        sample("nodedev-ap_queue.xml"),
        sample("nodedev-ap_matrix.xml"),
        sample("domain-hostdev.xml")
    };

    @FuzzTest(maxDuration = "2m")
    void documentsAreReadOrRefused(FuzzedDataProvider data) {
        Splice.assertReadOrRefused(
                Splice.of(data, SAMPLES),
                List.of(NodeDevice::parse, MdevNodeDevice::parse, VfioApHostdev::parse, VfioApHostdev::find));
    }
}
