package io.github.apmatrix.persistence.lszcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.render.DomainTable;
import io.github.apmatrix.render.ListingStyle;
import io.github.apmatrix.render.QueueTable;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the library prints of recorded hosts is what lszcrypt printed on them. */
class LszcryptPrinterTest {
    /** A snapshot has no counters. */
    private static final Pattern COUNTERS = Pattern.compile("(?m)^(.{38})(.{8} .{8})");

    private static final Pattern REQUESTS = Pattern.compile("(?m)^(\\S.{37})[ \\d]{8}$");

    /** The recorded version prints one more than the kernel. */
    private static final Pattern DEPTH = Pattern.compile("(?m)^(.{63})    0([89])");

    private static String withoutCounters(String listing) {
        return COUNTERS.matcher(listing)
                .replaceAll(found ->
                        found.group(2).startsWith("REQUESTS") || found.group(2).startsWith("---")
                                ? found.group()
                                : found.group(1) + "       -        -");
    }

    @ParameterizedTest
    @MethodSource("io.github.apmatrix.persistence.lszcrypt.Recordings#hosts")
    void verboseListingIsTheRecordedOne(String kernel, String host) {
        String recorded = withoutCounters(Recordings.verbose(kernel, host).text());
        String sinceKernelNumbers = DEPTH.matcher(recorded)
                .replaceAll(found -> found.group(1) + "    0" + (Integer.parseInt(found.group(2)) - 1));

        assertThat(sinceKernelNumbers).isNotEqualTo(recorded);
        assertThat(QueueTable.of(Recordings.snapshot(kernel, host), ListingStyle.VERBOSE))
                .hasToString(sinceKernelNumbers);
    }

    @ParameterizedTest
    @MethodSource("io.github.apmatrix.persistence.lszcrypt.Recordings#hosts")
    void columnsAreTheRecordedOnes(String kernel, String host) {
        HostSnapshot snapshot = Recordings.snapshot(kernel, host);
        ImmutableList<ListedDevice> recorded =
                DeviceListing.parse(Recordings.verbose(kernel, host)).devices();
        List<ListedDevice> printed = DeviceListing.parse(new Document(
                        "printed", QueueTable.of(snapshot, ListingStyle.VERBOSE).toString()))
                .devices();

        assertThat(printed).hasSameSizeAs(recorded);
        for (int i = 0; i < recorded.size(); i++) {
            ListedDevice expected = recorded.get(i);
            ListedDevice actual = printed.get(i);
            assertThat(actual.adapter()).isEqualTo(expected.adapter());
            assertThat(actual.queue()).isEqualTo(expected.queue());
            assertThat(actual.type()).isEqualTo(expected.type()).isPresent();
            assertThat(actual.mode()).isEqualTo(expected.mode()).isPresent();
            assertThat(actual.status()).as("%s", expected).isEqualTo(expected.status());
            assertThat(actual.hardwareType()).isEqualTo(expected.hardwareType()).isPresent();
            assertThat(actual.queueDepth())
                    .isEqualTo(OptionalInt.of(expected.queueDepth().orElseThrow() - 1));
            assertThat(actual.functions()).isEqualTo(expected.functions()).isPresent();
            assertThat(actual.driver()).isEqualTo(expected.driver());
            assertThat(actual.requests()).isEmpty();
            assertThat(actual.pending()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.apmatrix.persistence.lszcrypt.Recordings#hosts")
    void plainListingIsTheRecordedOne(String kernel, String host) {
        String recorded = Recordings.output(kernel, host, "lszcrypt").text();
        String withoutRequests = REQUESTS.matcher(recorded).replaceAll("$1       -");

        assertThat(QueueTable.of(Recordings.snapshot(kernel, host), ListingStyle.PLAIN))
                .hasToString(withoutRequests);
    }

    @ParameterizedTest
    @MethodSource("io.github.apmatrix.persistence.lszcrypt.Recordings#hosts")
    void domainTableIsTheRecordedOne(String kernel, String host) {
        assertThat(DomainTable.of(Recordings.snapshot(kernel, host)).map(DomainTable::toString))
                .contains(Recordings.output(kernel, host, "lszcrypt -d").text());
    }

    @Test
    void serialNumbersAreTheRecordedOnes() {
        String recorded = Recordings.allOutputs(" -s").findFirst().orElseThrow().text();
        assertThat(QueueTable.of(Recordings.snapshot("6.1", "scenario"), ListingStyle.SERIAL_NUMBERS))
                .hasToString(recorded);
    }

    @ParameterizedTest
    @MethodSource("io.github.apmatrix.persistence.lszcrypt.Recordings#hosts")
    void eachPrintedStyleIsReadAgain(String kernel, String host) {
        for (ListingStyle style : ListingStyle.values()) {
            String printed =
                    QueueTable.of(Recordings.snapshot(kernel, host), style).toString();
            DeviceListing listing = DeviceListing.parse(new Document("printed", printed));
            assertThat(listing.style()).isEqualTo(style);
            assertThat(listing).hasToString(printed);
        }
    }
}
