package io.github.apmatrix.explain;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.explain.Hosts.DEVICE;
import static io.github.apmatrix.explain.Hosts.ONE;
import static io.github.apmatrix.explain.Hosts.OTHER;
import static io.github.apmatrix.explain.Hosts.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTest {
    @Test
    void allThatIsBoundPassesWhateverTheGuestHasNow() {
        HostSnapshot host = Hosts.withDevice(TWO).build();
        assertThat(Explain.evaluation(host, DEVICE)).contains(TWO);
        assertThat(Explain.device(host, DEVICE).evaluation()).contains(TWO);
    }

    @Test
    void anAdapterWithAnUnboundQueueDoesNotPass() {
        Matrix assigned = Matrix.of(adapters(0x0a, 0x0b), domains(0x04, 0x1b));
        HostSnapshot host = Hosts.withDevice(assigned)
                .add(Hosts.queue("0b.001b", DriverBinding.unbound()))
                .build();
        assertThat(Explain.evaluation(host, DEVICE)).contains(TWO);
    }

    @Test
    void whatTheLparDoesNotHaveDoesNotPassAndHarmsNothing() {
        HostSnapshot host = Hosts.passing(ONE)
                .add(Hosts.device(DEVICE, Matrix.of(adapters(0x0a, 0x0b), domains(0x04, 0x1b)), Matrix.none()))
                .build();
        assertThat(Explain.evaluation(host, DEVICE)).contains(ONE);
    }

    @ParameterizedTest
    @CsvSource({"NO, true", "YES, false", "NOT_KNOWN, false"})
    void withoutQciTheGuestIsKnownToBeEmpty(Answer feature, boolean known) {
        HostSnapshot host = HostSnapshot.builder()
                .apBus(Answer.YES)
                .features(Hosts.feature(KernelFeature.LPAR_CONFIGURATION, feature))
                .add(Hosts.queue("0a.0004", DriverBinding.to("vfio_ap")))
                .add(Hosts.device(DEVICE, ONE, Matrix.none()))
                .build();
        assertThat(Explain.evaluation(host, DEVICE)
                        .map(matrix -> matrix.queues().size()))
                .isEqualTo(known ? Optional.of(0) : Optional.empty());
    }

    @Test
    void anUnknownDeviceHasNone() {
        assertThat(Explain.evaluation(Hosts.withDevice(ONE).build(), OTHER)).isEmpty();
    }

    @Test
    void anUnknownAssignmentHasNone() {
        HostSnapshot host = Hosts.passing(ONE)
                .add(MediatedDevice.builder(DEVICE)
                        .assignedMatrix(new MatrixReading.Cut(Hosts.queues("0a.0004")))
                        .build())
                .build();
        assertThat(Explain.evaluation(host, DEVICE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0a.001b, false",
        "0a.0047, true",
        "0b.0004, true",
    })
    void theDriversOfTheDeviceWithinTheLparMustBeKnown(String queue, boolean known) {
        HostSnapshot host = Hosts.withDevice(TWO)
                .add(Hosts.device(DEVICE, TWO.withAdapters(adapters(0x0a, 0x0b)), Matrix.none()))
                .add(Hosts.queue(queue, DriverBinding.notKnown()))
                .build();
        assertThat(Explain.evaluation(host, DEVICE).isPresent()).isEqualTo(known);
    }

    @Test
    void anAdapterWithoutQueueDeviceDoesNotPass() {
        HostSnapshot host = Hosts.passing(TWO)
                .lpar(ApConfig.of(TWO.withAdapters(adapters(0x0a, 0x0b))))
                .add(Hosts.device(DEVICE, TWO.withAdapters(adapters(0x0b)), Matrix.none()))
                .build();
        assertThat(Explain.evaluation(host, DEVICE)).contains(TWO.withAdapters(AdapterSet.none()));
    }
}
