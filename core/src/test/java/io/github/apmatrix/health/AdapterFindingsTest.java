package io.github.apmatrix.health;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.health.HealthHosts.A;
import static io.github.apmatrix.health.HealthHosts.OF_A;
import static io.github.apmatrix.health.HealthHosts.card;
import static io.github.apmatrix.health.HealthHosts.check;
import static io.github.apmatrix.health.HealthHosts.device;
import static io.github.apmatrix.health.HealthHosts.found;
import static io.github.apmatrix.health.HealthHosts.healthy;
import static io.github.apmatrix.health.HealthHosts.queue;
import static io.github.apmatrix.health.HealthHosts.queues;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.HostSnapshot;
import org.junit.jupiter.api.Test;

class AdapterFindingsTest {
    private static HostSnapshot.Builder running() {
        return healthy().add(device(A, OF_A).heldByGuest(Answer.YES).build());
    }

    @Test
    void aHealthyHostHasNoFindings() {
        assertThat(found(healthy())).isEmpty();
        assertThat(found(running())).isEmpty();
    }

    @Test
    void anUnknownHostHasNoFindings() {
        assertThat(found(HostSnapshot.builder())).isEmpty();
    }

    @Test
    void aCheckstoppedAdapterThatNobodyUsesIsANotice() {
        HostSnapshot.Builder host = healthy()
                .add(card(0).online(Answer.NO).checkstopped(Answer.YES).build())
                .add(queue("00.0001").online(Answer.NO).checkstopped(Answer.YES).build());
        assertThat(check(host))
                .containsExactly(new Finding(
                        "adapter-checkstopped",
                        Severity.NOTICE,
                        new Culprit("adapter 00", adapters(0), ApQueueSet.none(), ImmutableList.of()),
                        "adapter 00 is checkstopped",
                        "have the adapter repaired, at the HMC or SE"));
    }

    @Test
    void aDeconfiguredAdapterConcernsTheDevicesThatHaveIt() {
        HostSnapshot.Builder host = healthy()
                .add(card(0x0b).online(Answer.NO).configured(Answer.NO).build())
                .add(queue("0b.0001").configured(Answer.NO).build());
        assertThat(check(host))
                .containsExactly(new Finding(
                        "adapter-deconfigured",
                        Severity.WARNING,
                        new Culprit("adapter 0b", adapters(0x0b), ApQueueSet.none(), ImmutableList.of(A)),
                        "adapter 0b is deconfigured: a guest has the queues, but gets no answers; concerned: device "
                                + A,
                        "configure it, here or at the HMC or SE: echo 1 > /sys/devices/ap/card0b/config"));
    }

    @Test
    void aRunningGuestMakesItCritical() {
        assertThat(found(running().add(card(0x0b).checkstopped(Answer.YES).build())))
                .containsExactly("critical adapter-checkstopped: adapter 0b");
    }

    @Test
    void anAdapterThatIsSwitchedOffOnlyConcernsTheHost() {
        HostSnapshot.Builder host = running().add(card(0x0b).online(Answer.NO).build());
        assertThat(check(host))
                .containsExactly(new Finding(
                        "adapter-offline",
                        Severity.NOTICE,
                        Culprit.named("adapter 0b").withAdapters(adapters(0x0b)),
                        "adapter 0b is offline: programs of the host cannot use it, guests can",
                        "echo 1 > /sys/devices/ap/card0b/online"));
    }

    @Test
    void queuesOfOneAdapterAreOneFinding() {
        HostSnapshot.Builder host = running()
                .add(queue("0a.0001").checkstopped(Answer.YES).build())
                .add(queue("0a.0002").checkstopped(Answer.YES).build())
                .add(queue("0b.0002").configured(Answer.NO).build())
                .add(queue("00.0004").online(Answer.NO).build());
        assertThat(found(host))
                .containsExactly(
                        "critical queue-checkstopped: adapter 0a",
                        "notice queue-deconfigured: adapter 0b",
                        "notice queue-offline: adapter 00");
        assertThat(check(host))
                .extracting(Finding::culprit)
                .extracting(Culprit::queues)
                .containsExactly(queues("0a.0001", "0a.0002"), queues("0b.0002"), queues("00.0004"));
        assertThat(check(host))
                .extracting(Finding::description)
                .containsExactly(
                        "queues 0a.0001, 0a.0002 are checkstopped; concerned: device " + A,
                        "queue 0b.0002 is deconfigured",
                        "queue 00.0004 is offline for programs of the host");
        assertThat(check(host).get(2).remedy()).isEqualTo("echo 1 > /sys/bus/ap/devices/00.0004/online");
    }

    @Test
    void aQueueIsNotBlamedForItsAdapter() {
        HostSnapshot.Builder host = healthy().add(card(0).online(Answer.NO).build());
        host.build().queues().keySet().stream()
                .filter(queue -> queue.adapter().value() == 0)
                .forEach(queue ->
                        host.add(queue(queue.toString()).online(Answer.NO).build()));
        assertThat(found(host)).containsExactly("notice adapter-offline: adapter 00");
    }

    @Test
    void aStateThatCanHaveAnUnknownCauseIsNotReported() {
        assertThat(found(healthy()
                        .add(card(0).online(Answer.NO)
                                .checkstopped(Answer.NOT_KNOWN)
                                .build())))
                .isEmpty();
        assertThat(found(healthy()
                        .add(card(0).online(Answer.NOT_KNOWN).build())
                        .add(queue("00.0001").online(Answer.NO).build())))
                .isEmpty();
    }

    @Test
    void anAssignedAdapterWithoutDomainHasNoUsers() {
        HostSnapshot.Builder host = healthy()
                .add(device(A, OF_A.withDomains(DomainSet.none())).build())
                .add(card(0x0a).checkstopped(Answer.YES).build());
        assertThat(found(host)).containsExactly("notice adapter-checkstopped: adapter 0a");
    }
}
