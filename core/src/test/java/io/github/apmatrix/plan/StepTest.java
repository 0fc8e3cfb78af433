package io.github.apmatrix.plan;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.samples.PlanHosts.A;
import static io.github.apmatrix.samples.PlanHosts.FREE;
import static io.github.apmatrix.samples.PlanHosts.REWRITABLE;
import static io.github.apmatrix.samples.PlanHosts.config;
import static io.github.apmatrix.samples.PlanHosts.device;
import static io.github.apmatrix.samples.PlanHosts.host;
import static io.github.apmatrix.samples.PlanHosts.plan;
import static io.github.apmatrix.samples.PlanHosts.wants;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.HostSnapshot;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StepTest {
    private static final ApQueue QUEUE = ApQueue.parse("0a.0004");
    private static final ApConfig ONE = config(0x0a, 0x04).withControlDomains(domains(0x1b));

    static Stream<Arguments> steps() {
        String zeros = "0".repeat(63);
        return Stream.of(
                arguments(
                        new Step.UpdateAdapterMask(MaskUpdate.removing(ApMask.of(5, 10, 11))),
                        "echo -0x05,-0x0a-0x0b > /sys/bus/ap/apmask"),
                arguments(
                        new Step.UpdateDomainMask(MaskUpdate.adding(ApMask.of(0x1b))),
                        "echo +0x1b > /sys/bus/ap/aqmask"),
                arguments(
                        new Step.CreateDevice(A),
                        "echo A > /sys/devices/vfio_ap/matrix/mdev_supported_types/vfio_ap-passthrough/create"),
                arguments(new Step.RemoveDevice(A), "echo 1 > /sys/devices/vfio_ap/matrix/A/remove"),
                arguments(
                        new Step.Assign(A, Part.ADAPTER, 10),
                        "echo 0x0a > /sys/devices/vfio_ap/matrix/A/assign_adapter"),
                arguments(
                        new Step.Assign(A, Part.CONTROL_DOMAIN, 255),
                        "echo 0x00ff > /sys/devices/vfio_ap/matrix/A/assign_control_domain"),
                arguments(
                        new Step.Unassign(A, Part.DOMAIN, 4),
                        "echo 0x0004 > /sys/devices/vfio_ap/matrix/A/unassign_domain"),
                arguments(
                        new Step.Configure(A, config(0, 3).withControlDomains(domains(2))),
                        "echo 0x8" + zeros + ",0x1" + zeros + ",0x2" + zeros
                                + " > /sys/devices/vfio_ap/matrix/A/ap_config"),
                arguments(new Step.Unbind(QUEUE, "vfio_ap"), "echo 0a.0004 > /sys/bus/ap/drivers/vfio_ap/unbind"),
                arguments(new Step.Bind(QUEUE, "cex4queue"), "echo 0a.0004 > /sys/bus/ap/drivers/cex4queue/bind"));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aStepIsAShellCommand(Step step, String command) {
        assertThat(step.command().replace(A.toString(), "A")).isEqualTo(command);
        assertThat(new PlannedStep(step, ImmutableList.of())).hasToString(step.command());
    }

    private static List<Step> firstUndo(HostSnapshot.Builder host, DesiredHost desired) {
        return plan(host, desired).steps().get(0).undo();
    }

    @Test
    void maskBitsAreTurnedBack() {
        HostMasks masks = new HostMasks(adapters(5, 0xff), domains(1, 2, 3, 9));
        HostMasks none = new HostMasks(adapters(5, 0xff), domains());
        assertThat(firstUndo(host(masks), DesiredHost.builder().masks(none).build()))
                .containsExactly(new Step.UpdateDomainMask(MaskUpdate.adding(ApMask.of(1, 2, 3, 9))));
        assertThat(firstUndo(host(none), DesiredHost.builder().masks(masks).build()))
                .containsExactly(new Step.UpdateDomainMask(MaskUpdate.removing(ApMask.of(1, 2, 3, 9))));
        assertThat(firstUndo(
                        host(FREE),
                        DesiredHost.builder()
                                .masks(FREE.withApmask(adapters(0, 255)))
                                .build()))
                .containsExactly(new Step.UpdateAdapterMask(MaskUpdate.removing(ApMask.of(0, 255))));
    }

    @Test
    void aRemovedDeviceIsCreatedAndAssignedAgain() {
        DesiredHost removed = DesiredHost.builder().removeDevice(A).build();
        assertThat(firstUndo(host(FREE).add(device(A, ONE)), removed))
                .containsExactly(
                        new Step.CreateDevice(A),
                        new Step.Assign(A, Part.ADAPTER, 0x0a),
                        new Step.Assign(A, Part.DOMAIN, 0x04),
                        new Step.Assign(A, Part.CONTROL_DOMAIN, 0x1b));
        assertThat(firstUndo(host(FREE).features(REWRITABLE).add(device(A, ONE)), removed))
                .containsExactly(new Step.CreateDevice(A), new Step.Configure(A, ONE));
        assertThat(firstUndo(host(FREE).add(device(A, ApConfig.none())), removed))
                .containsExactly(new Step.CreateDevice(A));
    }

    @Test
    void whatIsAssignedIsTurnedBack() {
        HostSnapshot.Builder host = host(FREE).add(device(A, ONE));
        ApConfig more = ONE.withControlDomains(domains(0x04, 0x1b));
        assertThat(firstUndo(host(FREE), wants(A, ONE))).containsExactly(new Step.RemoveDevice(A));
        assertThat(firstUndo(host, wants(A, more))).containsExactly(new Step.Unassign(A, Part.CONTROL_DOMAIN, 0x04));
        assertThat(firstUndo(host, wants(A, ApConfig.none()))).containsExactly(new Step.Assign(A, Part.ADAPTER, 0x0a));
        assertThat(firstUndo(host.features(REWRITABLE), wants(A, more))).containsExactly(new Step.Configure(A, ONE));
    }

    @Test
    void bindingsAreTurnedBack() {
        HostSnapshot.Builder host = host(FREE).add(device(A, ONE, Matrix.none(), Answer.YES));
        assertThat(plan(host, DesiredHost.builder().evaluate(A).build()).steps())
                .containsExactly(
                        new PlannedStep(
                                new Step.Unbind(QUEUE, "vfio_ap"), ImmutableList.of(new Step.Bind(QUEUE, "vfio_ap"))),
                        new PlannedStep(
                                new Step.Bind(QUEUE, "vfio_ap"), ImmutableList.of(new Step.Unbind(QUEUE, "vfio_ap"))));
    }
}
