package io.github.apmatrix.persistence.mdevctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import io.github.apmatrix.persistence.samples.Samples;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MdevctlListingTest {
    @Test
    void definedDevicesAreReadAndWrittenAgain() {
        Document listing = Samples.sample("mdevctl-list-defined-dumpjson.json");
        ImmutableList<DefinedDevice> devices = MdevctlListing.parseDefined(listing);
        assertThat(devices)
                .containsExactly(new DefinedDevice(
                        "matrix",
                        MediatedDeviceId.parse("783e6dbb-ea0e-411f-94e2-717eaad438bf"),
                        MdevDefinition.parse(Samples.sample("mdevctl-define.json"))));
        assertThat(MdevctlListing.toText(devices) + "\n").isEqualTo(listing.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6.1/production",
                "6.1/scenario",
                "6.12/production",
                "6.12/scenario",
                "7.3/production",
                "7.3/scenario"
            })
    void anActiveDeviceWithoutAttributesIsNotKnown(String host) {
        Document listing = Samples.captured(host + ".mdevctl-list.json");
        ImmutableList<ActiveDevice> devices = MdevctlListing.parseActive(listing);
        assertThat(devices).isNotEmpty().allSatisfy(device -> {
            assertThat(device.parent()).isEqualTo("matrix");
            assertThat(device.start()).isEqualTo(MdevDefinition.Start.MANUAL);
            assertThat(device.attributes()).isEmpty();
        });
        assertThat(MdevctlListing.toText(MdevctlListing.parseDefined(listing)).strip())
                .isEqualTo(listing.text().strip());
    }

    @Test
    void anActiveDeviceCanShowAttributes() {
        String listing = Samples.sample("mdevctl-list-defined-dumpjson.json").text();
        assertThat(MdevctlListing.parseActive(new Document("list", listing)))
                .extracting(device ->
                        device.attributes().map(attributes -> attributes.list().size()))
                .containsExactly(Optional.of(6));
    }

    @Test
    void nothingIsListedAsAnEmptyArray() {
        assertThat(MdevctlListing.parseDefined(new Document("list", "[]\n"))).isEmpty();
        assertThat(MdevctlListing.toText(ImmutableList.of())).isEqualTo("[]");
    }

    @Test
    void devicesOfOtherTypesAreLeftOut() {
        String listing = "[{\"0.0.0042\":[{\"783e6dbb-ea0e-411f-94e2-717eaad438bf\":"
                + "{\"mdev_type\":\"vfio_ccw-io\",\"start\":\"auto\",\"attrs\":[{\"x\":\"y\"}]}}]}]";
        assertThat(MdevctlListing.parseDefined(new Document("list", listing))).isEmpty();
    }

    @Test
    void typesAreRead() {
        assertThat(MdevctlListing.parseTypes(Samples.sample("mdevctl-types-dumpjson.json")))
                .containsExactly(new MdevType(
                        "matrix",
                        "vfio_ap-passthrough",
                        65536,
                        "vfio-ap",
                        Optional.of("VFIO AP Passthrough Device"),
                        Optional.empty()));
    }

    @Test
    void errorsNameThePlace() {
        assertThatThrownBy(() -> MdevctlListing.parseDefined(new Document(
                        "list", "[{\"matrix\":[{\"783e6dbb\":{\"mdev_type\":\"vfio_ap-passthrough\"}}]}]")))
                .hasMessageStartingWith("list, $[0].matrix[0][\"783e6dbb\"]: not the UUID of a mediated device: ");
        assertThatThrownBy(() -> MdevctlListing.parseTypes(new Document(
                        "types", "[{\"matrix\":[{\"t\":{\"available_instances\":-1,\"device_api\":\"vfio-ap\"}}]}]")))
                .hasMessage("types, $[0].matrix[0].t.available_instances: no count, found \"-1\"");
        assertThatThrownBy(() -> MdevctlListing.parseTypes(new Document("types", "[{\"matrix\":[{\"t\":{}}]}]")))
                .hasMessage("types, $[0].matrix[0].t.available_instances: the member is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "2147483648", "4294967295", "1.0", "\"1\"", "null"})
    void typesHaveACount(String count) {
        Document types = new Document(
                "types", "[{\"matrix\":[{\"t\":{\"available_instances\":" + count + ",\"device_api\":\"a\"}}]}]");

        assertThatThrownBy(() -> MdevctlListing.parseTypes(types))
                .isInstanceOf(DocumentException.class)
                .hasMessageStartingWith("types, $[0].matrix[0].t.available_instances: no count");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            x, x, not the UUID
            783e6dbb-ea0e-411f-94e2-717eaad438bf, 783E6DBB-ea0e-411f-94e2-717eaad438bf, a device that came before
            """)
    void idsAreRefusedByTheirText(String first, String second, String problem) {
        String definition = "{\"mdev_type\":\"vfio_ap-passthrough\",\"start\":\"auto\"}";
        Document listing = new Document(
                "list",
                "[{\"matrix\":[{\"" + first + "\":" + definition + "},{\"" + second + "\":" + definition + "}]}]");

        assertThatThrownBy(() -> MdevctlListing.parseActive(listing))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining(problem)
                .hasMessageEndingWith("found \"" + second + "\"");
    }
}
