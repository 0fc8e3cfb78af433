package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.health.Finding;
import io.github.apmatrix.health.FindingReport;
import io.github.apmatrix.health.HealthCheck;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.sysfs.ApHost;
import java.io.IOException;
import java.net.URISyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found on hosts that were recorded from real kernels. */
class HealthOfRecordedHostsTest {
    private static ImmutableList<Finding> check(String name) throws IOException, URISyntaxException {
        return HealthCheck.of(ApHost.at(RecordedHosts.of(name).sysfs()).snapshot());
    }

    private static ImmutableList<String> found(HostSnapshot host) {
        return HealthCheck.of(host).stream()
                .map(finding -> finding.severity() + " " + finding.key())
                .collect(ImmutableList.toImmutableList());
    }

    /** The trouble that was made before it was recorded. */
    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12", "7.3"})
    void theTroubleOfProduction(String kernel) throws IOException, URISyntaxException {
        HostSnapshot host =
                ApHost.at(RecordedHosts.of(kernel + "/production").sysfs()).snapshot();
        assertThat(found(host))
                .containsExactly(
                        "warning adapter-checkstopped: adapter 11",
                        "warning adapter-deconfigured: adapter 10",
                        "warning control-domain-of-other-guest: device 62177883-f1bb-47f0-914d-32a22e3a8804",
                        "warning over-provisioned: device 0f1e2d3c-4b5a-4697-8877-665544332211",
                        "warning queues-filtered: device 7c1d9a52-5f0e-4d0a-9a11-c2b7f2f0a001",
                        "notice control-domain-missing: device 0f1e2d3c-4b5a-4697-8877-665544332211",
                        "notice control-domain-missing: device 7c1d9a52-5f0e-4d0a-9a11-c2b7f2f0a001",
                        "notice control-domain-missing: device 9e107d9d-372b-4b68-b1d8-1d3542a419d6",
                        "notice control-domain-missing: device cef03c3c-903d-4ecc-9a83-40694cb8aee4",
                        "notice control-domain-missing: device d41d8cd9-8f00-4204-a980-0998ecf8427e",
                        "notice control-domain-missing: device e4d909c2-90d0-4fb1-8a06-8cffadd220ec",
                        "notice no-failover: device 9e107d9d-372b-4b68-b1d8-1d3542a419d6",
                        "notice no-failover: device cef03c3c-903d-4ecc-9a83-40694cb8aee4",
                        "notice no-failover: device e4d909c2-90d0-4fb1-8a06-8cffadd220ec");
    }

    @ParameterizedTest
    @CsvSource({
        "6.1, the first 4095 bytes of the matrix of device 4b0518fd-9237-493f-93c8-c5597f8006a3",
        "6.12, the first 4095 bytes of the guest matrix of device 4b0518fd-9237-493f-93c8-c5597f8006a3",
        "7.3, the first 4095 bytes of the guest matrix of device 4b0518fd-9237-493f-93c8-c5597f8006a3"
    })
    void aMatrixThatIsCut(String kernel, String description) throws IOException, URISyntaxException {
        assertThat(check(kernel + "/truncated")).singleElement().satisfies(finding -> {
            assertThat(finding.identifier()).isEqualTo("matrix-cut");
            assertThat(finding.description()).contains(description);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1/bare", "6.1/empty", "6.1/scenario", "6.12/large", "6.12/scenario", "7.3/scenario"})
    void hostsWithoutTrouble(String name) throws IOException, URISyntaxException {
        assertThat(check(name)).isEmpty();
    }

    /** 60 adapters with 85 domains. */
    @Test
    void fiveThousandQueuesWithoutAdapterAreOneFinding() throws IOException, URISyntaxException {
        SimulatedKernel kernel = SimulatedKernel.load(RecordedHosts.of("6.12/large"));
        HostSnapshot before = ApHost.at(kernel.sysfs()).snapshot();
        AdapterId adapter = before.cards().firstKey();
        kernel.machine().setCheckstopped(adapter, true);
        kernel.machine().setConfigured(before.cards().lastKey(), false);
        FindingReport report =
                FindingReport.of(HealthCheck.of(ApHost.at(kernel.sysfs()).snapshot()));
        assertThat(before.queues()).hasSize(5100);
        assertThat(report.findings())
                .extracting(Finding::key)
                .containsExactly(
                        "adapter-checkstopped: adapter " + adapter,
                        "adapter-deconfigured: adapter " + before.cards().lastKey());
        assertThat(report.lines()).hasLineCount(2);
    }

    @ParameterizedTest
    @EnumSource(KernelProfile.class)
    void aGuestThatControlsTheDomainOfAnotherOnACommonAdapter(KernelProfile profile) {
        Console console = Console.recorded(profile);
        console.given("bus/ap/apmask", "-0,-0x0a")
                .givenDevice(Console.A)
                .givenDevice(Console.B)
                .givenSet(Console.A, "assign_adapter", "0", "0x0a")
                .givenSet(Console.A, "assign_domain", "1")
                .givenSet(Console.A, "assign_control_domain", "1", "4")
                .givenSet(Console.B, "assign_adapter", "0", "0x0a")
                .givenSet(Console.B, "assign_domain", "4")
                .givenSet(Console.B, "assign_control_domain", "4");
        assertThat(found(ApHost.at(console.kernel().sysfs()).snapshot()))
                .containsExactly("critical control-domain-of-other-guest: device " + Console.A);
        console.givenSet(Console.A, "unassign_control_domain", "4");
        assertThat(found(ApHost.at(console.kernel().sysfs()).snapshot())).isEmpty();
    }
}
