package io.github.apmatrix.explain;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.explain.Hosts.DEVICE;
import static io.github.apmatrix.explain.Hosts.ONE;
import static io.github.apmatrix.explain.Hosts.OTHER;
import static io.github.apmatrix.explain.Hosts.QUEUE;
import static io.github.apmatrix.explain.Hosts.TWO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.SampleHost;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainTest {
    private static final Matrix REST = Matrix.of(adapters(0x0a), domains(0x1b));

    @Nested
    class OfAQueue {
        @Test
        void theDeviceThatHasTheQueueIsFound() {
            HostSnapshot host = Hosts.passing(TWO)
                    .add(SampleHost.device(OTHER, REST))
                    .add(Hosts.device(DEVICE, ONE, Matrix.none()))
                    .build();
            assertThat(Explain.queue(host, QUEUE).device()).contains(DEVICE);
            assertThat(Explain.queue(host, QUEUE)).isEqualTo(Explain.queue(host, QUEUE, DEVICE));
        }

        @Test
        void theDeviceWhoseGuestHasTheQueueIsFoundFirst() {
            HostSnapshot host = Hosts.passing(TWO)
                    .add(Hosts.device(OTHER, ONE, Matrix.none()))
                    .add(SampleHost.device(DEVICE, ONE))
                    .build();
            assertThat(host.devices().firstKey()).isEqualTo(OTHER);
            assertThat(Explain.queue(host, QUEUE).device()).contains(DEVICE);
            assertThat(Explain.queue(host, QUEUE).reachesGuest()).isEqualTo(Answer.YES);
        }

        @Test
        void aQueueOfNoDeviceReachesNoGuest() {
            Explanation explanation = Explain.queue(
                    Hosts.passing(TWO).add(SampleHost.device(DEVICE, REST)).build(), QUEUE);
            assertThat(explanation.device()).isEmpty();
            assertThat(explanation.reachesGuest()).isEqualTo(Answer.NO);
        }

        @Test
        void aDeviceThatDoesNotExistIsStillTheOneThatWasAskedAbout() {
            Explanation explanation = Explain.queue(Hosts.withDevice(ONE).build(), QUEUE, OTHER);
            assertThat(explanation.device()).contains(OTHER);
            assertThat(explanation.reachesGuest()).isEqualTo(Answer.NO);
        }

        @ParameterizedTest
        @CsvSource({
            "0a.0004, YES, YES, YES, YES",
            "0a.001b, YES, YES, NO, NO",
            "0b.0004, YES, NO, YES, NO",
            "0c.0004, NO, NO, NO, NO",
        })
        void eachLevelHasItsOwnAnswerInOrder(String queue, Answer lpar, Answer bound, Answer assigned, Answer reaches) {
            HostSnapshot host = Hosts.passing(Matrix.of(adapters(0x0a, 0x0b), domains(0x04, 0x1b)))
                    .add(Hosts.queue("0b.0004", DriverBinding.unbound()))
                    .add(Hosts.device(DEVICE, Matrix.of(adapters(0x0a, 0x0b), domains(0x04)), ONE))
                    .build();
            Explanation explanation = Explain.queue(host, ApQueue.parse(queue), DEVICE);
            assertThat(explanation.levels().keySet()).containsExactly(Level.values());
            assertThat(explanation.levels().values()).containsExactly(lpar, bound, assigned, reaches);
            assertThat(explanation.reachesGuest()).isEqualTo(reaches);
        }

        @Test
        void withoutApConfigurationAQueueDeviceShowsThatTheLparHasTheQueue() {
            HostSnapshot host = HostSnapshot.builder()
                    .apBus(Answer.YES)
                    .add(Hosts.queue("0a.0004", DriverBinding.to("vfio_ap")))
                    .build();
            assertThat(Explain.queue(host, QUEUE).levels()).containsEntry(Level.LPAR, Answer.YES);
            assertThat(Explain.queue(host, ApQueue.parse("0a.001b")).levels())
                    .containsEntry(Level.LPAR, Answer.NOT_KNOWN);
        }
    }

    @Nested
    class OfDevices {
        @Test
        void anUnknownDeviceIsRefusedByName() {
            HostSnapshot host = Hosts.withDevice(ONE).build();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Explain.device(host, OTHER))
                    .withMessage("the host has no mediated device " + OTHER);
        }

        @Test
        void aDeviceWhoseGuestHasAllIsMissingNothing() {
            HostSnapshot host =
                    Hosts.passing(ONE).add(SampleHost.device(DEVICE, ONE)).build();
            DeviceExplanation explanation = Explain.device(host, DEVICE);
            assertThat(explanation.device()).isEqualTo(host.devices().get(DEVICE));
            assertThat(explanation.missing().isEmpty()).isTrue();
            assertThat(explanation.reasons()).isEmpty();
            assertThat(explanation.remarks()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"BEING_REMOVED, is being removed", "WITHOUT_DRIVER, has no driver"})
        void aDeviceThatCannotBeUsedSaysSo(MediatedDeviceState state, String verdict) {
            HostSnapshot host = Hosts.passing(ONE)
                    .add(MediatedDevice.builder(DEVICE).state(state).build())
                    .build();
            assertThat(Explain.device(host, DEVICE)).hasToString("device " + DEVICE + " " + verdict + "\n");
        }

        @Test
        void allDevicesOfAHostAreExplainedInTheOrderOfTheirIds() {
            HostSnapshot host = Hosts.passing(TWO)
                    .add(SampleHost.device(DEVICE, ONE))
                    .add(SampleHost.device(OTHER, REST))
                    .build();
            HostExplanation explanation = Explain.host(host);
            assertThat(explanation.devices())
                    .containsExactly(Explain.device(host, OTHER), Explain.device(host, DEVICE));
            assertThat(explanation).hasToString("""
                            device 3c3a1f4e-0000-4000-8000-000000000001 asks for 1 queue, its guest gets 1 queue

                            device 62177883-f1bb-47f0-914d-32a22e3a8804 asks for 1 queue, its guest gets 1 queue
                            """);
        }

        @Test
        void aHostWithoutDevicesSaysSo() {
            assertThat(Explain.host(Hosts.passing(ONE).build()).devices()).isEmpty();
            assertThat(Explain.host(Hosts.passing(ONE).build())).hasToString("no mediated device is known\n");
        }
    }

    @Nested
    class OfQueuesThatWereLost {
        @Test
        void queuesThatAreNotAssignedAreExplainedToo() {
            HostSnapshot host =
                    Hosts.passing(TWO).add(SampleHost.device(DEVICE, ONE)).build();
            assertThat(Explain.reasons(host, Hosts.queues("0a.0004", "0a.001b"), DEVICE))
                    .singleElement()
                    .satisfies(reason -> {
                        assertThat(reason).isInstanceOf(DeviceReason.class);
                        assertThat(reason.queues()).isEqualTo(Hosts.queues("0a.001b"));
                    });
        }

        @Test
        void queuesOfADeviceThatIsGoneLackThatDevice() {
            HostSnapshot host = Hosts.passing(TWO).build();
            assertThat(Explain.reasons(host, Hosts.queues("0a.0004"), DEVICE))
                    .containsExactly(new DeviceReason.NoSuchDevice(DEVICE, Hosts.queues("0a.0004")));
        }

        @Test
        void withoutKnownDevicesTheReasonIsNotVisible() {
            HostSnapshot host = Hosts.passing(TWO).vfioAp(Answer.NOT_KNOWN).build();
            assertThat(Explain.reasons(host, Hosts.queues("0a.0004"), DEVICE))
                    .singleElement()
                    .isInstanceOf(GuestReason.NotVisible.class);
        }
    }
}
