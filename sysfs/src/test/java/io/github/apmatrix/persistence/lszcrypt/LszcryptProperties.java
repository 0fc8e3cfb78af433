package io.github.apmatrix.persistence.lszcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.samples.Mutations;
import io.github.apmatrix.persistence.samples.Samples;
import io.github.apmatrix.render.ListingStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class LszcryptProperties {
    private static final String QUEUE_CAPABILITIES = """
            queue 0a.0004 capabilities:
            SE bind state: bound
            SE association state: associated 12
            MK AES CUR: valid 0x1234
            Detailed capability information for card0a (hardware type 99) is not available.
            """;

    private static final ImmutableMap<String, Arbitrary<String>> VALUES =
            ImmutableMap.<String, Arbitrary<String>>builder()
                    .put("CARD.DOM", cardsAndQueues())
                    .put("TYPE", Arbitraries.of("-", "CEX2C", "CEX7A", "CEX8P", "CEX12C"))
                    .put("MODE", Arbitraries.of("CCA-Coproc", "Accelerator", "EP11-Coproc", "Unknown", "-"))
                    .put("STATUS", Arbitraries.of(ListedStatus.class).map(ListedStatus::toString))
                    .put("REQUESTS", counts())
                    .put("PENDING", counts())
                    .put("HWTYPE", Arbitraries.of("-", "7", "14"))
                    .put("QDEPTH", Arbitraries.of("-", "08", "100"))
                    .put("FUNCTIONS", functions())
                    .put("DRIVER", Arbitraries.of("-", "-no-driver-", "cex4card", "cex4queue", "vfio_ap"))
                    .put("SESTAT", Arbitraries.of("-", "usable", "bound", "unbound", "illicit", "invalid", "error"))
                    .put("SERIALNR", Arbitraries.of("-", "93AABBCC", "1"))
                    .buildOrThrow();

    private static Arbitrary<String> cardsAndQueues() {
        Arbitrary<String> cards = Arbitraries.integers().between(0, 255).map(number -> String.format("%02x", number));
        Arbitrary<String> domains =
                Arbitraries.integers().between(0, 255).map(number -> String.format(".%04x", number));
        return Combinators.combine(cards, Arbitraries.oneOf(domains, Arbitraries.just("")))
                .as(String::concat);
    }

    private static Arbitrary<String> counts() {
        return Arbitraries.oneOf(
                Arbitraries.just("-"),
                Arbitraries.longs().between(0, 999_999_999_999_999_999L).map(String::valueOf));
    }

    private static Arbitrary<String> functions() {
        return Arbitraries.of("SMCDAXNHFR", "SMCDAXNFR", "-")
                .flatMap(letters -> Arbitraries.integers().between(0, 1023).map(mask -> {
                    StringBuilder text = new StringBuilder(letters);
                    for (int i = 0; i < text.length(); i++) {
                        if ((mask >> i & 1) == 0) {
                            text.setCharAt(i, '-');
                        }
                    }
                    return text.toString();
                }));
    }

    @Provide
    Arbitrary<DeviceListing> listings() {
        return Arbitraries.of(ListingStyle.class)
                .flatMap(style -> devices(style)
                        .list()
                        .ofMaxSize(6)
                        .map(devices -> new DeviceListing(style, ImmutableList.copyOf(devices))));
    }

    private static Arbitrary<ListedDevice> devices(ListingStyle style) {
        List<Arbitrary<String>> values = new ArrayList<>();
        style.columns().forEach(title -> values.add(Objects.requireNonNull(VALUES.get(title))));
        return Combinators.combine(values)
                .as(texts -> {
                    ImmutableMap.Builder<String, String> fields = ImmutableMap.builder();
                    for (int i = 0; i < texts.size(); i++) {
                        fields.put(style.columns().get(i), texts.get(i));
                    }
                    return ListedDevice.of(fields.buildOrThrow());
                })
                .filter(device -> device.queue().isPresent()
                        || device.status().vfioStatus().isEmpty());
    }

    @Property
    void whatIsPrintedIsReadAgain(@ForAll("listings") DeviceListing listing) {
        assertThat(DeviceListing.parse(new Document("listing", listing.toText())))
                .isEqualTo(listing);
    }

    @Property
    void widthsDoNotMatter(@ForAll("listings") DeviceListing listing, @ForAll @IntRange(min = 1, max = 9) int blanks) {
        String text = listing.toText().replaceAll(" +", " ".repeat(blanks)).replaceAll(" \n", "\n");
        assertThat(DeviceListing.parse(new Document("listing", text))).isEqualTo(listing);
    }

    @Property
    void partsOfASnapshotAreComplete(@ForAll("listings") DeviceListing listing) {
        assertThat(listing.cards().size() + listing.queues().size())
                .isEqualTo(listing.devices().size());
        listing.queues()
                .forEach(queue -> assertThat(queue.status().isEmpty()
                                || queue.driver().isVfioAp().isYes())
                        .isTrue());
    }

    @Property
    void domainMapsAreReadAgain(
            @ForAll Set<@IntRange(max = 255) Integer> usage, @ForAll Set<@IntRange(max = 255) Integer> control) {
        DomainMap map = new DomainMap(domains(usage), domains(control));
        assertThat(DomainMap.parse(new Document("map", map.toText()))).isEqualTo(map);
    }

    private static DomainSet domains(Set<Integer> numbers) {
        return DomainSet.domains(numbers.stream().mapToInt(number -> number).toArray());
    }

    @Provide
    Arbitrary<Document> mutatedListings() {
        return Mutations.of(
                Samples.sample("lszcrypt.txt"),
                Samples.sample("lszcrypt-s.txt"),
                Samples.sample("lszcrypt-V.txt"),
                Samples.sample("lszcrypt-V-se.txt"),
                Samples.sample("lszcrypt-V-before-2.18.txt"),
                Samples.sample("lszcrypt-V-2.18-to-2.25.txt"),
                Samples.captured("7.3/scenario.lszcrypt-V.txt"));
    }

    @Property(tries = 2000)
    void damagedListingsAreReadOrRefused(@ForAll("mutatedListings") Document document) {
        Mutations.assertReadOrRefused(document, text -> {
            DeviceListing listing = DeviceListing.parse(text);
            assertThat(DeviceListing.parse(new Document("again", listing.toText())))
                    .isEqualTo(listing);
            assertThat(listing.cards().size() + listing.queues().size())
                    .isEqualTo(listing.devices().size());
        });
    }

    @Provide
    Arbitrary<Document> mutatedMaps() {
        return Mutations.of(Samples.sample("lszcrypt-d.txt"));
    }

    @Property(tries = 1500)
    void damagedDomainMapsAreReadOrRefused(@ForAll("mutatedMaps") Document document) {
        Mutations.assertReadOrRefused(document, DomainMap::parse);
    }

    @Provide
    Arbitrary<Document> mutatedBuses() {
        return Mutations.of(Samples.sample("lszcrypt-b.txt"));
    }

    @Property(tries = 1500)
    void damagedBusAttributesAreReadOrRefused(@ForAll("mutatedBuses") Document document) {
        Mutations.assertReadOrRefused(document, text -> {
            BusAttributes bus = BusAttributes.parse(text);
            assertThat(BusAttributes.parse(new Document("again", bus.toText()))).isEqualTo(bus);
        });
    }

    @Provide
    Arbitrary<Document> mutatedCapabilities() {
        return Mutations.of(
                Samples.sample("lszcrypt-c.txt"), new Document("lszcrypt-c of a queue", QUEUE_CAPABILITIES));
    }

    @Property(tries = 1500)
    void damagedCapabilitiesAreReadOrRefused(@ForAll("mutatedCapabilities") Document document) {
        Mutations.assertReadOrRefused(document, text -> {
            Capabilities capabilities = Capabilities.parse(text);
            assertThat(Capabilities.parse(new Document("again", capabilities.toText())))
                    .isEqualTo(capabilities);
        });
    }
}
