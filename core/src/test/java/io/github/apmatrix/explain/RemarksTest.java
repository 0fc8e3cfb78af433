package io.github.apmatrix.explain;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.explain.Hosts.DEVICE;
import static io.github.apmatrix.explain.Hosts.ONE;
import static io.github.apmatrix.explain.Hosts.QUEUE;
import static io.github.apmatrix.explain.Hosts.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.SampleHost;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemarksTest {
    private static Card card(int adapter, Answer configured, Answer checkstopped) {
        return Card.builder(AdapterId.of(adapter))
                .configured(configured)
                .checkstopped(checkstopped)
                .build();
    }

    private static MediatedDevice.Builder device() {
        return MediatedDevice.builder(DEVICE)
                .assignedMatrix(MatrixReading.complete(TWO))
                .guestMatrix(MatrixReading.complete(TWO));
    }

    /** Everything of these hosts passes, so that a remark that was taken for a reason would be seen. */
    private static ImmutableList<Remark> remarksOn(HostSnapshot host) {
        Explanation ofQueue = Explain.queue(host, QUEUE, DEVICE);
        assertThat(ofQueue.reachesGuest()).isEqualTo(Answer.YES);
        assertThat(ofQueue.reasons()).isEmpty();
        return ofQueue.remarks();
    }

    @Nested
    class OnAdapters {
        @ParameterizedTest
        @CsvSource({"NO, NO", "NO, NOT_KNOWN"})
        void aDeconfiguredAdapterKeepsNothingOut(Answer configured, Answer checkstopped) {
            HostSnapshot host = Hosts.passing(TWO)
                    .add(card(0x0a, configured, checkstopped))
                    .add(device().build())
                    .build();
            assertThat(remarksOn(host)).containsExactly(new Remark.Deconfigured(adapters(0x0a)));
            assertThat(Explain.device(host, DEVICE).reasons()).isEmpty();
            assertThat(Explain.device(host, DEVICE).remarks()).containsExactly(new Remark.Deconfigured(adapters(0x0a)));
        }

        @ParameterizedTest
        @CsvSource({"YES, YES", "NOT_KNOWN, YES"})
        void aCheckstoppedAdapterKeepsNothingOut(Answer configured, Answer checkstopped) {
            HostSnapshot host = Hosts.passing(TWO)
                    .add(card(0x0a, configured, checkstopped))
                    .add(device().build())
                    .build();
            assertThat(remarksOn(host)).containsExactly(new Remark.Checkstopped(adapters(0x0a)));
            assertThat(Explain.device(host, DEVICE).reasons()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"YES, NO", "NOT_KNOWN, NOT_KNOWN"})
        void aSoundAdapterIsNotWorthARemark(Answer configured, Answer checkstopped) {
            HostSnapshot host = Hosts.passing(TWO)
                    .add(card(0x0a, configured, checkstopped))
                    .add(card(0x0b, Answer.NO, Answer.YES))
                    .add(device().build())
                    .build();
            assertThat(remarksOn(host)).isEmpty();
        }

        @Test
        void theAdapterOfAQueueOfNoDeviceIsRemarkedOn() {
            HostSnapshot host =
                    Hosts.passing(TWO).add(card(0x0a, Answer.NO, Answer.YES)).build();
            assertThat(Explain.queue(host, QUEUE).remarks())
                    .containsExactly(new Remark.Deconfigured(adapters(0x0a)), new Remark.Checkstopped(adapters(0x0a)));
            assertThat(Explain.queue(host, QUEUE).reasons()).hasOnlyElementsOfType(DeviceReason.NoDeviceAtAll.class);
        }

        @Test
        void theTextCountsTheAdapters() {
            assertThat(new Remark.Deconfigured(adapters(0x0a)).description())
                    .isEqualTo("adapter 0a is deconfigured: a guest has the queues, but gets no answers");
            assertThat(new Remark.Checkstopped(adapters(0x0a, 0x0b)).description())
                    .isEqualTo("adapters 0a,0b are checkstopped: a guest has the queues, but gets no answers");
        }
    }

    @Nested
    class OnGuests {
        @ParameterizedTest
        @CsvSource({"READY, NO, true", "READY, YES, false", "READY, NOT_KNOWN, false", "BEING_REMOVED, NO, false"})
        void aDeviceCanBeWithoutGuest(MediatedDeviceState state, Answer held, boolean remarked) {
            HostSnapshot host = Hosts.passing(TWO)
                    .add(device().state(state).heldByGuest(held).build())
                    .build();
            assertThat(remarksOn(host).contains(new Remark.NotAttached(DEVICE))).isEqualTo(remarked);
            assertThat(new Remark.NotAttached(DEVICE).description()).isEqualTo("no guest has the device now");
        }
    }

    @Nested
    class OnTheLpar {
        private HostSnapshot host(Matrix assigned) {
            return Hosts.passing(ONE).add(Hosts.device(DEVICE, assigned, ONE)).build();
        }

        private void assertRemark(Matrix assigned, AdapterSet adapters, DomainSet domains, String text) {
            Remark remark = new Remark.OverProvisioned(DEVICE, adapters, domains);
            assertThat(remarksOn(host(assigned))).containsExactly(remark);
            assertThat(Explain.device(host(assigned), DEVICE).remarks()).containsExactly(remark);
            assertThat(remark.description())
                    .isEqualTo("the device is over-provisioned: the LPAR does not have " + text);
        }

        @Test
        void theDeviceCanHaveMoreAdapters() {
            assertRemark(
                    Matrix.of(adapters(0x0a, 0x0b), domains(0x04)), adapters(0x0b), DomainSet.none(), "adapter 0b");
        }

        @Test
        void theDeviceCanHaveMoreDomains() {
            assertRemark(TWO, AdapterSet.none(), domains(0x1b), "usage domain 001b");
        }

        @Test
        void theDeviceCanHaveMoreOfBoth() {
            assertRemark(
                    Matrix.of(adapters(0x0a, 0x0b, 0x0d), domains(0x04, 0x1b, 0x47)),
                    adapters(0x0b, 0x0d),
                    domains(0x1b, 0x47),
                    "adapters 0b,0d and usage domains 001b,0047");
        }

        @Test
        void adaptersWithoutAnyDomainAreOverProvisionedToo() {
            HostSnapshot host = host(Matrix.of(adapters(0x0b), DomainSet.none()));
            assertThat(Explain.device(host, DEVICE).remarks())
                    .containsExactly(new Remark.OverProvisioned(DEVICE, adapters(0x0b), DomainSet.none()));
        }

        @Test
        void anUnknownLparIsNoRemark() {
            HostSnapshot host =
                    HostSnapshot.builder().add(SampleHost.device(DEVICE, TWO)).build();
            assertThat(remarksOn(host)).isEmpty();
        }
    }

    @Nested
    class OnControlDomains {
        @Test
        void usageDomainsNeedNotBeControlDomains() {
            HostSnapshot host = Hosts.passing(TWO)
                    .add(device().controlDomains(domains(0x01)).build())
                    .build();
            Remark ofQueue = new Remark.ControlDomainsMissing(DEVICE, domains(0x04));
            Remark ofDevice = new Remark.ControlDomainsMissing(DEVICE, domains(0x04, 0x1b));
            assertThat(remarksOn(host)).containsExactly(ofQueue);
            assertThat(Explain.device(host, DEVICE).remarks()).containsExactly(ofDevice);
            assertThat(ofQueue.description())
                    .isEqualTo("not among the control domains of the device: usage domain 0004");
            assertThat(ofDevice.description()).endsWith(": usage domains 0004,001b");
        }

        @Test
        void onlyTheDomainOfTheQueueIsRemarkedOn() {
            HostSnapshot host = Hosts.passing(TWO)
                    .add(device().controlDomains(domains(0x04)).build())
                    .build();
            assertThat(remarksOn(host)).isEmpty();
            assertThat(Explain.queue(host, ApQueue.parse("0a.001b"), DEVICE).remarks())
                    .containsExactly(new Remark.ControlDomainsMissing(DEVICE, domains(0x1b)));
        }

        @Test
        void aDomainThatTheDeviceDoesNotUseNeedsNoControl() {
            HostSnapshot host = Hosts.passing(TWO)
                    .add(device().controlDomains(domains(0x04, 0x1b)).build())
                    .build();
            assertThat(Explain.queue(host, ApQueue.parse("0a.0047"), DEVICE).remarks())
                    .isEmpty();
        }
    }
}
