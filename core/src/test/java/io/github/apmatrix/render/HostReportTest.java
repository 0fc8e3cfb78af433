package io.github.apmatrix.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.SampleHost;
import org.junit.jupiter.api.Test;

class HostReportTest {
    @Test
    void theReportHasAllLevels() {
        HostSnapshot snapshot = SampleHost.builder().build();
        assertThat(HostReport.of(snapshot).toString())
                .contains("AP bus           yes\n")
                .contains("LPAR adapters    00,0a\n")
                .contains("  usage domains  0001,0004,001b\n")
                .contains("host apmask      00-09,0b-ff\n")
                .contains(QueueTable.ofCards(snapshot).toString())
                .contains(LevelsTable.of(snapshot).toString())
                .contains("device " + SampleHost.DEVICE + "\n  assigned       adapters 0a x domains 0004\n");
    }

    @Test
    void whatIsNotKnownIsSaidToBeSo() {
        assertThat(HostReport.of(HostSnapshot.builder().build()).toString())
                .contains("AP bus           not known\n")
                .contains("LPAR adapters    not known\n")
                .contains("  default domain not known\n")
                .contains("kernel can       lpar_configuration not known, ");
    }

    @Test
    void aHostWithoutBusHasNothingElse() {
        assertThat(HostReport.of(HostSnapshot.builder()
                        .apBus(Answer.NO)
                        .vfioAp(Answer.NO)
                        .build()))
                .hasToString("AP bus           no\nvfio_ap loaded   no\n");
    }

    @Test
    void theStateOfADeviceIsNamedUnlessItIsReady() {
        HostSnapshot snapshot = HostSnapshot.builder()
                .add(MediatedDevice.builder(SampleHost.DEVICE)
                        .state(MediatedDeviceState.BEING_REMOVED)
                        .build())
                .add(MediatedDevice.builder(SampleHost.OTHER_DEVICE)
                        .state(MediatedDeviceState.WITHOUT_DRIVER)
                        .build())
                .build();
        assertThat(HostReport.of(snapshot).toString())
                .contains(line(SampleHost.DEVICE, ", being removed"))
                .contains(line(SampleHost.OTHER_DEVICE, ", without driver"));
    }

    private static String line(MediatedDeviceId device, String state) {
        return "device " + device + state + "\n";
    }
}
