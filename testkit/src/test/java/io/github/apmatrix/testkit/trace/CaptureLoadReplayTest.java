package io.github.apmatrix.testkit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.testkit.KernelProfile;
import io.github.apmatrix.testkit.RecordedHosts;
import io.github.apmatrix.testkit.SimulatedKernel;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loads a host and goes on with what the real kernel answered on that host after it was recorded. */
class CaptureLoadReplayTest {
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LINUX_6_6") // was not recorded
    void aLoadedHostGoesOnLikeTheRecordedOne(KernelProfile profile) throws Exception {
        String name = "/loaded/" + profile.release() + "/production.trace.gz";
        URL file = Objects.requireNonNull(CaptureLoadReplayTest.class.getResource(name), name);
        Trace trace = Trace.read(Path.of(file.toURI()));
        assertThat(trace.profile()).isEqualTo(profile);
        assertThat(trace.operations()).hasSizeGreaterThan(50);
        SimulatedKernel kernel = SimulatedKernel.load(RecordedHosts.of(profile, "production"));
        ImmutableList.Builder<Divergence> divergences = ImmutableList.builder();
        for (TraceOperation operation : trace.operations()) {
            String actual = operation.perform(kernel);
            if (!actual.equals(operation.expected())) {
                divergences.add(new Divergence(trace.name(), operation, actual));
            }
        }
        assertThat(divergences.build()).isEmpty();
    }
}
