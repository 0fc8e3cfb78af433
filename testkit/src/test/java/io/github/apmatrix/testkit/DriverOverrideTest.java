package io.github.apmatrix.testkit;

import static io.github.apmatrix.testkit.Console.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.host.CardType;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Driver overrides (kernel document, B.4) and the wider veto of the kernels that have them (A.2, step 5). */
class DriverOverrideTest {
    private static final String OVERRIDE = "bus/ap/devices/0a.0004/driver_override";
    private static final String UNBIND = "bus/ap/drivers/cex4queue/unbind";
    private static final String PROBE = "bus/ap/drivers_probe";

    private final Console console = Console.recorded(KernelProfile.LINUX_7_3);

    @Nested
    class Text {
        @ParameterizedTest
        @CsvSource({
            "vfio_ap, 'vfio_ap\n'",
            "'vfio_ap\n', 'vfio_ap\n'",
            "'any name\nrest', 'any name\n'",
            "'vfio\0_ap', 'vfio\n'",
            "'\n', '\n'"
        })
        void theFirstLineIsTheName(String written, String read) {
            assertThat(console.write(OVERRIDE, written)).isEqualTo("OK");
            assertThat(console.read(OVERRIDE)).isEqualTo(read);
        }

        @Test
        void aNameUpToAPageIsAccepted() {
            assertThat(console.write(OVERRIDE, "x".repeat(4095))).isEqualTo("EINVAL");
            assertThat(console.read(OVERRIDE)).isEqualTo("\n");
            assertThat(console.write(OVERRIDE, "x".repeat(4094))).isEqualTo("OK");
            assertThat(console.read(OVERRIDE)).isEqualTo("x".repeat(4094) + "\n");
        }

        @Test
        void onlyQueuesHaveIt() {
            assertThat(console.read("bus/ap/devices/card0a/driver_override")).isEqualTo("ENOENT");
        }
    }

    @Nested
    class Binding {
        @Test
        void itTakesEffectAtTheNextProbeWhateverTheMasksSay() {
            console.given(OVERRIDE, "vfio_ap");
            assertThat(console.driver("0a.0004")).isEqualTo("cex4queue");
            console.given(UNBIND, "0a.0004").given(PROBE, "0a.0004");
            assertThat(console.driver("0a.0004")).isEqualTo("vfio_ap");
            assertThat(console.status("0a.0004")).isEqualTo("unassigned\n");
        }

        @Test
        void anotherDriverThanTheNamedOneIsRefused() {
            console.given(OVERRIDE, "vfio_ap").given(UNBIND, "0a.0004");
            assertThat(console.write("bus/ap/drivers/cex4queue/bind", "0a.0004"))
                    .isEqualTo("ENODEV");
            assertThat(console.write("bus/ap/drivers/vfio_ap/bind", "0a.0004")).isEqualTo("OK");
        }

        @Test
        void aNameThatNoDriverHasLeavesTheQueueUnbound() {
            console.given(OVERRIDE, "nobody").given(UNBIND, "0a.0004");
            assertThat(console.write(PROBE, "0a.0004")).isEqualTo("OK");
            assertThat(console.driver("0a.0004")).isEqualTo("ENOENT");
        }
    }

    @Nested
    class Assignment {
        @Test
        void aQueueOverriddenToVfioApIsFreeOnceItIsBound() {
            console.givenDevice(A).givenSet(A, "assign_adapter", "0x0a").given(OVERRIDE, "vfio_ap");
            console.given(UNBIND, "0a.0004");
            assertThat(console.set(A, "assign_domain", "4")).isEqualTo("EADDRNOTAVAIL");
            console.given(PROBE, "0a.0004");
            assertThat(console.set(A, "assign_domain", "4")).isEqualTo("OK");
            assertThat(console.guestMatrix(A)).isEqualTo("0a.0004\n");
            assertThat(console.set(A, "assign_domain", "1")).isEqualTo("EADDRNOTAVAIL");
        }
    }

    @Nested
    class AgainstMasks {
        @ParameterizedTest
        @ValueSource(strings = {"-5", "+5", "+256", "junk", "0xff"})
        void masksAreLockedWhileThereIsAnOverride(String update) {
            console.given(OVERRIDE, "vfio_ap");
            assertThat(console.apmask(update)).isEqualTo("EINVAL");
            assertThat(console.aqmask(update)).isEqualTo("EINVAL");
            assertThat(console.apmask("")).isEqualTo("OK");
            console.given(OVERRIDE, "\n");
            assertThat(console.apmask("-5")).isEqualTo("OK");
        }

        @ParameterizedTest
        @ValueSource(strings = {"bus/ap/apmask", "bus/ap/aqmask"})
        void overridesAreLockedWhileAMaskIsNotAllOnes(String mask) {
            console.given(mask, "-5");
            assertThat(console.write(OVERRIDE, "vfio_ap")).isEqualTo("EINVAL");
            assertThat(console.write(OVERRIDE, "\n")).isEqualTo("EINVAL");
            assertThat(console.write(OVERRIDE, "")).isEqualTo("OK");
            console.given(mask, "+5");
            assertThat(console.write(OVERRIDE, "vfio_ap")).isEqualTo("OK");
        }

        @Test
        void aQueueThatGoesWithItsOverrideLeavesTheMasksLocked() {
            console.given(OVERRIDE, "vfio_ap");
            console.kernel().machine().unplug(AdapterId.of(0x0a));
            assertThat(console.read(OVERRIDE)).isEqualTo("ENOENT");
            assertThat(console.apmask("-5")).isEqualTo("EINVAL");
            console.kernel().machine().plug(AdapterId.of(0x0a), CardType.CEX7P);
            assertThat(console.read(OVERRIDE)).isEqualTo("\n");
            assertThat(console.apmask("-5")).isEqualTo("EINVAL");
        }
    }

    /** Only newly set bits are vetoed; kernels before 6.19 also look whether the other half of a queue is set. */
    @ParameterizedTest
    @CsvSource({"LINUX_6_1, OK, OK, EBUSY", "LINUX_6_12, OK, OK, EBUSY", "LINUX_7_3, EBUSY, EBUSY, EBUSY"})
    void theVetoLooksAtTheOtherMaskOnlyBeforeThereWereOverrides(
            KernelProfile profile, String domainIsFree, String adapterIsFree, String neitherIsFree) {
        Console host = Console.recorded(profile).given("bus/ap/apmask", "-0x0a").given("bus/ap/aqmask", "-4");
        host.givenDevice(A).givenSet(A, "assign_adapter", "0x0a").givenSet(A, "assign_domain", "4");
        assertThat(host.apmask("+0x0a")).isEqualTo(domainIsFree);
        assertThat(host.apmask("-0x0a")).isEqualTo("OK");
        assertThat(host.aqmask("+4")).isEqualTo(adapterIsFree);
        host.given("bus/ap/aqmask", "-4");
        host.givenSet(A, "unassign_domain", "4").given("bus/ap/aqmask", "+4").givenSet(A, "assign_domain", "4");
        assertThat(host.apmask("+0x0a")).isEqualTo(neitherIsFree);
        assertThat(host.apmask("+0x0b-0x20,-0x0a")).isEqualTo("OK");
    }
}
