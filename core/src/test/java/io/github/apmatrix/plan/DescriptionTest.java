package io.github.apmatrix.plan;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.samples.PlanHosts.A;
import static io.github.apmatrix.samples.PlanHosts.B;
import static io.github.apmatrix.samples.PlanHosts.queues;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.DomainSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The words of conflicts and warnings; A and B stand for the ids. */
class DescriptionTest {
    private static final Step STEP = new Step.Assign(A, Part.DOMAIN, 0x1b);
    private static final String COMMAND = "echo 0x001b > /sys/devices/vfio_ap/matrix/A/assign_domain";

    static Stream<Arguments> conflicts() {
        return Stream.of(
                arguments(new Conflict.NotKnown(ImmutableList.of("this", "that")), "not known: this, that"),
                arguments(new Conflict.VfioApNotLoaded(), "the module vfio_ap is not loaded"),
                arguments(
                        new Conflict.DeviceNotReady(A),
                        "device A cannot be changed, it is being removed or has no driver"),
                arguments(new Conflict.HeldByGuest(A), "device A cannot be removed while a guest has it"),
                arguments(new Conflict.TooManyDevices(3, 2), "3 devices are to be created, and only 2 can be"),
                arguments(
                        new Conflict.AboveMaximum(A, adapters(0x20, 0x21, 0x22), DomainSet.none()),
                        "device A: above the machine's maximum are adapters 20-22, domains none"),
                arguments(
                        new Conflict.SharedQueues(A, B, queues("0a.0004", "0a.001b")),
                        "devices A and B would both have 0a.0004, 0a.001b"),
                arguments(
                        new Conflict.KeptForHost(A, queues("0a.0004")),
                        "device A needs 0a.0004, which must stay with the host"),
                arguments(
                        new Conflict.Reserved(A, queues("0a.0004")),
                        "device A needs 0a.0004, which the masks reserve for the host"),
                arguments(
                        new Conflict.CannotFree(queues("0a.0004"), queues("05.0004", "0a.001b")),
                        "freeing 0a.0004 would also free 05.0004, 0a.001b, which must stay with the host"),
                arguments(
                        new Conflict.MasksLocked(queues("05.0004")),
                        "the masks cannot change while queues have a driver override: 05.0004"),
                arguments(
                        new Conflict.MaskVetoed(adapters(0x0a), DomainSet.none(), A, queues("0a.0004")),
                        "setting bits (apmask 0a, aqmask none) would take 0a.0004 from device A"),
                arguments(
                        new Conflict.GuestLoses(A, queues("0a.0004"), STEP),
                        "the running guest of device A would lose 0a.0004 with: " + COMMAND),
                arguments(
                        new Conflict.CannotBeUndone(A, queues("0a.0004"), STEP),
                        "undoing could not give 0a.0004 back to the running guest of device A after: " + COMMAND));
    }

    @ParameterizedTest
    @MethodSource("conflicts")
    void aConflictIsASentence(Conflict conflict, String text) {
        assertThat(shortened(conflict.description())).isEqualTo(text);
    }

    static Stream<Arguments> warnings() {
        return Stream.of(
                arguments(
                        new PlanWarning.OverProvisioned(A, adapters(0x20), domains(0x99)),
                        "the LPAR does not have all of device A: adapters 20, usage domains 0099"),
                arguments(
                        new PlanWarning.MatrixTooLarge(A, 512),
                        "what is assigned to device A cannot be read whole afterwards, it has 512 queues"),
                arguments(new PlanWarning.FreesMore(queues("0a.001b")), "the host also loses 0a.001b"),
                arguments(
                        new PlanWarning.Uncertain(A, adapters(0x05, 0x0a)),
                        "a failed reset may keep adapters 05,0a out of the guest matrix of device A"));
    }

    @ParameterizedTest
    @MethodSource("warnings")
    void aWarningIsASentence(PlanWarning warning, String text) {
        assertThat(shortened(warning.description())).isEqualTo(text);
    }

    private static String shortened(String text) {
        return text.replace(A.toString(), "A").replace(B.toString(), "B");
    }
}
