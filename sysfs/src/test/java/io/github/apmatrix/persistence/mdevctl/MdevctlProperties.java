package io.github.apmatrix.persistence.mdevctl;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.MdevAttribute;
import io.github.apmatrix.persistence.document.MdevAttributes;
import io.github.apmatrix.persistence.samples.Mutations;
import io.github.apmatrix.persistence.samples.Samples;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MdevctlProperties {
    private static Arbitrary<ApMask> masks() {
        return Arbitraries.integers()
                .between(0, 255)
                .set()
                .ofMaxSize(20)
                .map(bits -> ApMask.of(bits.stream().mapToInt(Integer::intValue)));
    }

    @Provide
    Arbitrary<ApConfig> configs() {
        return Combinators.combine(masks(), masks(), masks())
                .as((apm, aqm, adm) ->
                        ApConfig.of(AdapterSet.of(apm), DomainSet.of(aqm)).withControlDomains(DomainSet.of(adm)));
    }

    @Provide
    Arbitrary<MdevDefinition> definitions() {
        Arbitrary<MdevAttribute> attribute = Combinators.combine(
                        Arbitraries.of("assign_", "unassign_"),
                        Arbitraries.of("adapter", "domain", "control_domain"),
                        Arbitraries.integers().between(0, 255),
                        Arbitraries.of("%d", "0x%x", "0%o", "0x%02X"))
                .as((verb, part, number, format) -> new MdevAttribute(verb + part, format.formatted(number)));
        Arbitrary<MdevAttribute> whole = configs().map(config -> new MdevAttribute("ap_config", config.toString()));
        return Combinators.combine(
                        Arbitraries.of(MdevDefinition.Start.class),
                        Arbitraries.oneOf(attribute, attribute, whole).list().ofMaxSize(12))
                .as((start, attributes) -> MdevDefinition.of(start, MdevAttributes.copyOf(attributes)));
    }

    @Property
    void attributesAssignWhatTheyWereMadeFrom(@ForAll("configs") ApConfig config) {
        assertThat(MdevAttributes.of(config).config()).isEqualTo(config);
        assertThat(MdevAttributes.of(config).normalised()).isEqualTo(MdevAttributes.of(config));
    }

    @Property
    void aDefinitionIsReadAsItWasWritten(@ForAll("definitions") MdevDefinition definition) {
        assertThat(MdevDefinition.parse(new Document("file", definition.toText())))
                .isEqualTo(definition);
        assertThat(MdevDefinition.parse(new Document("line", definition.toString())))
                .isEqualTo(definition);
        assertThat(definition
                        .withAttributes(definition.attributes().normalised())
                        .config())
                .isEqualTo(definition.config());
    }

    @Property
    void aListingIsReadAsItWasWritten(
            @ForAll("definitions") MdevDefinition one, @ForAll("definitions") MdevDefinition two) {
        List<DefinedDevice> devices = ImmutableList.of(
                new DefinedDevice("matrix", MediatedDeviceId.of(new UUID(0x4000, 1)), one),
                new DefinedDevice("matrix", MediatedDeviceId.of(new UUID(0x4000, 2)), two));
        assertThat(MdevctlListing.parseDefined(new Document("list", MdevctlListing.toText(devices))))
                .isEqualTo(devices);
    }

    @Provide
    Arbitrary<Document> mutatedDefinitions() {
        return Mutations.of(
                Samples.sample("mdevctl-etc-config-file.json"),
                Samples.sample("mdevctl-list-active-one-dumpjson.json"),
                new Document("short", "{\"mdev_type\":\"vfio_ap-passthrough\",\"start\":\"auto\",\"attrs\":null}"));
    }

    @Property(tries = 5000)
    void aMutatedDefinitionIsReadOrRefused(@ForAll("mutatedDefinitions") Document document) {
        Mutations.assertReadOrRefused(document, mutated -> {
            MdevDefinition definition = MdevDefinition.parse(mutated);
            assertThat(MdevDefinition.parse(new Document("again", definition.toText())))
                    .isEqualTo(definition);
        });
    }

    @Provide
    Arbitrary<Document> mutatedListings() {
        return Mutations.of(
                Samples.sample("mdevctl-list-defined-dumpjson.json"),
                Samples.sample("mdevctl-types-dumpjson.json"),
                Samples.captured("6.12/production.mdevctl-list.json"));
    }

    @Property(tries = 5000)
    void aMutatedListingIsReadOrRefused(@ForAll("mutatedListings") Document document) {
        Mutations.assertReadOrRefused(document, MdevctlListing::parseDefined);
        Mutations.assertReadOrRefused(document, MdevctlListing::parseActive);
        Mutations.assertReadOrRefused(document, MdevctlListing::parseTypes);
    }
}
