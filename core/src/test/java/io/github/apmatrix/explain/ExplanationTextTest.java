package io.github.apmatrix.explain;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.explain.Hosts.DEVICE;
import static io.github.apmatrix.explain.Hosts.ONE;
import static io.github.apmatrix.explain.Hosts.QUEUE;
import static io.github.apmatrix.explain.Hosts.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.SampleHost;
import org.junit.jupiter.api.Test;

class ExplanationTextTest {
    @Test
    void aQueueReachesItsGuest() {
        HostSnapshot host = Hosts.passing(ONE)
                .add(SampleHost.device(DEVICE, ONE))
                .add(Card.builder(AdapterId.of(0x0a)).configured(Answer.NO).build())
                .build();
        assertThat(Explain.queue(host, QUEUE)).hasToString("""
                        0a.0004 reaches the guest of device 62177883-f1bb-47f0-914d-32a22e3a8804.

                          LPAR             yes
                          host             yes
                          mediated device  yes
                          guest            yes
                          remark: adapter 0a is deconfigured: a guest has the queues, but gets no answers
                        """);
    }

    @Test
    void aQueueDoesNotReachItsGuestForSeveralReasons() {
        HostSnapshot host = Hosts.passing(TWO)
                .masks(HostMasks.allReserved())
                .add(Hosts.queue("0a.0004", DriverBinding.to("cex4queue")))
                .add(SampleHost.device(DEVICE, Matrix.of(adapters(0x0a), domains(0x1b))))
                .build();
        assertThat(Explain.queue(host, QUEUE, DEVICE)).hasToString("""
                        0a.0004 does not reach the guest of device 62177883-f1bb-47f0-914d-32a22e3a8804:\
                         0a.0004 is reserved for the host: set are bit 0a of apmask and bit 0004 of aqmask;\
                         device 62177883-f1bb-47f0-914d-32a22e3a8804 does not have domain 0004.

                          LPAR             yes
                          host             no
                          mediated device  no
                          guest            no
                          to do (host): clear the adapter's bit, which frees all its queues:\
                         echo -0x0a > /sys/bus/ap/apmask; or the domain's bit, which frees it on all adapters:\
                         echo -0x04 > /sys/bus/ap/aqmask
                          to do (mediated device): echo 0x0004 >\
                         /sys/devices/vfio_ap/matrix/62177883-f1bb-47f0-914d-32a22e3a8804/assign_domain;\
                         the kernel would refuse that now: reserved are 0a.0004, 0a.001b
                        """);
    }

    @Test
    void aQueueReachesNoGuestOfAHostWithoutDevices() {
        assertThat(Explain.queue(Hosts.passing(ONE).build(), QUEUE)).hasToString("""
                        0a.0004 does not reach any guest: the host has no mediated device.

                          LPAR             yes
                          host             yes
                          mediated device  no
                          guest            no
                          to do (mediated device): create one and assign the queue: echo $(uuidgen) >\
                         /sys/devices/vfio_ap/matrix/mdev_supported_types/vfio_ap-passthrough/create
                        """);
    }

    @Test
    void theGuestMatrixCouldNotBeRead() {
        HostSnapshot host = Hosts.passing(ONE)
                .add(MediatedDevice.builder(DEVICE)
                        .assignedMatrix(MatrixReading.complete(ONE))
                        .heldByGuest(Answer.NO)
                        .build())
                .build();
        assertThat(Explain.queue(host, QUEUE)).hasToString("""
                        It is not known whether 0a.0004 reaches the guest of device\
                         62177883-f1bb-47f0-914d-32a22e3a8804: the cause is not visible:\
                         the guest matrix of device 62177883-f1bb-47f0-914d-32a22e3a8804 could not be read.

                          LPAR             yes
                          host             yes
                          mediated device  yes
                          guest            not known
                          to do (guest): read the host again, as root
                          remark: no guest has the device now
                        """);
    }
}
