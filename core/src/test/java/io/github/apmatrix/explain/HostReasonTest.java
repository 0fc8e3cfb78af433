package io.github.apmatrix.explain;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.explain.Hosts.DEVICE;
import static io.github.apmatrix.explain.Hosts.ONE;
import static io.github.apmatrix.explain.Hosts.QUEUE;
import static io.github.apmatrix.explain.Hosts.queues;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostReasonTest {
    private static final DriverBinding CEX4QUEUE = DriverBinding.to("cex4queue");
    private static final Matrix FOUR = Matrix.of(adapters(0x0a, 0x0b), domains(0x04, 0x1b));

    private static ImmutableList<Reason> reasons(HostSnapshot.Builder host) {
        return Explain.queue(host.build(), QUEUE, DEVICE).reasons();
    }

    private static HostSnapshot.Builder withDrivers(Matrix matrix, DriverBinding driver) {
        HostSnapshot.Builder host = Hosts.withDevice(matrix);
        matrix.queues().forEach(queue -> host.add(Hosts.queue(queue.toString(), driver)));
        return host;
    }

    @Test
    void aQueueOfTheLparCanBeWithoutDevice() {
        HostSnapshot host = HostSnapshot.builder()
                .apBus(Answer.YES)
                .vfioAp(Answer.YES)
                .lpar(ApConfig.of(ONE))
                .masks(Hosts.passing(ONE).build().masks().orElseThrow())
                .add(Hosts.device(DEVICE, ONE, Matrix.none()))
                .build();
        Reason reason = new HostReason.NoQueueDevice(queues("0a.0004"));
        assertThat(Explain.queue(host, QUEUE, DEVICE).reasons()).containsExactly(reason);
        assertThat(reason.level()).isEqualTo(Level.HOST);
        assertThat(reason.description())
                .isEqualTo("Linux has no device for 0a.0004,"
                        + " because the adapter does not answer or is of an unknown type");
        assertThat(reason.remedy())
                .isEqualTo("check the adapter at the HMC or SE, then have the bus scanned: echo 1 > /sys/bus/ap/scans");
    }

    @Nested
    class ReservedForHost {
        private static final String MASKS =
                "clear the adapter's bit, which frees all its queues: echo -0x0a > /sys/bus/ap/apmask;"
                        + " or the domain's bit, which frees it on all adapters: echo -0x04 > /sys/bus/ap/aqmask";
        private static final String OVERRIDE = "echo vfio_ap > /sys/bus/ap/devices/0a.0004/driver_override;"
                + " echo 0a.0004 > /sys/bus/ap/devices/0a.0004/driver/unbind;"
                + " echo 0a.0004 > /sys/bus/ap/drivers/vfio_ap/bind";

        private HostSnapshot.Builder reserved() {
            return withDrivers(ONE, CEX4QUEUE).masks(HostMasks.allReserved());
        }

        @Test
        void theBitsOfBothMasksReserveAQueue() {
            Reason reason = new HostReason.ReservedForHost(queues("0a.0004"), false, false);
            assertThat(reasons(reserved())).containsExactly(reason);
            assertThat(reason.level()).isEqualTo(Level.HOST);
            assertThat(reason.description())
                    .isEqualTo(
                            "0a.0004 is reserved for the host:" + " set are bit 0a of apmask and bit 0004 of aqmask");
            assertThat(reason.remedy()).isEqualTo(MASKS);
        }

        @Test
        void severalQueuesNeedSeveralBits() {
            HostSnapshot host =
                    withDrivers(FOUR, CEX4QUEUE).masks(HostMasks.allReserved()).build();
            assertThat(Explain.device(host, DEVICE).reasons()).singleElement().satisfies(reason -> {
                assertThat(reason.description())
                        .startsWith("0a.0004, 0a.001b, 0b.0004, 0b.001b are reserved for the host:")
                        .contains("0a,0b of apmask", "0004,001b of aqmask");
                assertThat(reason.remedy()).contains("echo -0x0a-0x0b >", "echo -0x04,-0x1b >");
            });
        }

        @Test
        void anOverrideHelpsIfTheKernelHasItAndTheMasksAreFull() {
            HostSnapshot.Builder host = reserved().features(Hosts.feature(KernelFeature.DRIVER_OVERRIDE, Answer.YES));
            Reason reason = new HostReason.ReservedForHost(queues("0a.0004"), false, true);
            assertThat(reasons(host)).containsExactly(reason);
            assertThat(reason.remedy())
                    .isEqualTo(MASKS + "; or override the driver, also if the masks are refused with EINVAL,"
                            + " as after a queue with an override was unplugged: " + OVERRIDE);
        }

        @ParameterizedTest
        @CsvSource({"YES, false", "NO, true", "NOT_KNOWN, true"})
        void anOverrideIsNoHelpOtherwise(Answer feature, boolean fullMasks) {
            HostMasks full = HostMasks.allReserved();
            HostSnapshot.Builder host = reserved()
                    .masks(fullMasks ? full : full.withApmask(adapters(0x01).complement()))
                    .features(Hosts.feature(KernelFeature.DRIVER_OVERRIDE, feature));
            assertThat(reasons(host)).containsExactly(new HostReason.ReservedForHost(queues("0a.0004"), false, false));
        }

        @Test
        void onlyAnOverrideHelpsWhileAnyQueueHasOne() {
            HostSnapshot.Builder host = reserved().add(Hosts.overridden("00.0001", "vfio_ap", CEX4QUEUE));
            Reason reason = new HostReason.ReservedForHost(queues("0a.0004"), true, false);
            assertThat(reasons(host)).containsExactly(reason);
            assertThat(reason.remedy())
                    .isEqualTo("override the driver, since the masks cannot change while a queue has an override: "
                            + OVERRIDE);
        }
    }

    @Nested
    class OtherDrivers {
        @Test
        void anOverrideCanNameAnotherDriver() {
            HostSnapshot.Builder host = Hosts.withDevice(ONE)
                    .masks(HostMasks.allReserved())
                    .add(Hosts.overridden("0a.0004", "cex4queue", CEX4QUEUE));
            Reason reason = new HostReason.OverriddenForOtherDriver("cex4queue", queues("0a.0004"));
            assertThat(reasons(host)).containsExactly(reason);
            assertThat(reason.level()).isEqualTo(Level.HOST);
            assertThat(reason.description()).isEqualTo("driver_override of 0a.0004 names cex4queue");
            assertThat(reason.remedy())
                    .isEqualTo("name vfio_ap there instead:"
                            + " echo vfio_ap > /sys/bus/ap/devices/0a.0004/driver_override;"
                            + " echo 0a.0004 > /sys/bus/ap/devices/0a.0004/driver/unbind;"
                            + " echo 0a.0004 > /sys/bus/ap/drivers/vfio_ap/bind");
        }

        @Test
        void eachNamedDriverIsAReason() {
            HostSnapshot host = Hosts.withDevice(Hosts.TWO)
                    .masks(HostMasks.allReserved())
                    .add(Hosts.overridden("0a.0004", "typo", DriverBinding.unbound()))
                    .add(Hosts.overridden("0a.001b", "cex4queue", CEX4QUEUE))
                    .build();
            assertThat(Explain.device(host, DEVICE).reasons())
                    .containsExactly(
                            new HostReason.OverriddenForOtherDriver("cex4queue", queues("0a.001b")),
                            new HostReason.OverriddenForOtherDriver("typo", queues("0a.0004")));
        }

        @Test
        void aFreeQueueCanStillBeBoundToAnotherDriver() {
            Reason reason = new HostReason.BoundToOtherDriver("cex4queue", queues("0a.0004"));
            assertThat(reasons(withDrivers(ONE, CEX4QUEUE))).containsExactly(reason);
            assertThat(reason.level()).isEqualTo(Level.HOST);
            assertThat(reason.description()).isEqualTo("0a.0004 is free for vfio_ap, but still bound to cex4queue");
            assertThat(reason.remedy())
                    .isEqualTo("echo 0a.0004 > /sys/bus/ap/drivers/cex4queue/unbind;"
                            + " echo 0a.0004 > /sys/bus/ap/drivers/vfio_ap/bind");
        }

        @Test
        void anOverrideThatNamesVfioApFreesAQueueOfFullMasks() {
            HostSnapshot.Builder host = Hosts.withDevice(ONE)
                    .masks(HostMasks.allReserved())
                    .add(Hosts.overridden("0a.0004", "vfio_ap", CEX4QUEUE));
            assertThat(reasons(host))
                    .containsExactly(new HostReason.BoundToOtherDriver("cex4queue", queues("0a.0004")));
        }
    }

    @Nested
    class WithoutDriver {
        @Test
        void aFreeQueueCanBeUnbound() {
            Reason reason = new HostReason.NoDriver(queues("0a.0004"));
            assertThat(reasons(withDrivers(ONE, DriverBinding.unbound()))).containsExactly(reason);
            assertThat(reason.level()).isEqualTo(Level.HOST);
            assertThat(reason.description()).isEqualTo("0a.0004 is free for vfio_ap, but without driver");
            assertThat(reason.remedy()).isEqualTo("echo 0a.0004 > /sys/bus/ap/drivers/vfio_ap/bind");
        }

        @Test
        void upToThreeQueuesAreWrittenOut() {
            Reason reason = new HostReason.NoDriver(queues("0a.0004", "0a.001b", "0b.0004"));
            assertThat(reason.description()).startsWith("0a.0004, 0a.001b, 0b.0004 are free");
            assertThat(reason.remedy())
                    .isEqualTo("echo 0a.0004 > /sys/bus/ap/drivers/vfio_ap/bind;"
                            + " echo 0a.001b > /sys/bus/ap/drivers/vfio_ap/bind;"
                            + " echo 0b.0004 > /sys/bus/ap/drivers/vfio_ap/bind");
        }

        @Test
        void moreQueuesAreALoop() {
            HostSnapshot host = withDrivers(FOUR, DriverBinding.unbound()).build();
            assertThat(Explain.device(host, DEVICE).reasons())
                    .singleElement()
                    .extracting(Reason::remedy)
                    .isEqualTo(
                            "for each of the 4 queues, as for the first: echo 0a.0004 > /sys/bus/ap/drivers/vfio_ap/bind");
        }

        @Test
        void theMissingModuleIsToBlameForFreeQueues() {
            Reason reason = new HostReason.VfioApNotLoaded(queues("0a.0004"));
            assertThat(reasons(withDrivers(ONE, DriverBinding.unbound()).vfioAp(Answer.NO)))
                    .containsExactly(reason);
            assertThat(reason.level()).isEqualTo(Level.HOST);
            assertThat(reason.description()).isEqualTo("the module vfio_ap is not loaded");
            assertThat(reason.remedy()).isEqualTo("modprobe vfio_ap");
        }

        @Test
        void aReservedQueueNeedsMoreThanTheModule() {
            HostSnapshot.Builder host =
                    withDrivers(ONE, CEX4QUEUE).vfioAp(Answer.NO).masks(HostMasks.allReserved());
            assertThat(reasons(host))
                    .containsExactly(
                            new HostReason.VfioApNotLoaded(queues("0a.0004")),
                            new HostReason.ReservedForHost(queues("0a.0004"), false, false));
        }
    }
}
