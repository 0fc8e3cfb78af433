package io.github.apmatrix.persistence.fuzz;

import static io.github.apmatrix.persistence.samples.Samples.sample;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import io.github.apmatrix.persistence.mdevctl.MdevctlListing;
import java.util.List;

class MdevctlFuzzTest {
    private static final Document[] SAMPLES = {
        sample("mdevctl-define.json"),
        sample("mdevctl-list-defined-dumpjson.json"),
        sample("mdevctl-types-dumpjson.json")
    };

    @FuzzTest(maxDuration = "2m")
    void documentsAreReadOrRefused(FuzzedDataProvider data) {
        Splice.assertReadOrRefused(
                Splice.of(data, SAMPLES),
                List.of(
                        MdevDefinition::parse,
                        MdevctlListing::parseDefined,
                        MdevctlListing::parseActive,
                        MdevctlListing::parseTypes));
    }
}
