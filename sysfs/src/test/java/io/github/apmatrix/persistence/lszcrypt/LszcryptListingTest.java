package io.github.apmatrix.persistence.lszcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.host.ApFunctions;
import io.github.apmatrix.host.CardMode;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.VfioStatus;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.samples.Samples;
import io.github.apmatrix.render.ListingStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LszcryptListingTest {
    private static DeviceListing parse(String text) {
        return DeviceListing.parse(new Document("listing", text));
    }

    private static ListedDevice device(DeviceListing listing, String name) {
        return listing.devices().stream()
                .filter(device -> device.queue()
                        .map(ApQueue::toString)
                        .orElse(device.adapter().toString())
                        .equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "lszcrypt.txt, PLAIN, 8",
        "lszcrypt-V.txt, VERBOSE, 13",
        "lszcrypt-V-se.txt, SECURE_EXECUTION, 13",
        "lszcrypt-s.txt, SERIAL_NUMBERS, 2"
    })
    void samplesOfTheNewestStyleArePrintedAgain(String name, ListingStyle style, int size) {
        Document sample = Samples.sample(name);
        DeviceListing listing = DeviceListing.parse(sample);

        assertThat(listing.style()).isEqualTo(style);
        assertThat(listing.devices()).hasSize(size);
        assertThat(listing).hasToString(sample.text());
    }

    @Test
    void aCardHasAllItsValues() {
        ListedDevice card = device(DeviceListing.parse(Samples.sample("lszcrypt-V.txt")), "01");

        assertThat(card.adapter()).isEqualTo(AdapterId.of(1));
        assertThat(card.queue()).isEmpty();
        assertThat(card.type()).contains(CardType.CEX8C);
        assertThat(card.mode()).contains(CardMode.CCA);
        assertThat(card.status()).isEqualTo(ListedStatus.ONLINE);
        assertThat(card.requests()).hasValue(12_345_678_901L);
        assertThat(card.pending()).hasValue(0);
        assertThat(card.hardwareType()).hasValue(14);
        assertThat(card.queueDepth()).hasValue(8);
        assertThat(card.functions()).contains(ApFunctions.parse("0x92800000"));
        assertThat(card.driver()).isEqualTo(DriverBinding.to("cex4card"));
        assertThat(card.seState()).isEmpty();
        assertThat(card.serialNumber()).isEmpty();
    }

    @Test
    void aQueueOfAGuestHasAStatusWithABlank() {
        ListedDevice queue = device(DeviceListing.parse(Samples.sample("lszcrypt-V-se.txt")), "00.0001");

        assertThat(queue.queue()).contains(ApQueue.parse("00.0001"));
        assertThat(queue.adapter()).isEqualTo(AdapterId.of(0));
        assertThat(queue.status()).isEqualTo(ListedStatus.IN_USE).hasToString("in use");
        assertThat(queue.status().vfioStatus()).contains(VfioStatus.IN_USE);
        assertThat(queue.requests()).hasValue(0);
        assertThat(queue.pending()).isEmpty();
        assertThat(queue.driver()).isEqualTo(DriverBinding.to("vfio_ap"));
        assertThat(queue.seState()).contains(SeState.USABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "00, ''",
        "00.0001, USABLE",
        "00.0002, BOUND",
        "00.0003, UNBOUND",
        "00.0004, ILLICIT",
        "01.0001, INVALID",
        "0a.0004, INVALID"
    })
    void secureExecutionStatesAreRead(String name, String state) {
        ListedDevice listed = device(DeviceListing.parse(Samples.sample("lszcrypt-V-se.txt")), name);
        assertThat(listed.seState().map(SeState::name).orElse("")).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({
        "00.0001, IN_USE, vfio_ap",
        "00.0002, ASSIGNED, vfio_ap",
        "00.0003, UNASSIGNED, vfio_ap",
        "01, ONLINE, cex4card",
        "01.0001, NOT_SHOWN, no driver",
        "01.0002, OFFLINE, cex4queue",
        "01.0003, CHECKSTOPPED, cex4queue",
        "0a, DECONFIGURED, cex4card",
        "0a.0001, DECONFIGURED, vfio_ap"
    })
    void statusAndDriverAreRead(String name, ListedStatus status, String driver) {
        ListedDevice listed = device(DeviceListing.parse(Samples.sample("lszcrypt-V.txt")), name);
        assertThat(listed.status()).isEqualTo(status);
        assertThat(listed.driver()).hasToString(driver);
    }

    @Test
    void olderListingsHaveNineFunctionLetters() {
        DeviceListing listing = DeviceListing.parse(Samples.sample("lszcrypt-V-2.18-to-2.25.txt"));

        assertThat(listing.style()).isEqualTo(ListingStyle.VERBOSE);
        assertThat(listing.devices()).hasSize(5);
        assertThat(device(listing, "00.0001").functions()).contains(ApFunctions.parse("0x6A800000"));
        assertThat(listing)
                .hasToString(Samples.sample("lszcrypt-V-2.18-to-2.25.txt")
                        .text()
                        .replace("NF- ", "NF-  ")
                        .replaceAll(" {2}(cex4|vfio_|-no-)", " $1"));
    }

    @Test
    void theOldestListingsHaveAWiderFirstColumn() {
        DeviceListing listing = DeviceListing.parse(Samples.sample("lszcrypt-V-before-2.18.txt"));

        assertThat(listing).hasToString(ListingStyle.VERBOSE.header() + """
                00       CEX7A Accelerator online            3        0     13     08 -MC-A-NF-  cex4card  \s
                00.0001  CEX7A Accelerator -                 0        0     13     08 -MC-A-NF-  vfio_ap   \s
                01       CEX6C CCA-Coproc  online           42        0     12     08 S--D--NF-  cex4card  \s
                01.0004  CEX6C CCA-Coproc  offline          42        0     12     08 S--D--NF-  cex4queue \s
                """);
    }

    @Test
    void listingsBeforeDriversWereShownAreRead() {
        DeviceListing listing = parse("""
                CARD.DOMAIN TYPE  MODE        STATUS  REQUESTS  PENDING HWTYPE QDEPTH FUNCTIONS
                -------------------------------------------------------------------------------
                00          CEX5C CCA-Coproc  online         3        0     11     08 S--D--N--
                """);
        ListedDevice card = device(listing, "00");
        assertThat(card.driver()).isEqualTo(DriverBinding.notKnown());
        assertThat(card.functions()).contains(ApFunctions.parse("0x92000000"));
    }

    @Test
    void theLineOfTheDocumentationIsRead() {
        DeviceListing listing =
                parse("00.0001     CEX7A   Accelerator  online         0        0     13     08 -MC-A-NF-  vfio_ap");

        assertThat(listing).hasToString(ListingStyle.VERBOSE.header() + """
                00.0001  CEX7A Accelerator online            0        0     13     08 -MC-A-NF-  vfio_ap   \s
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "00.0004 CEX7A Accelerator online 3, PLAIN",
        "00.0004 CEX7A Accelerator in use 0 - 13 08 -MC-A-N-F- vfio_ap, VERBOSE",
        "00.0004 CEX7A Accelerator in use 0 - 13 08 -MC-A-N-F- vfio_ap usable, SECURE_EXECUTION",
        "00.0004 CEX7A Accelerator assigned 0 - 13 08 -MC-A-N-F- vfio_ap bound, SECURE_EXECUTION"
    })
    void columnsWithoutHeaderAreThoseThatFit(String line, ListingStyle style) {
        DeviceListing listing = parse(line + "\r\n\r\n" + line + "\t\r\n");
        assertThat(listing.style()).isEqualTo(style);
        assertThat(listing.devices()).hasSize(2).allMatch(listing.devices().get(0)::equals);
    }

    @Test
    void anEmptyHeaderIsAListingWithoutDevices() {
        for (ListingStyle style : ListingStyle.values()) {
            assertThat(parse(style.header())).hasToString(style.header());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"No crypto card devices found.\n", "lszcrypt: No crypto card devices found.\n"})
    void theMessageThatThereIsNoCardIsAListingWithoutDevices(String message) {
        assertThat(parse(message).devices()).isEmpty();
    }

    @Test
    void warningsDoNotMatter() {
        String text = Samples.sample("lszcrypt.txt").text();
        assertThat(parse(text + "\nWarning: Default domain 0x05 is not available.\n"))
                .isEqualTo(parse(text));
    }

    @Test
    void aMissingTypeAndAnUnknownModeAreAbsent() {
        String line = "0a       -     Unknown     -                 -        -      -      - -          -no-driver-\n";
        DeviceListing listing = parse(line);
        ListedDevice card = device(listing, "0a");

        assertThat(card.type()).isEmpty();
        assertThat(card.mode()).isEmpty();
        assertThat(card.status()).isEqualTo(ListedStatus.NOT_SHOWN);
        assertThat(card.requests()).isEmpty();
        assertThat(card.hardwareType()).isEmpty();
        assertThat(card.queueDepth()).isEmpty();
        assertThat(card.functions()).isEmpty();
        assertThat(card.driver()).isEqualTo(DriverBinding.unbound());
        assertThat(listing).hasToString(ListingStyle.VERBOSE.header() + line);
    }

    @Test
    void serialNumbersAreRead() {
        DeviceListing listing = DeviceListing.parse(Samples.sample("lszcrypt-s.txt"));
        assertThat(device(listing, "01").serialNumber()).contains("93AABBCC");
        assertThat(device(listing, "0a").status()).isEqualTo(ListedStatus.DECONFIGURED);
    }
}
