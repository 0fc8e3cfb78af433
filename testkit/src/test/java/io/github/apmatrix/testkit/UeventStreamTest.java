package io.github.apmatrix.testkit;

import static io.github.apmatrix.testkit.Console.A;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.host.CardType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stream itself; which events there are is compared with recordings elsewhere. */
class UeventStreamTest {
    private final Console console = Console.recorded(KernelProfile.LINUX_6_12);
    private final UeventStream uevents = console.kernel().uevents();

    private static List<String> summary(List<Uevent> events) {
        return events.stream()
                .map(event -> event.action() + " " + event.devpath())
                .toList();
    }

    /** Kernel document, G.2. */
    @ParameterizedTest
    @EnumSource(KernelProfile.class)
    void theBootScanIsDoneBeforeTheBindingsAreComplete(KernelProfile profile) {
        UeventStream stream = SimulatedKernel.builder()
                .profile(profile)
                .adapter(AdapterId.of(5), CardType.CEX8C)
                .usageDomains(DomainSet.domains(4))
                .vfioApLoaded(false)
                .build()
                .uevents();
        assertThat(summary(stream.events()))
                .containsExactly(
                        "add /devices/ap/card05",
                        "bind /devices/ap/card05",
                        "add /devices/ap/card05/05.0004",
                        "bind /devices/ap/card05/05.0004",
                        "change /devices/ap",
                        "change /devices/ap");
        assertThat(stream.events().get(4).variables()).isEqualTo(ImmutableMap.of("INITSCAN", "done"));
        assertThat(stream.events().get(5).variables())
                .isEqualTo(ImmutableMap.of("BINDINGS", "complete", "COMPLETECOUNT", "1"));
    }

    @Test
    void numbersStartAtOneAndGoOnWhenEventsAreForgotten() {
        ImmutableList<Uevent> boot = uevents.events();
        assertThat(boot.get(0).sequenceNumber()).isEqualTo(1);
        assertThat(boot.get(boot.size() - 1).sequenceNumber()).isEqualTo(boot.size());
        uevents.clear();
        assertThat(uevents.events()).isEmpty();
        console.given("bus/ap/apmask", "-0x20").given("bus/ap/apmask", "+0x20");
        assertThat(uevents.events())
                .extracting(Uevent::sequenceNumber)
                .containsExactly(boot.size() + 1L, boot.size() + 2L);
        assertThat(uevents.since(boot.size() + 1L)).hasSize(1);
        assertThat(uevents.since(uevents.lastSequenceNumber())).isEmpty();
        assertThat(boot).as("a snapshot").hasSize((int)
                boot.get(boot.size() - 1).sequenceNumber());
    }

    /** Kernel document, G.2: the value of a mask has a newline of its own. */
    @Test
    void anEventIsShownAsTheKernelSendsIt() {
        uevents.clear();
        long number = uevents.lastSequenceNumber() + 1;
        console.given("bus/ap/aqmask", "-0x1b").given("bus/ap/drivers/cex4card/unbind", "card0a");
        Uevent mask = uevents.events().get(uevents.events().size() - 2);
        assertThat(mask.variables()).containsEntry("AQMASK", "0xffffffef" + "f".repeat(56) + "\n");
        assertThat(uevents.toString()).startsWith("""
                unbind@/devices/ap/card00/00.001b
                ACTION=unbind
                DEVPATH=/devices/ap/card00/00.001b
                SUBSYSTEM=ap
                DEVTYPE=ap_queue
                MODE=accel
                SEQNUM=%d

                """.formatted(number)).endsWith("""
                AQMASK=0xffffffef%s

                SEQNUM=%d

                unbind@/devices/ap/card0a
                ACTION=unbind
                DEVPATH=/devices/ap/card0a
                SUBSYSTEM=ap
                DEVTYPE=ap_card
                DEV_TYPE=000D
                MODE=ep11
                SEQNUM=%d

                """.formatted(
                        "f".repeat(56), number + 4, number + 5));
    }

    @Test
    void assignmentsAndGuestsSendNothing() {
        console.given("bus/ap/apmask", "-0x0a").givenDevice(A);
        uevents.clear();
        console.givenSet(A, "assign_adapter", "0x0a").givenSet(A, "assign_domain", "4", "5");
        console.givenSet(A, "assign_control_domain", "4").givenSet(A, "ap_config", "0,0,0");
        assertThat(console.attach(A)).isEqualTo("OK");
        assertThat(console.detach(A)).isEqualTo("OK");
        assertThat(uevents.events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+0x0a", "+0-255", "+256", "-0x0a"})
    void aMaskThatIsRefusedOrDoesNotChangeSendsNothing(String value) {
        console.given("bus/ap/apmask", "-0x0a").givenDevice(A);
        console.givenSet(A, "assign_adapter", "0x0a").givenSet(A, "assign_domain", "4");
        uevents.clear();
        console.apmask(value);
        assertThat(uevents.events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bogus", "add x", "change 62177883-f1bb-47f0-914d-32a22e3a8804 A", "change\n\n"})
    void aSyntheticEventThatIsNotUnderstoodIsNotSent(String value) {
        uevents.clear();
        assertThat(console.write("bus/ap/devices/card0a/uevent", value)).isEqualTo("EINVAL");
        assertThat(uevents.events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "devices/ap",
                "devices/ap/card0a",
                "devices/ap/card0a/0a.0004",
                "devices/vfio_ap/matrix",
                "devices/virtual/vfio/0"
            })
    void theAttributeHasTheVariablesOfTheEvents(String device) {
        console.givenDevice(A).given(device + "/uevent", "change");
        Uevent event = uevents.events().get(uevents.events().size() - 1);
        assertThat(event.devpath()).isEqualTo("/" + device);
        assertThat("SYNTH_UUID=0\n" + console.read(device + "/uevent")).isEqualTo(Kobject.lines(event.variables()));
    }
}
