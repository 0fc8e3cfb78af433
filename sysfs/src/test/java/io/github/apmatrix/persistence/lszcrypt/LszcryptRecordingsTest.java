package io.github.apmatrix.persistence.lszcrypt;

import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.apmatrix.host.Answer;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import io.github.apmatrix.render.ListingStyle;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What real programs printed is read, and printed again. */
class LszcryptRecordingsTest {
    private static final String NO_CARDS = "lszcrypt: No crypto card devices found.\n";

    @ParameterizedTest
    @MethodSource("io.github.apmatrix.persistence.lszcrypt.Recordings#hosts")
    void verboseListingsArePrintedAgain(String kernel, String host) {
        Document recorded = Recordings.verbose(kernel, host);
        DeviceListing listing = DeviceListing.parse(recorded);

        assertThat(listing.style()).isEqualTo(ListingStyle.VERBOSE);
        assertThat(listing.devices()).hasSize(host.equals("production") ? 204 : 15);
        assertThat(listing).hasToString(recorded.text());
    }

    static Stream<Document> listings() {
        return Recordings.allOutputs("( -V+| -s| --\\w+only( -V)?)?( [0-9a-fx.]+)*( *; chzcrypt.*)?")
                .filter(output -> !output.text().contains("Error - "));
    }

    @Test
    void thereAreManyListings() {
        assertThat(listings()).hasSizeGreaterThan(40);
    }

    @ParameterizedTest
    @MethodSource("listings")
    void listingsOfAllCommandsArePrintedAgain(Document recorded) {
        String table = recorded.text().replaceFirst("(?s)^.*?(?=CARD\\.DOM)", "");
        DeviceListing listing = DeviceListing.parse(new Document(recorded.name(), table));
        assertThat(listing)
                .hasToString(
                        table.equals(NO_CARDS) ? ListingStyle.VERBOSE.header() : table.replaceAll("(?m)^chz.*\n", ""));
    }

    @Test
    void serialNumbersOfSimulatedCardsAreBlank() {
        Document recorded = Recordings.allOutputs(" -s").findFirst().orElseThrow();
        assertThat(DeviceListing.parse(recorded).devices())
                .hasSize(2)
                .allMatch(device -> device.serialNumber().isEmpty());
    }

    static Stream<Document> domainMaps() {
        return Recordings.allOutputs(" -d");
    }

    @ParameterizedTest
    @MethodSource("domainMaps")
    void domainMapsArePrintedAgain(Document recorded) {
        assertThat(DomainMap.parse(recorded)).hasToString(recorded.text());
    }

    @Test
    void aDomainCanBeForControlOnlyOrForUsageOnly() {
        DomainMap map = DomainMap.parse(domainMaps()
                .filter(output -> output.name().startsWith("tools-6.1"))
                .findFirst()
                .orElseThrow());
        assertThat(map.controlDomains().difference(map.usageDomains())).isEqualTo(domains(0x33));
        DomainMap production = DomainMap.parse(Recordings.output("7.3", "production", "lszcrypt -d"));
        assertThat(production.usageDomains().difference(production.controlDomains()))
                .isEqualTo(domains(0x0e));
    }

    static Stream<Document> buses() {
        return Recordings.allOutputs(" -b");
    }

    /** The recorded version prints numbers of one digit as one digit. */
    @ParameterizedTest
    @MethodSource("buses")
    void busAttributesArePrintedAgain(Document recorded) {
        String text = recorded.text().replaceFirst("(?s)^.*?(?=features|ap_domain)", "");
        BusAttributes bus = BusAttributes.parse(new Document(recorded.name(), text));
        assertThat(bus).hasToString(text.replaceAll("=0x(.)\n", "=0x0$1\n"));
    }

    @Test
    void theBusOfARecordedHostIsRead() {
        BusAttributes bus = BusAttributes.parse(Recordings.output("6.1", "production", "lszcrypt -b"));
        assertThat(bus.features()).isEmpty();
        assertThat(bus.defaultDomain()).isZero();
        assertThat(bus.maxDomain()).hasToString("0054");
        assertThat(bus.interrupts()).isEqualTo(Answer.YES);
        assertThat(bus.configTime()).isEqualTo(Duration.ofSeconds(30));
        assertThat(BusAttributes.parse(Recordings.output("7.3", "production", "lszcrypt -b"))
                        .features())
                .containsExactly("APSC", "APXA", "QACT");
    }

    @Test
    void capabilitiesArePrintedAgain() {
        assertThat(Recordings.allOutputs(" -c (0x0.|10)"))
                .hasSize(4)
                .allSatisfy(recorded -> assertThat(Capabilities.parse(recorded)).hasToString(recorded.text()));
    }

    @Test
    void messagesAreNoListings() {
        assertThat(Recordings.allOutputs(".*").filter(output -> output.text().contains("Error - ")))
                .hasSizeGreaterThan(2)
                .allSatisfy(output -> {
                    assertThatExceptionOfType(DocumentException.class).isThrownBy(() -> DeviceListing.parse(output));
                    assertThatExceptionOfType(DocumentException.class).isThrownBy(() -> Capabilities.parse(output));
                });
    }
}
