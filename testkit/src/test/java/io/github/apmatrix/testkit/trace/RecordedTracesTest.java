package io.github.apmatrix.testkit.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Replays what real kernels answered. */
class RecordedTracesTest {
    @TestFactory
    Stream<DynamicTest> theSimulatedKernelAnswersLikeTheRecordedOne() throws IOException, URISyntaxException {
        Path folder = Traces.folder();
        List<Path> files = Traces.all();
        assertThat(files).as("traces below %s", folder).isNotEmpty();
        return files.stream().map(file -> dynamicTest(folder.relativize(file).toString(), () -> replay(file)));
    }

    private static void replay(Path file) throws IOException {
        Trace trace = Trace.read(file);
        assertThat(trace.operations()).isNotEmpty();
        assertThat(file.toString())
                .as("folder of the trace")
                .contains("/" + trace.profile().release() + "/");
        assertThat(TraceReplay.replay(trace, trace.profile())).isEmpty();
    }
}
