package io.github.apmatrix.persistence.lszcrypt;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import io.github.apmatrix.persistence.samples.Samples;
import io.github.apmatrix.render.ListingStyle;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LszcryptMalformedTest {
    private static final String LINE =
            "00.0004  CEX7A Accelerator online            3        3     13     08 -MC-A-N-F- cex4queue";

    private static void assertRefused(String text, String message) {
        assertThatExceptionOfType(DocumentException.class)
                .isThrownBy(() -> DeviceListing.parse(new Document("listing", text)))
                .withMessage("listing, " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\u001f\n", " \u001c\t\u2028"})
    void linesOfAnyBlanksAreNoLines(String blanks) {
        assertRefused(blanks, "the whole text: neither a header nor a device");
    }

    static Stream<Arguments> fields() {
        return Stream.of(
                argumentSet(
                        "adapter",
                        "00.0004",
                        "0g",
                        "CARD.DOM: not an adapter as the kernel prints it: unexpected \"g\" instead of 2 lower-case hex digits without prefix"
                                + " at index 1 of \"0g\", found \"0g\""),
                argumentSet(
                        "queue",
                        "00.0004",
                        "00.004",
                        "CARD.DOM: not a queue as the kernel prints it, like 0a.001b: end of text instead of 4 lower-case hex"
                                + " digits without prefix at index 6 of \"00.004\", found \"00.004\""),
                argumentSet(
                        "type",
                        "CEX7A",
                        "CEX7B",
                        "TYPE: not a card type like CEX7A: no CEX, generation and letter A, C or P at index 4 of"
                                + " \"CEX7B\", found \"CEX7B\""),
                argumentSet(
                        "mode",
                        "Accelerator",
                        "accelerator",
                        "MODE: no mode that lszcrypt prints, found \"accelerator\""),
                argumentSet(
                        "status", "online  ", "on line ", "STATUS: no status that lszcrypt prints, found \"on line\""),
                argumentSet("requests", " 3    ", " x3   ", "REQUESTS: no decimal number, found \"x3\""),
                argumentSet(
                        "large requests",
                        " 3    ",
                        " 1234567890123456789 ",
                        "REQUESTS: no decimal number, found \"1234567890123456789\""),
                argumentSet("pending", " 3     13 ", "-3     13 ", "PENDING: no decimal number, found \"-3\""),
                argumentSet("hardware type", " 13 ", " 0xd ", "HWTYPE: no decimal number, found \"0xd\""),
                argumentSet("queue depth", " 08 ", " 1234567890 ", "QDEPTH: no decimal number, found \"1234567890\""),
                argumentSet(
                        "function letters",
                        "-MC-A-N-F-",
                        "-MC-A-N-",
                        "FUNCTIONS: neither nine nor ten function letters, found \"-MC-A-N-\""),
                argumentSet(
                        "wrong letter",
                        "-MC-A-N-F-",
                        "-MCXA-N-F-",
                        "FUNCTIONS: no function letter 'D' or '-', found \"-MCXA-N-F-\""),
                argumentSet(
                        "driver", "cex4queue", "cex\u00e4", "DRIVER: no printable ASCII text, found \"cex\u00e4\""));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aMalformedFieldIsNamed(String field, String wrong, String message) {
        String text = ListingStyle.VERBOSE.header() + LINE + "\n" + LINE.replaceFirst(field, wrong) + "\n";
        assertRefused(text, "line 4, " + message);
    }

    static Stream<Arguments> documents() {
        String header = ListingStyle.PLAIN.header();
        return Stream.of(
                argumentSet("nothing", "", "the whole text: neither a header nor a device"),
                argumentSet("blank", " \n\n-----------------\n", "the whole text: neither a header nor a device"),
                argumentSet(
                        "missing field",
                        header + "00 CEX7A Accelerator online\n",
                        "line 3: 4 fields for 5 columns, found \"00 CEX7A Accelerator online\""),
                argumentSet(
                        "unknown header",
                        "CARD.DOM TYPE MODE STATE\n",
                        "line 1: no header of a listing, found \"CARD.DOM TYPE MODE STATE\""),
                argumentSet(
                        "second header",
                        header + header,
                        "line 3: a header that is not in the first line, found"
                                + " \"CARD.DOM TYPE  MODE        STATUS     REQUESTS\""),
                argumentSet(
                        "error message",
                        "lszcrypt: Error - cryptographic device card10 does not exist.\n" + header,
                        "line 1: a message instead of what was asked for, found"
                                + " \"lszcrypt: Error - cryptographic device card10 does not exist.\""),
                argumentSet(
                        "error message at the end",
                        header + "lszcrypt: Error - cryptographic device card10 does not exist.\n",
                        "line 3: a message instead of what was asked for, found"
                                + " \"lszcrypt: Error - cryptographic device card10 does not exist.\""),
                argumentSet(
                        "more after the message",
                        "No crypto card devices found.\nhello\n",
                        "line 2: another line after the message that there are no devices, found \"hello\""),
                argumentSet(
                        "guest of a card",
                        header + "00 CEX7A Accelerator assigned -\n",
                        "line 3, STATUS: a status that only queues have, found \"assigned\""),
                argumentSet(
                        "Secure Execution state",
                        ListingStyle.SECURE_EXECUTION.header() + LINE + " fine\n",
                        "line 3, SESTAT: no Secure Execution state that lszcrypt prints, found \"fine\""),
                argumentSet("other text", "hello\n", "line 1: 1 fields for 10 columns, found \"hello\""));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void aMalformedDocumentIsRefused(String text, String message) {
        assertRefused(text, message);
    }

    static Stream<Arguments> maps() {
        String text = Samples.sample("lszcrypt-d.txt").text();
        return Stream.of(
                argumentSet("nothing", "", "the whole text: no domain map"),
                argumentSet("no header", "hello", "line 1: no header of a domain map, found \"hello\""),
                argumentSet(
                        "other cell",
                        text.replace(" .  B  U", " .  b  U"),
                        "line 3, domain 0001: none of '.', U, C and B, found \"b\""),
                argumentSet(
                        "missing cell",
                        text.replace("20  .", "20"),
                        "line 5: no row 20 with 16 domains, found \"20  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .\""),
                argumentSet(
                        "missing row",
                        text.replaceAll("(?m)^ +20 .*\n", ""),
                        "line 5: no row 20 with 16 domains, found \"30  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .\""),
                argumentSet("missing end", text.substring(0, text.indexOf("    f0")), "the whole text: no row f0"),
                argumentSet("more", text + "more", "line 23: another line after the domain map, found \"more\""),
                argumentSet(
                        "message",
                        "lszcrypt: Crypto device driver not available.\n",
                        "line 1: a message instead of what was asked for, found"
                                + " \"lszcrypt: Crypto device driver not available.\""));
    }

    @ParameterizedTest
    @MethodSource("maps")
    void aMalformedDomainMapIsRefused(String text, String message) {
        assertThatExceptionOfType(DocumentException.class)
                .isThrownBy(() -> DomainMap.parse(new Document("map", text)))
                .withMessage("map, " + message);
    }

    static Stream<Arguments> attributes() {
        String text = Samples.sample("lszcrypt-b.txt").text();
        return Stream.of(
                argumentSet("nothing", "", "the whole text: no line ap_domain"),
                argumentSet(
                        "large domain",
                        text.replace("ap_domain=0x04", "ap_domain=0x104"),
                        "line 2: no line ap_domain as lszcrypt prints it, found \"ap_domain=0x104\""),
                argumentSet(
                        "another state",
                        text.replace("are enabled", "are on"),
                        "line 4: no line ap_interrupts as lszcrypt prints it, found \"ap_interrupts are on\""),
                argumentSet(
                        "missing line",
                        text.replaceAll("(?m)^config_time.*\n", ""),
                        "line 5: no line config_time as lszcrypt prints it, found \"poll_thread is disabled\""),
                argumentSet(
                        "missing end",
                        text.substring(0, text.indexOf("poll_thread")),
                        "the whole text: no line poll_thread"),
                argumentSet(
                        "more",
                        text + "poll_thread is enabled\n",
                        "line 8: no attribute of the bus, or at the wrong place, found \"poll_thread is enabled\""));
    }

    @ParameterizedTest
    @MethodSource("attributes")
    void malformedBusAttributesAreRefused(String text, String message) {
        assertThatExceptionOfType(DocumentException.class)
                .isThrownBy(() -> BusAttributes.parse(new Document("bus", text)))
                .withMessage("bus, " + message);
    }

    static Stream<Arguments> capabilities() {
        return Stream.of(
                argumentSet("nothing", "", "the whole text: no card and no queue"),
                argumentSet(
                        "no device",
                        "Long RNG\n",
                        "line 1: no card, queue or capability that lszcrypt prints here, found \"Long RNG\""),
                argumentSet(
                        "unknown capability",
                        "card00 provides capability for:\nTeleportation\n",
                        "line 2: no card, queue or capability that lszcrypt prints here, found \"Teleportation\""),
                argumentSet(
                        "adapter",
                        "card0 provides capability for:\n",
                        "line 1, device: not an adapter as the kernel prints it: end of text instead of 2 lower-case hex"
                                + " digits without prefix at index 1 of \"0\", found \"0\""),
                argumentSet(
                        "message",
                        "lszcrypt: Error - cryptographic device card21 does not exist.\n",
                        "line 1: a message instead of what was asked for, found"
                                + " \"lszcrypt: Error - cryptographic device card21 does not exist.\""));
    }

    @ParameterizedTest
    @MethodSource("capabilities")
    void malformedCapabilitiesAreRefused(String text, String message) {
        assertThatExceptionOfType(DocumentException.class)
                .isThrownBy(() -> Capabilities.parse(new Document("capabilities", text)))
                .withMessage("capabilities, " + message);
    }
}
