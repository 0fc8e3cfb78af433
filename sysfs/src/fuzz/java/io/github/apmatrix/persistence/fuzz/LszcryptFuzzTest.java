package io.github.apmatrix.persistence.fuzz;

import static io.github.apmatrix.persistence.samples.Samples.captured;
import static io.github.apmatrix.persistence.samples.Samples.sample;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.lszcrypt.BusAttributes;
import io.github.apmatrix.persistence.lszcrypt.Capabilities;
import io.github.apmatrix.persistence.lszcrypt.DeviceListing;
import io.github.apmatrix.persistence.lszcrypt.DomainMap;
import java.util.List;

class LszcryptFuzzTest {
    private static final Document[] SAMPLES = {
        sample("lszcrypt-V.txt"),
        sample("lszcrypt-V-se.txt"),
        sample("lszcrypt-V-before-2.18.txt"),
        sample("lszcrypt-b.txt"),
        sample("lszcrypt-c.txt"),
        sample("lszcrypt-d.txt"),
        captured("6.12/scenario.lszcrypt-V.txt")
    };

    @FuzzTest(maxDuration = "2m")
    void documentsAreReadOrRefused(FuzzedDataProvider data) {
        Splice.assertReadOrRefused(
                Splice.of(data, SAMPLES),
                List.of(DeviceListing::parse, DomainMap::parse, BusAttributes::parse, Capabilities::parse));
    }
}
