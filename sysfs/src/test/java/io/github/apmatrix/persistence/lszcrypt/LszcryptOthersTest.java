package io.github.apmatrix.persistence.lszcrypt;

import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.samples.Samples;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The listings of other things than devices. */
class LszcryptOthersTest {
    @Test
    void theDomainMapIsReadAndPrintedAgain() {
        Document sample = Samples.sample("lszcrypt-d.txt");
        DomainMap map = DomainMap.parse(sample);

        assertThat(map.usageDomains()).isEqualTo(domains(1, 2, 3, 4));
        assertThat(map.controlDomains()).isEqualTo(domains(1, 3, 4, 5));
        assertThat(map).hasToString(sample.text());
    }

    @Test
    void aWarningAfterTheDomainMapDoesNotMatter() {
        String text = Samples.sample("lszcrypt-d.txt").text();
        Document warned = new Document("map", text + "Warning: Default domain 0x07 is not available.\n");
        assertThat(DomainMap.parse(warned)).hasToString(text);
    }

    @Test
    void theBusIsReadAndPrintedAgain() {
        Document sample = Samples.sample("lszcrypt-b.txt");
        BusAttributes bus = BusAttributes.parse(sample);

        assertThat(bus)
                .isEqualTo(new BusAttributes(
                        ImmutableList.of("APSC", "APXA", "QACT", "RC8A"),
                        4,
                        "",
                        DomainId.of(0x54),
                        Answer.YES,
                        Duration.ofSeconds(30),
                        false,
                        Optional.of(Duration.ofNanos(250_000))));
        assertThat(bus).hasToString(sample.text());
    }

    @ParameterizedTest
    @CsvSource({"-1 (not set), -1, not set", "0x07 (unavailable), 7, unavailable", "0xff, 255, ''"})
    void theDefaultDomainCanHaveANote(String text, int number, String note) {
        Document bus = new Document("bus", """
                ap_domain=%s
                ap_max_domain_id=0x54
                config_time=30 (seconds)
                poll_thread is enabled
                """.formatted(text));
        BusAttributes attributes = BusAttributes.parse(bus);

        assertThat(attributes.defaultDomain()).isEqualTo(number);
        assertThat(attributes.domainNote()).isEqualTo(note);
        assertThat(attributes.features()).isEmpty();
        assertThat(attributes.interrupts()).isEqualTo(Answer.NOT_KNOWN);
        assertThat(attributes.pollThread()).isTrue();
        assertThat(attributes.pollTimeout()).isEmpty();
        assertThat(attributes).hasToString(bus.text());
    }

    @Test
    void aDefaultDomainOutOfRangeIsRefused() {
        BusAttributes bus = BusAttributes.parse(Samples.sample("lszcrypt-b.txt"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BusAttributes(
                        bus.features(),
                        256,
                        "",
                        bus.maxDomain(),
                        bus.interrupts(),
                        bus.configTime(),
                        bus.pollThread(),
                        bus.pollTimeout()))
                .withMessage("default domain 256 is not between -1 and 255");
    }

    @Test
    void capabilitiesAreReadAndPrintedAgain() {
        Document sample = Samples.sample("lszcrypt-c.txt");
        Capabilities capabilities = Capabilities.parse(sample);

        assertThat(capabilities.queues()).isEmpty();
        assertThat(capabilities.cards())
                .containsExactly(
                        card(0x00, CardCapability.RSA_4K),
                        card(0x01, CardCapability.RSA_4K, CardCapability.CCA_FULL, CardCapability.LONG_RNG),
                        card(0x0a, CardCapability.EP11));
        assertThat(capabilities).hasToString(sample.text());
    }

    private static CardCapabilities card(int adapter, CardCapability... list) {
        return new CardCapabilities(
                AdapterId.of(adapter), ImmutableList.copyOf(list), OptionalInt.of(12), OptionalInt.empty());
    }

    @Test
    void aHardwareTypeCanBeUnknown() {
        String text = "Detailed capability information for card0a (hardware type 99) is not available.\n";
        Capabilities capabilities = Capabilities.parse(new Document("capabilities", text));
        assertThat(capabilities.cards())
                .containsExactly(new CardCapabilities(
                        AdapterId.of(0x0a), ImmutableList.of(), OptionalInt.empty(), OptionalInt.of(99)));
        assertThat(capabilities).hasToString(text);
    }

    @Test
    void anUnknownHardwareTypeHasNoCapabilities() {
        ImmutableList<CardCapability> some = ImmutableList.of(CardCapability.LONG_RNG);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CardCapabilities(AdapterId.of(1), some, OptionalInt.empty(), OptionalInt.of(99)))
                .withMessage("capabilities of a hardware type that is unknown");
    }

    @Test
    void aQueueHasMasterKeysAndSecureExecutionStates() {
        String text = """
                queue 0a.0004 capabilities:
                SE bind state: bound
                SE association state: associated 12
                MK AES CUR: valid 0x1234
                MK WK CUR: valid 0x5678
                queue 0a.0005 capabilities:
                """;
        Capabilities capabilities = Capabilities.parse(new Document("capabilities", text));
        assertThat(capabilities.cards()).isEmpty();
        assertThat(capabilities.queues())
                .containsExactly(
                        new QueueCapabilities(
                                ApQueue.parse("0a.0004"),
                                Optional.of("bound"),
                                Optional.of("associated 12"),
                                ImmutableList.of("AES CUR: valid 0x1234", "WK CUR: valid 0x5678")),
                        new QueueCapabilities(
                                ApQueue.parse("0a.0005"), Optional.empty(), Optional.empty(), ImmutableList.of()));
        assertThat(capabilities).hasToString(text);
    }
}
