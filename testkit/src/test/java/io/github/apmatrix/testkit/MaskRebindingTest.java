package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a mask change does to the drivers of queues (kernel document, A.3). */
class MaskRebindingTest {
    @ParameterizedTest
    @EnumSource(KernelProfile.class)
    void onlyQueuesThatChangeSidesAreMoved(KernelProfile profile) {
        Console console = Console.recorded(profile);
        assertThat(console.apmask("-0x0a")).isEqualTo("OK");
        assertThat(console.driver("0a.0004")).isEqualTo("vfio_ap");
        assertThat(console.driver("00.0004")).isEqualTo("cex4queue");
        assertThat(console.driver("card0a")).isEqualTo("cex4card");
        assertThat(console.read("bus/ap/devices/0a.0004/request_count")).isEqualTo("-\n");
        assertThat(console.read("bus/ap/devices/00.0004/request_count")).isEqualTo("0\n");
        assertThat(console.aqmask("-4")).isEqualTo("OK");
        assertThat(console.driver("00.0004")).isEqualTo("vfio_ap");
        assertThat(console.apmask("0xffff" + "f".repeat(60))).isEqualTo("OK");
        assertThat(console.driver("0a.0001")).isEqualTo("cex4queue");
        assertThat(console.driver("0a.0004")).isEqualTo("vfio_ap");
        assertThat(console.bindings()).isEqualTo("8/8 (complete)\n");
    }

    /** Recorded (x01): a queue without driver counts as free on older kernels, as the host's on newer ones. */
    @ParameterizedTest
    @CsvSource({"LINUX_6_1, cex4queue", "LINUX_6_12, cex4queue", "LINUX_7_3, ENOENT"})
    void anUnboundQueueThatBecomesReservedIsBoundOnlyBeforeLinux73(KernelProfile profile, String driver) {
        Console console = Console.recorded(profile).given("bus/ap/apmask", "-0x0a");
        console.given("bus/ap/drivers/vfio_ap/unbind", "0a.0004");
        assertThat(console.apmask("+0x0a")).isEqualTo("OK");
        assertThat(console.driver("0a.0004")).isEqualTo(driver);
    }

    @ParameterizedTest
    @CsvSource({"LINUX_6_1, ENOENT", "LINUX_6_12, ENOENT", "LINUX_7_3, vfio_ap"})
    void anUnboundFreeQueueIsBoundByAnyMaskChangeOnlyOnLinux73(KernelProfile profile, String driver) {
        Console console = Console.recorded(profile).given("bus/ap/apmask", "-0x0a");
        console.given("bus/ap/drivers/vfio_ap/unbind", "0a.0004");
        assertThat(console.apmask("-0x0a")).as("no change").isEqualTo("OK");
        assertThat(console.driver("0a.0004")).isEqualTo("ENOENT");
        assertThat(console.apmask("-0x20")).isEqualTo("OK");
        assertThat(console.driver("0a.0004")).isEqualTo(driver);
    }

    @Test
    void aRefusedChangeMovesNothing() {
        Console console = Console.recorded(KernelProfile.LINUX_6_12);
        assertThat(console.apmask("-0x0a,+256")).isEqualTo("EINVAL");
        assertThat(console.read("bus/ap/apmask")).isEqualTo("0x" + "f".repeat(64) + "\n");
        assertThat(console.driver("0a.0004")).isEqualTo("cex4queue");
    }

    /** B.5. */
    @ParameterizedTest
    @CsvSource({
        "vfio_ap/bind, 00.0004, EBUSY",
        "vfio_ap/bind, 0a.0004, EBUSY",
        "vfio_ap/bind, 0a.0003, ENODEV",
        "vfio_ap/unbind, 00.0004, ENODEV",
        "vfio_ap/unbind, 0A.0004, ENODEV",
        "vfio_ap/unbind, ' 0a.0004', ENODEV",
        "vfio_ap/unbind, '0a.0004\n', OK",
        "cex4queue/bind, 0a.0004, EBUSY",
        "cex4queue/unbind, 0a.0004, ENODEV",
        "cex4queue/unbind, 00.0004, OK"
    })
    void bindingByHandIsAnsweredAsTheMasksAllow(String file, String queue, String answer) {
        Console console = Console.recorded(KernelProfile.LINUX_6_12).given("bus/ap/apmask", "-0x0a");
        assertThat(console.write("bus/ap/drivers/" + file, queue)).isEqualTo(answer);
    }

    @Test
    void anUnboundQueueGoesOnlyToTheDriverOfItsSide() {
        Console console = Console.recorded(KernelProfile.LINUX_6_12).given("bus/ap/apmask", "-0x0a");
        console.given("bus/ap/drivers/cex4queue/unbind", "00.0004").given("bus/ap/drivers/vfio_ap/unbind", "0a.0004");
        assertThat(console.bindings()).isEqualTo("6/8\n");
        assertThat(console.write("bus/ap/drivers/vfio_ap/bind", "00.0004")).isEqualTo("ENODEV");
        assertThat(console.write("bus/ap/drivers/cex4queue/bind", "0a.0004")).isEqualTo("ENODEV");
        assertThat(console.write("bus/ap/drivers_probe", "00.0004")).isEqualTo("OK");
        assertThat(console.driver("00.0004")).isEqualTo("cex4queue");
        assertThat(console.write("bus/ap/drivers_probe", "99.0004")).isEqualTo("ENODEV");
    }

    /** B.5: a driver that does not take this kind of device refuses it before it is looked whether it is bound. */
    @ParameterizedTest
    @CsvSource({
        "drivers/vfio_ap/bind, card0a, ENODEV",
        "drivers/cex4card/bind, 0a.0004, ENODEV",
        "drivers/cex4card/bind, card0a, EBUSY",
        "drivers_probe, card0a, OK",
        "drivers/cex4card/unbind, 0a.0004, ENODEV",
        "drivers_probe, card0b, ENODEV"
    })
    void cardsAndQueuesHaveDriversOfTheirKind(String file, String device, String answer) {
        Console console = Console.recorded(KernelProfile.LINUX_6_12);
        assertThat(console.write("bus/ap/" + file, device)).isEqualTo(answer);
        assertThat(console.driver("card0a")).isEqualTo("cex4card");
        assertThat(console.driver("0a.0004")).isEqualTo("cex4queue");
    }
}
