package io.github.apmatrix.explain;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.explain.Hosts.DEVICE;
import static io.github.apmatrix.explain.Hosts.ONE;
import static io.github.apmatrix.explain.Hosts.QUEUE;
import static io.github.apmatrix.explain.Hosts.TWO;
import static io.github.apmatrix.explain.Hosts.queues;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.CardMode;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LparReasonTest {
    private static final String HMC = " to the LPAR, at the HMC or SE; Linux sees it with the next bus scan";

    /** The LPAR has 0a.0004 only, and the guest gets it. */
    private static HostSnapshot overProvisioned(Matrix assigned) {
        return Hosts.passing(ONE).add(Hosts.device(DEVICE, assigned, ONE)).build();
    }

    @Test
    void anAdapterThatTheLparDoesNotHaveIsMissing() {
        HostSnapshot host = overProvisioned(Matrix.of(adapters(0x0a, 0x0b), domains(0x04)));
        Reason reason = new LparReason.AdaptersMissing(adapters(0x0b), queues("0b.0004"));
        assertThat(Explain.queue(host, ApQueue.parse("0b.0004"), DEVICE).reasons())
                .containsExactly(reason);
        assertThat(reason.level()).isEqualTo(Level.LPAR);
        assertThat(reason.description()).isEqualTo("the LPAR does not have adapter 0b");
        assertThat(reason.remedy()).isEqualTo("give adapter 0b" + HMC);
    }

    @Test
    void severalMissingAdaptersAreOneReason() {
        HostSnapshot host = overProvisioned(Matrix.of(adapters(0x0a, 0x0b, 0x0d), domains(0x04)));
        Reason reason = new LparReason.AdaptersMissing(adapters(0x0b, 0x0d), queues("0b.0004", "0d.0004"));
        assertThat(Explain.device(host, DEVICE).reasons()).containsExactly(reason);
        assertThat(reason.description()).isEqualTo("the LPAR does not have adapters 0b,0d");
        assertThat(reason.remedy()).isEqualTo("give adapters 0b,0d" + HMC);
    }

    @Test
    void aDomainThatTheLparDoesNotHaveIsMissing() {
        HostSnapshot host = overProvisioned(TWO);
        Reason reason = new LparReason.DomainsMissing(domains(0x1b), queues("0a.001b"));
        assertThat(Explain.queue(host, ApQueue.parse("0a.001b"), DEVICE).reasons())
                .containsExactly(reason);
        assertThat(reason.level()).isEqualTo(Level.LPAR);
        assertThat(reason.description()).isEqualTo("the LPAR does not have usage domain 001b");
        assertThat(reason.remedy()).isEqualTo("give usage domain 001b" + HMC);
    }

    @Test
    void severalMissingDomainsAreOneReason() {
        HostSnapshot host = overProvisioned(Matrix.of(adapters(0x0a), domains(0x04, 0x1b, 0x47)));
        Reason reason = new LparReason.DomainsMissing(domains(0x1b, 0x47), queues("0a.001b", "0a.0047"));
        assertThat(Explain.device(host, DEVICE).reasons()).containsExactly(reason);
        assertThat(reason.description()).isEqualTo("the LPAR does not have usage domains 001b,0047");
        assertThat(reason.remedy()).isEqualTo("give usage domains 001b,0047" + HMC);
    }

    @Test
    void adapterAndDomainCanBothBeMissing() {
        HostSnapshot host = overProvisioned(Matrix.of(adapters(0x0a, 0x0b), domains(0x04, 0x1b)));
        assertThat(Explain.queue(host, ApQueue.parse("0b.001b"), DEVICE).reasons())
                .containsExactly(
                        new LparReason.AdaptersMissing(adapters(0x0b), queues("0b.001b")),
                        new LparReason.DomainsMissing(domains(0x1b), queues("0b.001b")));
    }

    @Test
    void controlDomainsOfTheLparAreNoUsageDomains() {
        HostSnapshot host = Hosts.passing(ONE)
                .add(Hosts.device(DEVICE, TWO, ONE))
                .lpar(ApConfig.of(ONE).withControlDomains(domains(0x1b)))
                .build();
        assertThat(Explain.queue(host, ApQueue.parse("0a.001b"), DEVICE).reasons())
                .containsExactly(new LparReason.DomainsMissing(domains(0x1b), queues("0a.001b")));
    }

    @Test
    void withoutQciNothingPasses() {
        HostSnapshot host = withoutLpar(Answer.NO);
        Reason reason = new LparReason.ConfigurationNotReported(queues("0a.0004"));
        assertThat(Explain.queue(host, QUEUE, DEVICE).reasons()).containsExactly(reason);
        assertThat(reason.level()).isEqualTo(Level.LPAR);
        assertThat(reason.description())
                .isEqualTo("the machine does not report the LPAR's configuration (QCI),"
                        + " so vfio_ap lets no queue through");
        assertThat(reason.remedy()).isEqualTo("use a machine that reports it; nothing on this Linux helps");
    }

    @ParameterizedTest
    @EnumSource(
            value = Answer.class,
            names = {"YES", "NOT_KNOWN"})
    void anLparThatWasNotReadIsNoMachineWithoutQci(Answer feature) {
        assertThat(Explain.queue(withoutLpar(feature), QUEUE, DEVICE).reasons())
                .hasOnlyElementsOfType(GuestReason.NotVisible.class);
    }

    private static HostSnapshot withoutLpar(Answer feature) {
        return HostSnapshot.builder()
                .apBus(Answer.YES)
                .vfioAp(Answer.YES)
                .features(Hosts.feature(KernelFeature.LPAR_CONFIGURATION, feature))
                .masks(Hosts.passing(ONE).build().masks().orElseThrow())
                .add(Hosts.queue("0a.0004", DriverBinding.to("vfio_ap")))
                .add(Hosts.device(DEVICE, ONE, Matrix.none()))
                .build();
    }

    /** A host whose queues have no driver, so that something keeps them out also if the card is new. */
    private static HostSnapshot withCard(Card card) {
        return Hosts.withDevice(TWO)
                .add(card)
                .add(Hosts.queue("0a.0004", DriverBinding.unbound()))
                .add(Hosts.queue("0a.001b", DriverBinding.unbound()))
                .build();
    }

    @Test
    void anOldAdapterIsToBlameAndNotTheDriverOfItsQueuesNorEachOther() {
        HostSnapshot host =
                withCard(Card.builder(AdapterId.of(0x0a)).hardwareType(9).build());
        Reason reason = new LparReason.AdaptersTooOld(adapters(0x0a), queues("0a.0004"));
        assertThat(Explain.queue(host, QUEUE, DEVICE).reasons()).containsExactly(reason);
        assertThat(Explain.device(host, DEVICE).reasons())
                .containsExactly(new LparReason.AdaptersTooOld(adapters(0x0a), queues("0a.0004", "0a.001b")));
        assertThat(reason.level()).isEqualTo(Level.LPAR);
        assertThat(reason.description()).isEqualTo("adapter 0a cannot be passed through: vfio_ap takes CEX4 and later");
        assertThat(reason.remedy()).isEqualTo("use another adapter");
        assertThat(new LparReason.AdaptersTooOld(adapters(1, 2), queues("01.0004", "02.0004")).description())
                .startsWith("adapters 01,02 cannot");
    }

    @ParameterizedTest
    @CsvSource({
        "9, 4, true",
        "10, 3, false",
        "14, 8, false",
        "-1, 3, true",
        "-1, 4, false",
        "-1, -1, false",
    })
    void theHardwareTypeCountsAndElseTheGeneration(int hardwareType, int generation, boolean tooOld) {
        Card.Builder card = Card.builder(AdapterId.of(0x0a));
        if (hardwareType >= 0) {
            card.hardwareType(hardwareType);
        }
        if (generation >= 0) {
            card.type(new CardType(generation, CardMode.CCA));
        }
        assertThat(Explain.device(withCard(card.build()), DEVICE).reasons())
                .hasOnlyElementsOfType(tooOld ? LparReason.AdaptersTooOld.class : HostReason.NoDriver.class);
    }
}
