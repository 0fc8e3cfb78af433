package io.github.apmatrix.testkit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.testkit.SimulatedKernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineCommandsTest {
    private final SimulatedKernel kernel = SimulatedKernel.builder().build();

    private String run(String commands) {
        return MachineCommands.run(kernel.machine(), commands);
    }

    private String read(String path) {
        return kernel.systemCalls().read("/sys/" + path);
    }

    private String devices() {
        return String.join(" ", kernel.systemCalls().list("/sys/bus/ap/devices"));
    }

    @Test
    void plugAndUnplug() {
        assertThat(run("plug 0a CEX7P; domain +1b")).isEqualTo("OK");
        assertThat(devices()).isEqualTo("0a.001b card0a");
        assertThat(read("bus/ap/devices/card0a/type")).isEqualTo("CEX7P\n");
        assertThat(run("plug a CEX4A")).isEqualTo("OK");
        assertThat(read("bus/ap/devices/card0a/type")).isEqualTo("CEX4A\n");
        assertThat(run("unplug 00000a")).isEqualTo("OK");
        assertThat(devices()).isEmpty();
        assertThat(run("unplug 0a")).isEqualTo("OK");
    }

    @ParameterizedTest
    @CsvSource({
        "CEX4A, 10, 0x6A800000",
        "CEX5C, 11, 0x92800000",
        "CEX8P, 14, 0x06800000",
        "raw:13:92800000, 13, 0x92800000",
        "raw:14:6800000, 14, 0x06800000"
    })
    void typesHaveHardwareTypeAndFunctions(String type, String hardwareType, String functions) {
        assertThat(run("plug ff " + type + "; domain +0")).isEqualTo("OK");
        assertThat(read("bus/ap/devices/cardff/hwtype")).isEqualTo(hardwareType + "\n");
        assertThat(read("bus/ap/devices/ff.0000/ap_functions")).isEqualTo(functions + "\n");
    }

    @Test
    void anAdapterOfAnUnsupportedTypeHasNoDevice() {
        assertThat(run("plug 01 raw:9:92800000; plug 02 CEX4C; domain +0")).isEqualTo("OK");
        assertThat(devices()).isEqualTo("02.0000 card02");
        assertThat(read("bus/ap/ap_adapter_mask")).startsWith("0x60");
    }

    @Test
    void domainsAreHexadecimalRanges() {
        assertThat(run("domain +10-1f; domain -12; cdomain +8-0b; cdomain -9-a"))
                .isEqualTo("OK");
        assertThat(read("bus/ap/ap_usage_domain_mask")).startsWith("0x0000dfff0000");
        assertThat(read("bus/ap/ap_control_domain_mask")).startsWith("0x009000");
    }

    @Test
    void configurationAndCheckstop() {
        assertThat(run("plug 10 CEX8C; domain +0; config 10 0")).isEqualTo("OK");
        assertThat(read("bus/ap/devices/card10/config")).isEqualTo("0\n");
        assertThat(run("config 10 1; checkstop 10 1")).isEqualTo("OK");
        assertThat(read("bus/ap/devices/card10/config")).isEqualTo("1\n");
        assertThat(read("bus/ap/devices/card10/chkstop")).isEqualTo("1\n");
        assertThat(run("checkstop 10 0")).isEqualTo("OK");
        assertThat(read("bus/ap/devices/card10/chkstop")).isEqualTo("0\n");
        assertThat(run("config 10 0; unplug 10; plug 10 CEX8C")).isEqualTo("OK");
        assertThat(read("bus/ap/devices/card10/config")).isEqualTo("1\n");
    }

    @Test
    void resetTakesEverything() {
        assertThat(run("plug 0 CEX4C; domain +0; cdomain +0")).isEqualTo("OK");
        assertThat(run("reset")).isEqualTo("OK");
        assertThat(devices()).isEmpty();
        for (String mask : new String[] {"ap_adapter_mask", "ap_usage_domain_mask", "ap_control_domain_mask"}) {
            assertThat(read("bus/ap/" + mask)).as(mask).isEqualTo("0x" + "0".repeat(64) + "\n");
        }
    }

    @Test
    void aLineIsOneScan() {
        long before = Long.parseLong(read("bus/ap/scans").strip());
        assertThat(run("plug 0 CEX4C; plug 1 CEX4C; domain +0-3")).isEqualTo("OK");
        assertThat(run("rescan")).isEqualTo("OK");
        assertThat(read("bus/ap/scans")).isEqualTo(before + 2 + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing",
                "plug",
                "plug 0a",
                "plug 0a CEX7P more",
                "plug 100 CEX7P",
                "plug -1 CEX7P",
                "plug 0a CEX3C",
                "plug 0a CEX9C",
                "plug 0a CEX7",
                "plug 0a raw:14",
                "plug 0a raw:14:",
                "plug 0a raw:x:92800000",
                "unplug",
                "unplug g",
                "unplug 0a 0b",
                "config 00 2",
                "config 00 on",
                "config 00",
                "checkstop 00 -1",
                "domain 0001",
                "domain +",
                "domain +100",
                "domain +0-100",
                "domain +1 -2",
                "cdomain +1,+2",
                "reset now",
                "rescan 1",
                "Reset"
            })
    void otherCommandsAreInvalidAndDoNotStopTheRest(String command) {
        assertThat(run("plug 00 CEX7A")).isEqualTo("OK");
        assertThat(run(command + "; plug 0b CEX7C; domain +1b")).isEqualTo("EINVAL");
        assertThat(devices()).isEqualTo("00.001b 0b.001b card00 card0b");
    }

    @Test
    void theMachineIsLenientWithNumbersAndTypes() {
        assertThat(run("plug 0x0B cex7c; domain +0x1b; domain +5-4")).isEqualTo("OK");
        assertThat(devices()).isEqualTo("0b.001b card0b");
    }

    @Test
    void anEmptySlotCanNotBeConfiguredOrCheckstopped() {
        assertThat(run("config 0a 1")).isEqualTo("ENODEV");
        assertThat(run("checkstop 0a 0")).isEqualTo("ENODEV");
    }

    @Test
    void theFirstErrorIsTheAnswer() {
        assertThat(run("config 0a 1; nothing; plug 0a CEX7P; config 0a 0; domain +0"))
                .isEqualTo("ENODEV");
        assertThat(read("bus/ap/devices/card0a/config")).isEqualTo("0\n");
        assertThat(run("nothing; config 0b 1")).isEqualTo("EINVAL");
    }

    @Test
    void blanksAroundCommandsDoNotMatter() {
        assertThat(run("  plug   0a  CEX7P ;domain +1b;  ")).isEqualTo("OK");
        assertThat(devices()).isEqualTo("0a.001b card0a");
    }
}
