package io.github.apmatrix.testkit;

import static io.github.apmatrix.testkit.Console.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.host.CardType;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The guest matrix is stored and evaluated at certain events only (kernel document, F.2 and F.3). */
class GuestMatrixHistoryTest {
    private static final AdapterId ADAPTER = AdapterId.of(0x0a);
    private static final String BOTH = "00.0001\n00.0002\n0a.0001\n0a.0002\n";
    private static final String ONLY_00 = "00.0001\n00.0002\n";
    private static final String ONLY_0A = "0a.0001\n0a.0002\n";

    /** Both adapters are free; A has both of them and domains 1 and 2. */
    private static Console host(KernelProfile profile) {
        Console console =
                Console.recorded(profile).given("bus/ap/apmask", "-0,-0x0a").givenDevice(A);
        console.givenSet(A, "assign_adapter", "0", "10").givenSet(A, "assign_domain", "1", "2");
        assertThat(console.guestMatrix(A)).isEqualTo(BOTH);
        return console;
    }

    @Nested
    class UnboundQueues {
        private final Console console = host(KernelProfile.LINUX_6_12);

        @Test
        void oneUnboundQueueTakesItsAdapterUntilItIsBoundAgain() {
            console.given("bus/ap/drivers/vfio_ap/unbind", "00.0002");
            assertThat(console.guestMatrix(A)).isEqualTo(ONLY_0A);
            assertThat(console.matrix(A)).isEqualTo(BOTH);
            console.given("bus/ap/drivers/vfio_ap/bind", "00.0002");
            assertThat(console.guestMatrix(A)).isEqualTo(BOTH);
        }

        @Test
        void probingBindsItToo() {
            console.given("bus/ap/drivers/vfio_ap/unbind", "00.0002");
            assertThat(console.driver("00.0002")).isEqualTo("ENOENT");
            console.given("bus/ap/drivers_probe", "00.0002\n");
            assertThat(console.guestMatrix(A)).isEqualTo(BOTH);
        }

        @Test
        void anotherQueueOfTheAdapterThatIsUnboundChangesNothing() {
            console.given("bus/ap/drivers/vfio_ap/unbind", "00.0004");
            assertThat(console.guestMatrix(A)).isEqualTo(BOTH);
            console.givenSet(A, "assign_domain", "4");
            assertThat(console.guestMatrix(A)).isEqualTo("0a.0001\n0a.0002\n0a.0004\n");
        }

        /** The recorded theme: nothing of this brings adapter 00 back, the assignment of another domain does. */
        @Test
        void unassigningTheDomainDoesNotBringTheAdapterBack() {
            console.given("bus/ap/drivers/vfio_ap/unbind", "00.0002");
            console.givenSet(A, "unassign_domain", "2");
            assertThat(console.guestMatrix(A)).isEqualTo("0a.0001\n");
            console.given("bus/ap/scans", "1")
                    .givenSet(A, "assign_control_domain", "1")
                    .givenSet(A, "assign_domain", "1")
                    .givenSet(A, "unassign_domain", "9");
            console.kernel().machine().addControlDomains(DomainSet.domains(0x44));
            console.kernel().machine().plug(AdapterId.of(0x30), CardType.CEX6C);
            assertThat(console.guestMatrix(A)).isEqualTo("0a.0001\n");
            console.givenSet(A, "assign_domain", "4");
            assertThat(console.guestMatrix(A)).isEqualTo("00.0001\n00.0004\n0a.0001\n0a.0004\n");
        }

        @ParameterizedTest
        @EnumSource(names = {"LINUX_6_12", "LINUX_7_3"})
        void rewritingApConfigEvaluatesAnew(KernelProfile profile) {
            Console host = host(profile);
            host.given("bus/ap/drivers/vfio_ap/unbind", "00.0002").givenSet(A, "unassign_domain", "2");
            assertThat(host.guestMatrix(A)).isEqualTo("0a.0001\n");
            host.givenSet(A, "ap_config", host.get(A, "ap_config"));
            assertThat(host.guestMatrix(A)).isEqualTo("00.0001\n0a.0001\n");
        }

        @Test
        void whenEveryAdapterIsFilteredTheDomainsAreLeft() {
            console.given("bus/ap/drivers/vfio_ap/unbind", "00.0002").given("bus/ap/drivers/vfio_ap/unbind", "0a.0001");
            assertThat(console.guestMatrix(A)).isEqualTo(".0001\n.0002\n");
        }
    }

    @Nested
    class ChangesOfTheLpar {
        @ParameterizedTest
        @EnumSource(KernelProfile.class)
        void anUnpluggedAdapterLeavesAndComesBack(KernelProfile profile) {
            Console console = host(profile);
            console.kernel().machine().unplug(ADAPTER);
            assertThat(console.guestMatrix(A)).isEqualTo(ONLY_00);
            assertThat(console.matrix(A)).isEqualTo(BOTH);
            assertThat(console.status("0a.0001")).isEqualTo("ENOENT");
            console.kernel().machine().plug(ADAPTER, CardType.CEX7P);
            assertThat(console.guestMatrix(A)).isEqualTo(BOTH);
        }

        @ParameterizedTest
        @EnumSource(KernelProfile.class)
        void aDomainLeavesAndComesBack(KernelProfile profile) {
            Console console = host(profile);
            console.kernel().machine().removeUsageDomains(DomainSet.domains(2));
            assertThat(console.guestMatrix(A)).isEqualTo("00.0001\n0a.0001\n");
            console.kernel().machine().addUsageDomains(DomainSet.domains(2));
            assertThat(console.guestMatrix(A)).isEqualTo(BOTH);
        }

        @ParameterizedTest
        @EnumSource(KernelProfile.class)
        void aRemovedDomainDoesNotBringAFilteredAdapterBackButAnAddedOneDoes(KernelProfile profile) {
            Console console = host(profile);
            console.given("bus/ap/drivers/vfio_ap/unbind", "00.0002");
            console.kernel().machine().removeUsageDomains(DomainSet.domains(2));
            assertThat(console.guestMatrix(A)).isEqualTo("0a.0001\n");
            console.kernel().machine().addUsageDomains(DomainSet.domains(2));
            assertThat(console.driver("00.0002")).isEqualTo("vfio_ap");
            assertThat(console.guestMatrix(A)).isEqualTo(BOTH);
        }

        /** A queue that was unbound by hand stays so: Linux does not see that the adapter is another one. */
        @ParameterizedTest
        @EnumSource(KernelProfile.class)
        void anAdapterOfTheSameTypeInItsPlaceIsNotNoticed(KernelProfile profile) {
            Console console = host(profile);
            console.given("bus/ap/drivers/vfio_ap/unbind", "0a.0001");
            console.kernel().machine().plug(ADAPTER, CardType.CEX7P);
            assertThat(console.driver("0a.0001")).isEqualTo("ENOENT");
            assertThat(console.guestMatrix(A)).isEqualTo(ONLY_00);
        }

        @ParameterizedTest
        @EnumSource(KernelProfile.class)
        void anAdapterOfAnotherTypeInItsPlaceHasNewDevices(KernelProfile profile) {
            Console console = host(profile);
            console.given("bus/ap/drivers/vfio_ap/unbind", "0a.0001");
            console.kernel().machine().plug(ADAPTER, CardType.CEX6C);
            assertThat(console.read("bus/ap/devices/card0a/type")).isEqualTo("CEX6C\n");
            assertThat(console.driver("0a.0001")).isEqualTo("vfio_ap");
            assertThat(console.guestMatrix(A)).isEqualTo(BOTH);
        }

        @Test
        void withoutReportedConfigurationNoGuestGetsAnything() {
            Console console = new Console(
                    Console.recordedMachine().reportsConfiguration(false).build());
            console.given("bus/ap/apmask", "-0x0a").givenDevice(A);
            console.givenSet(A, "assign_adapter", "10").givenSet(A, "assign_domain", "1");
            assertThat(console.driver("0a.0001")).isEqualTo("vfio_ap");
            assertThat(console.matrix(A)).isEqualTo("0a.0001\n");
            assertThat(console.guestMatrix(A)).isEmpty();
            assertThat(console.read("bus/ap/ap_adapter_mask")).isEqualTo("not supported\n");
            assertThat(console.read("bus/ap/ap_max_adapter_id")).isEqualTo("63\n");
            assertThat(console.set(A, "assign_domain", "16")).isEqualTo("ENODEV");
        }
    }

    /** A reset that fails sticks to the queue on Linux 6.1 and filters its adapter; later kernels do not mind. */
    @Nested
    class FailedResets {
        @ParameterizedTest
        @CsvSource({"LINUX_6_1, true", "LINUX_6_12, false", "LINUX_7_3, false"})
        void aQueueThatWasDeconfiguredWhenItWasResetIsFilteredOnLinux61(KernelProfile profile, boolean filtered) {
            Console console = host(profile);
            console.kernel().machine().setConfigured(AdapterId.of(0), false);
            assertThat(console.guestMatrix(A)).as("the switch itself").isEqualTo(BOTH);
            String expected = filtered ? ONLY_0A : BOTH;
            console.givenSet(A, "unassign_domain", "2");
            assertThat(console.guestMatrix(A)).isEqualTo("00.0001\n0a.0001\n");
            console.givenSet(A, "assign_domain", "2");
            assertThat(console.guestMatrix(A)).isEqualTo(expected);
            console.kernel().machine().setConfigured(AdapterId.of(0), true);
            assertThat(console.guestMatrix(A)).isEqualTo(expected);
            console.givenSet(A, "unassign_adapter", "0").givenSet(A, "assign_adapter", "0");
            assertThat(console.guestMatrix(A))
                    .as("filtered queues are not reset")
                    .isEqualTo(expected);
            console.attach(A);
            console.detach(A);
            assertThat(console.guestMatrix(A))
                    .as("a guest resets, but does not filter")
                    .isEqualTo(expected);
            console.givenSet(A, "assign_domain", "4");
            assertThat(console.guestMatrix(A)).hasLineCount(6);
        }

        @ParameterizedTest
        @CsvSource({"LINUX_6_1, true", "LINUX_6_12, false", "LINUX_7_3, false"})
        void aCheckstoppedQueueComesBackOnLinux61WhenItIsRebound(KernelProfile profile, boolean filtered) {
            Console console = host(profile);
            console.kernel().machine().setCheckstopped(ADAPTER, true);
            assertThat(console.read("bus/ap/devices/0a.0002/chkstop")).isEqualTo("1\n");
            console.givenSet(A, "unassign_domain", "2").givenSet(A, "assign_domain", "2");
            assertThat(console.guestMatrix(A)).isEqualTo(filtered ? ONLY_00 : BOTH);
            console.kernel().machine().setCheckstopped(ADAPTER, false);
            assertThat(console.guestMatrix(A)).isEqualTo(filtered ? ONLY_00 : BOTH);
            console.given("bus/ap/drivers/vfio_ap/unbind", "0a.0002");
            assertThat(console.guestMatrix(A)).isEqualTo(ONLY_00);
            console.given("bus/ap/drivers/vfio_ap/bind", "0a.0002");
            assertThat(console.guestMatrix(A)).isEqualTo(BOTH);
        }

        @Test
        void onLinux61AReplugOrANewDeviceRecoversToo() {
            Console console = host(KernelProfile.LINUX_6_1);
            failResetOfDomain2(console);
            console.kernel().machine().unplug(ADAPTER).plug(ADAPTER, CardType.CEX7P);
            assertThat(console.guestMatrix(A)).isEqualTo(BOTH);
            failResetOfDomain2(console);
            console.givenSet(A, "remove", "1").givenDevice(A);
            console.givenSet(A, "assign_adapter", "10").givenSet(A, "assign_domain", "1", "2");
            assertThat(console.guestMatrix(A)).isEqualTo(ONLY_0A);
        }

        private static void failResetOfDomain2(Console console) {
            console.kernel().machine().setConfigured(ADAPTER, false);
            console.givenSet(A, "unassign_domain", "2");
            console.kernel().machine().setConfigured(ADAPTER, true);
            console.givenSet(A, "assign_domain", "2");
            assertThat(console.guestMatrix(A)).isEqualTo(ONLY_00);
        }
    }

    /** The recorded theme of configuration and checkstop: deconfigured hides checkstopped. */
    @ParameterizedTest
    @EnumSource(KernelProfile.class)
    void aDeconfiguredAdapterDoesNotShowItsCheckstop(KernelProfile profile) {
        Console console = host(profile);
        SimulatedLpar machine = console.kernel().machine();
        machine.together(() -> machine.setConfigured(ADAPTER, false).setCheckstopped(ADAPTER, true));
        assertThat(console.read("bus/ap/devices/card0a/config")).isEqualTo("0\n");
        assertThat(console.read("bus/ap/devices/card0a/chkstop")).isEqualTo("0\n");
        assertThat(console.read("bus/ap/devices/0a.0001/chkstop")).isEqualTo("0\n");
        machine.setConfigured(ADAPTER, true);
        assertThat(console.read("bus/ap/devices/card0a/chkstop")).isEqualTo("1\n");
        assertThat(console.read("bus/ap/devices/0a.0001/chkstop")).isEqualTo("1\n");
    }
}
