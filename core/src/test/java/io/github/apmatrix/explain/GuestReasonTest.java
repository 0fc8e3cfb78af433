package io.github.apmatrix.explain;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.explain.Hosts.DEVICE;
import static io.github.apmatrix.explain.Hosts.ONE;
import static io.github.apmatrix.explain.Hosts.QUEUE;
import static io.github.apmatrix.explain.Hosts.TWO;
import static io.github.apmatrix.explain.Hosts.queues;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuestReasonTest {
    private static final String VFIO_AP = "/sys/bus/ap/drivers/vfio_ap/";
    private static final String REBIND = "echo 0a.0004 > " + VFIO_AP + "unbind; echo 0a.0004 > " + VFIO_AP + "bind;"
            + " echo 0a.001b > " + VFIO_AP + "unbind; echo 0a.001b > " + VFIO_AP + "bind";

    @Test
    void aQueueWithoutDriverTakesItsAdapterAlong() {
        HostSnapshot host = Hosts.withDevice(TWO)
                .add(Hosts.queue("0a.001b", DriverBinding.unbound()))
                .build();
        Reason reason = new GuestReason.AdaptersFiltered(
                adapters(0x0a),
                queues("0a.001b"),
                ImmutableList.of(new HostReason.NoDriver(queues("0a.001b"))),
                queues("0a.0004"));
        assertThat(Explain.queue(host, QUEUE, DEVICE).reasons()).containsExactly(reason);
        assertThat(reason.level()).isEqualTo(Level.GUEST);
        assertThat(reason.description())
                .isEqualTo("adapter 0a is filtered out as a whole because of 0a.001b:"
                        + " 0a.001b is free for vfio_ap, but without driver");
        assertThat(reason.remedy()).isEqualTo("echo 0a.001b > /sys/bus/ap/drivers/vfio_ap/bind");
    }

    @Test
    void theCulpritIsNotFilteredBecauseOfItself() {
        HostSnapshot host = Hosts.withDevice(TWO)
                .add(Hosts.queue("0a.001b", DriverBinding.unbound()))
                .build();
        assertThat(Explain.queue(host, ApQueue.parse("0a.001b"), DEVICE).reasons())
                .containsExactly(new HostReason.NoDriver(queues("0a.001b")));
    }

    @Test
    void aQueueOfTheLparWithoutDeviceIsACulprit() {
        HostSnapshot host = Hosts.passing(ONE)
                .lpar(ApConfig.of(TWO))
                .add(Hosts.device(DEVICE, TWO, Matrix.none()))
                .build();
        assertThat(Explain.queue(host, QUEUE, DEVICE).reasons())
                .containsExactly(new GuestReason.AdaptersFiltered(
                        adapters(0x0a),
                        queues("0a.001b"),
                        ImmutableList.of(new HostReason.NoQueueDevice(queues("0a.001b"))),
                        queues("0a.0004")));
    }

    @Test
    void whatTheLparDoesNotHaveIsNoCulprit() {
        HostSnapshot host = Hosts.withDevice(ONE)
                .add(Hosts.device(DEVICE, TWO, Matrix.none()))
                .build();
        assertThat(Explain.queue(host, QUEUE, DEVICE).reasons())
                .hasOnlyElementsOfType(GuestReason.EarlierFailedReset.class);
    }

    @Test
    void severalAdaptersAndCausesAreListed() {
        HostSnapshot host = Hosts.withDevice(Matrix.of(adapters(0x0a, 0x0b), domains(0x04, 0x1b)))
                .add(Hosts.queue("0a.001b", DriverBinding.unbound()))
                .add(Hosts.queue("0b.001b", DriverBinding.to("cex4queue")))
                .build();
        assertThat(Explain.device(host, DEVICE).reasons().get(2)).satisfies(reason -> {
            assertThat(reason.description())
                    .isEqualTo("adapters 0a,0b are filtered out as a whole because of 0a.001b, 0b.001b:"
                            + " 0b.001b is free for vfio_ap, but still bound to cex4queue,"
                            + " 0a.001b is free for vfio_ap, but without driver");
            assertThat(reason.remedy())
                    .isEqualTo("echo 0b.001b > /sys/bus/ap/drivers/cex4queue/unbind; echo 0b.001b > " + VFIO_AP
                            + "bind; echo 0a.001b > " + VFIO_AP + "bind");
        });
    }

    @Nested
    class OutdatedMatrix {
        @Test
        void aDeviceWithApConfigIsEvaluatedAnew() {
            HostSnapshot host = Hosts.withDevice(TWO)
                    .features(Hosts.feature(KernelFeature.AP_CONFIG, Answer.YES))
                    .build();
            Reason reason = new GuestReason.GuestMatrixOutdated(DEVICE, queues("0a.0004"), ApQueueSet.of(TWO));
            assertThat(Explain.queue(host, QUEUE, DEVICE).reasons()).containsExactly(reason);
            assertThat(reason.level()).isEqualTo(Level.GUEST);
            assertThat(reason.description())
                    .isEqualTo("the guest matrix of device " + DEVICE + " was not evaluated since 0a.0004 could pass");
            String file = "/sys/devices/vfio_ap/matrix/" + DEVICE + "/ap_config";
            assertThat(reason.remedy())
                    .isEqualTo("have it evaluated: cfg=$(cat " + file + "); echo \"$cfg\" > " + file
                            + "; if that does not help, an earlier reset failed, which binding anew forgets: "
                            + REBIND);
        }

        @ParameterizedTest
        @EnumSource(
                value = Answer.class,
                names = {"NO", "NOT_KNOWN"})
        void otherwiseAFailedResetCannotBeExcluded(Answer feature) {
            HostSnapshot host = Hosts.withDevice(TWO)
                    .features(Hosts.feature(KernelFeature.AP_CONFIG, feature))
                    .build();
            Reason reason = new GuestReason.EarlierFailedReset(DEVICE, queues("0a.0004"), ApQueueSet.of(TWO));
            assertThat(Explain.queue(host, QUEUE, DEVICE).reasons()).containsExactly(reason);
            assertThat(reason.level()).isEqualTo(Level.GUEST);
            assertThat(reason.description())
                    .isEqualTo("an earlier reset of a queue of adapter 0a failed, which is not visible,"
                            + " or the guest matrix was not evaluated since");
            assertThat(reason.remedy()).isEqualTo("bind anew, which forgets resets and evaluates: " + REBIND);
        }

        @Test
        void onlyAdaptersThatMissQueuesAreBoundAnew() {
            Matrix assigned = Matrix.of(adapters(0x0a, 0x0b), domains(0x04, 0x1b));
            HostSnapshot host = Hosts.passing(assigned)
                    .add(Hosts.device(DEVICE, assigned, TWO))
                    .build();
            Reason reason = new GuestReason.EarlierFailedReset(
                    DEVICE, queues("0b.0004", "0b.001b"), queues("0b.0004", "0b.001b"));
            assertThat(Explain.device(host, DEVICE).reasons()).containsExactly(reason);
            assertThat(new GuestReason.EarlierFailedReset(DEVICE, queues("0a.0004", "0b.0004"), queues("0a.0004"))
                            .description())
                    .contains("of a queue of adapters 0a,0b failed");
        }
    }

    @Nested
    class Grouping {
        @Test
        void queuesWithTheSameCauseAreOneReasonAndOneLine() {
            Matrix matrix = Matrix.of(
                    adapters(0x0a),
                    DomainSet.copyOf(
                            IntStream.range(0, 85).mapToObj(DomainId::of).toList()));
            HostSnapshot.Builder host = Hosts.withDevice(matrix);
            matrix.queues().forEach(queue -> host.add(Hosts.queue(queue.toString(), DriverBinding.unbound())));
            DeviceExplanation explanation = Explain.device(host.build(), DEVICE);
            assertThat(explanation.reasons()).containsExactly(new HostReason.NoDriver(ApQueueSet.of(matrix)));
            assertThat(explanation).hasToString("""
                            device 62177883-f1bb-47f0-914d-32a22e3a8804 asks for 85 queues, its guest gets 0 queues
                              85 queues kept out: 0a.0000, 0a.0001, 0a.0002, 0a.0003, 0a.0004, 0a.0005, 0a.0006,\
                             0a.0007 and 77 more are free for vfio_ap, but without driver
                                to do: for each of the 85 queues, as for the first: echo 0a.0000 > /sys/bus/ap/drivers/vfio_ap/bind
                            """);
        }

        @Test
        void theCulpritHasItsOwnReasonAndIsBlamedForTheRestOfItsAdapterOnly() {
            Matrix assigned = Matrix.of(adapters(0x0a, 0x0b), domains(0x04, 0x1b, 0x47));
            HostSnapshot host = Hosts.passing(assigned)
                    .add(Hosts.queue("0a.001b", DriverBinding.unbound()))
                    .add(Hosts.device(DEVICE, assigned, assigned.withAdapters(adapters(0x0b))))
                    .build();
            Reason culprit = new HostReason.NoDriver(queues("0a.001b"));
            DeviceExplanation explanation = Explain.device(host, DEVICE);
            assertThat(explanation.reasons())
                    .containsExactly(
                            culprit,
                            new GuestReason.AdaptersFiltered(
                                    adapters(0x0a),
                                    queues("0a.001b"),
                                    ImmutableList.of(culprit),
                                    queues("0a.0004", "0a.0047")));
            assertThat(explanation.missing()).isEqualTo(queues("0a.0004", "0a.001b", "0a.0047"));
        }

        @Test
        void independentCausesAreSeparateReasonsInTheOrderOfTheLevels() {
            Matrix assigned = Matrix.of(adapters(0x0a, 0x0b, 0x0c, 0x0d), domains(0x04));
            HostSnapshot host = Hosts.passing(Matrix.of(adapters(0x0a, 0x0b, 0x0c), domains(0x04)))
                    .add(Hosts.device(DEVICE, assigned, Matrix.none()))
                    .add(Hosts.queue("0a.0004", DriverBinding.unbound()))
                    .add(Hosts.queue("0b.0004", DriverBinding.to("cex4queue")))
                    .build();
            assertThat(Explain.device(host, DEVICE).reasons())
                    .containsExactly(
                            new LparReason.AdaptersMissing(adapters(0x0d), queues("0d.0004")),
                            new HostReason.BoundToOtherDriver("cex4queue", queues("0b.0004")),
                            new HostReason.NoDriver(queues("0a.0004")),
                            new GuestReason.EarlierFailedReset(DEVICE, queues("0c.0004"), queues("0c.0004")));
        }

        @Test
        void oneQueueIsOneQueueInTheText() {
            HostSnapshot host = Hosts.withDevice(ONE)
                    .add(Hosts.queue("0a.0004", DriverBinding.unbound()))
                    .build();
            assertThat(Explain.device(host, DEVICE).toString())
                    .contains(" asks for 1 queue, its guest gets 0 queues\n", "  1 queue kept out: ");
        }
    }
}
