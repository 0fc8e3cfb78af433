package io.github.apmatrix.testkit.assertions;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.testkit.assertions.ApAssertions.assertThat;
import static io.github.apmatrix.testkit.assertions.ApAssertions.assertThatExceptionOfType;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.AssignmentRefusedException;
import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.testkit.SimulatedKernel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ApAssertionsTest {
    private static final MediatedDeviceId DEVICE = MediatedDeviceId.parse("62177883-f1bb-47f0-914d-32a22e3a8804");
    private static final MediatedDeviceId OTHER = MediatedDeviceId.parse("cef03c3c-903d-4ecc-9a83-40694cb8aee4");

    /** A host whose device has 05.0004; 06 is the host's. */
    private static SimulatedKernel kernel() {
        SimulatedKernel kernel = SimulatedKernel.builder()
                .adapter(AdapterId.of(5), CardType.CEX8C)
                .adapter(AdapterId.of(6), CardType.CEX8C)
                .usageDomains(domains(4))
                .build();
        ApHost host = ApHost.at(kernel.sysfs());
        host.apBus().updateAdapterMask(MaskUpdate.removing(adapters(5).mask()));
        host.vfioAp().create(DEVICE);
        host.vfioAp().assign(DEVICE, AdapterId.of(5));
        host.vfioAp().assign(DEVICE, DomainId.of(4));
        return kernel;
    }

    private static AssignmentRefusedException refusal(AdapterId adapter) {
        ApHost host = ApHost.at(kernel().sysfs());
        host.vfioAp().create(OTHER);
        host.vfioAp().assign(OTHER, DomainId.of(4));
        try {
            host.vfioAp().assign(OTHER, adapter);
        } catch (AssignmentRefusedException refused) {
            return refused;
        }
        throw new AssertionError("not refused");
    }

    @Test
    void whatIsTrueIsAccepted() {
        SimulatedKernel kernel = kernel();
        ApHost host = ApHost.at(kernel.sysfs());
        assertThat(host.snapshot())
                .hasBoundToVfioAp("05.0004")
                .hasAssigned("05.0004")
                .hasReachingGuests("05.0004")
                .device(DEVICE)
                .isInState(MediatedDeviceState.READY)
                .isHeldByGuest(Answer.NO)
                .guestMatrix()
                .hasAdapters(5)
                .hasUsageDomains(4)
                .containsQueues("05.0004")
                .doesNotContainQueues("06.0004");
        assertThat(kernel.journal())
                .wrote("bus/ap/apmask", "-0x05")
                .wrote("devices/vfio_ap/matrix/" + DEVICE + "/assign_domain", "0x0004");
        assertThat(refusal(AdapterId.of(6))).hasErrno(Errno.EADDRNOTAVAIL).namesReservedQueue("06.0004");
        assertThat(refusal(AdapterId.of(5))).hasErrno(Errno.EADDRINUSE).namesQueueOfDevice("05.0004", DEVICE);
        assertThat(ApHost.at(SimulatedKernel.builder().build().sysfs()).snapshot())
                .hasNoDevices();
    }

    static Stream<Arguments> whatIsNotTrue() {
        SimulatedKernel kernel = kernel();
        ApHost host = ApHost.at(kernel.sysfs());
        var snapshot = host.snapshot();
        Matrix matrix = Matrix.of(adapters(5), domains(4));
        AssignmentRefusedException reserved = refusal(AdapterId.of(6));
        return Stream.of(
                failing(() -> assertThat(matrix).hasAdapters(6), "Expected adapters 06 but had 05"),
                failing(() -> assertThat(matrix).hasUsageDomains(), "Expected usage domains none but had 0004"),
                failing(() -> assertThat(matrix).containsQueues("06.0004"), "Expected queue 06.0004 in adapters 05 x"),
                failing(() -> assertThat(matrix).doesNotContainQueues("05.0004"), "Expected no queue 05.0004 in"),
                failing(
                        () -> assertThat(snapshot).hasBoundToVfioAp("06.0004"),
                        "(missing: 06.0004, unexpected: 05.0004)"),
                failing(() -> assertThat(snapshot).hasAssigned(), "unexpected: 05.0004"),
                failing(() -> assertThat(snapshot).hasReachingGuests(), "Expected queues reaching guests: none"),
                failing(() -> assertThat(snapshot).hasNoDevices(), "there are [" + DEVICE + "]"),
                failing(() -> assertThat(snapshot).device(OTHER), "Expected device " + OTHER),
                failing(
                        () -> assertThat(snapshot).device(DEVICE).isInState(MediatedDeviceState.BEING_REMOVED),
                        "but it is READY"),
                failing(
                        () -> assertThat(snapshot).device(DEVICE).isHeldByGuest(Answer.YES),
                        "held by a guest: yes, but it is: no"),
                failing(
                        () -> assertThat(MediatedDevice.builder(DEVICE).build()).assigned(),
                        "Expected a complete assigned matrix of device " + DEVICE + ", but: not known"),
                failing(() -> assertThat(kernel.journal()).wroteNothing(), "Expected no write"),
                failing(
                        () -> assertThat(kernel.journal()).wrote("bus/ap/aqmask", "-1"),
                        "write \"-1\" to bus/ap/aqmask"),
                failing(() -> assertThat(kernel.journal()).wroteExactly("bus/ap/apmask", "-0x05"), "Expected only"),
                failing(() -> assertThat(reserved).hasErrno(Errno.EBUSY), "Expected EBUSY but was EADDRNOTAVAIL"),
                failing(() -> assertThat(reserved).namesReservedQueue("05.0004"), "Expected reserved queue 05.0004"),
                failing(
                        () -> assertThat(reserved).namesQueueOfDevice("06.0004", DEVICE),
                        "Expected queue 06.0004 of device"));
    }

    private static Arguments failing(Runnable assertion, String message) {
        return Arguments.of(assertion, message);
    }

    @ParameterizedTest
    @MethodSource("whatIsNotTrue")
    void whatIsNotTrueFailsInTheTextFormsOfTheKernel(Runnable assertion, String message) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion::run)
                .withMessageContaining(message);
    }

    @Test
    void theAssertionsOfAssertJAreThereToo() {
        assertThat(List.of(1, 2)).hasSize(2);
    }
}
