package io.github.apmatrix.persistence.fuzz;

import static io.github.apmatrix.persistence.samples.Samples.sample;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.apmatrix.persistence.boot.BootMasks;
import io.github.apmatrix.persistence.boot.ModulesLoad;
import io.github.apmatrix.persistence.document.Document;
import java.util.List;

class BootFuzzTest {
    private static final Document[] SAMPLES = {
        sample("kernel-cmdline.txt"),
        new Document("relative", "quiet ap.apmask=-3,+0x10-0x20 \"ap.aqmask=0xffff\""),
        sample("modules-load-vfio_ap.conf")
    };

    @FuzzTest(maxDuration = "2m")
    void documentsAreReadOrRefused(FuzzedDataProvider data) {
        Splice.assertReadOrRefused(Splice.of(data, SAMPLES), List.of(BootMasks::parse, ModulesLoad::parse));
    }
}
