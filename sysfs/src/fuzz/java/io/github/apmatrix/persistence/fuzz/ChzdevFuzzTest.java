package io.github.apmatrix.persistence.fuzz;

import static io.github.apmatrix.persistence.samples.Samples.sample;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.apmatrix.persistence.chzdev.ApRules;
import io.github.apmatrix.persistence.chzdev.ChzdevExport;
import io.github.apmatrix.persistence.chzdev.LszdevOutput;
import io.github.apmatrix.persistence.document.Document;
import java.util.List;

class ChzdevFuzzTest {
    private static final Document[] SAMPLES = {
        sample("41-ap.rules"),
        sample("chzdev-export.txt"),
        sample("lszdev-type-ap.txt"),
        sample("lszdev-type-ap-pairs.txt")
    };

    @FuzzTest(maxDuration = "2m")
    void documentsAreReadOrRefused(FuzzedDataProvider data) {
        Splice.assertReadOrRefused(
                Splice.of(data, SAMPLES), List.of(ApRules::parse, ChzdevExport::parse, LszdevOutput::parse));
    }
}
