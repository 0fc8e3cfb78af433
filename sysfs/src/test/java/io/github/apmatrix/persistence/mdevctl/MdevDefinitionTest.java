package io.github.apmatrix.persistence.mdevctl;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.apmatrix.ApConfig;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import io.github.apmatrix.persistence.document.MdevAttribute;
import io.github.apmatrix.persistence.document.MdevAttributes;
import io.github.apmatrix.persistence.samples.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MdevDefinitionTest {
    private static final String MINIMAL = "{\"mdev_type\":\"vfio_ap-passthrough\",\"start\":\"manual\"%s}";

    private static MdevDefinition parse(String text) {
        return MdevDefinition.parse(new Document("def", text));
    }

    private static MdevDefinition withAttributes(String json) {
        return parse(MINIMAL.formatted(",\"attrs\":" + json));
    }

    @Test
    void aFileOfMdevctlIsReadAndWrittenAgain() {
        Document file = Samples.sample("mdevctl-etc-config-file.json");
        MdevDefinition definition = MdevDefinition.parse(file);
        assertThat(definition.start()).isEqualTo(MdevDefinition.Start.MANUAL);
        assertThat(definition.config())
                .isEqualTo(ApConfig.of(adapters(3, 10), domains(4, 0x47)).withControlDomains(domains(4, 0xab)));
        assertThat(definition.attributes().list().get(1)).isEqualTo(new MdevAttribute("assign_adapter", "0xa"));
        assertThat(definition.toText()).isEqualTo(file.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mdevctl-define.json", "mdevctl-list-active-one-dumpjson.json"})
    void otherFilesDifferByTheNewlineAtTheEnd(String sample) {
        Document file = Samples.sample(sample);
        assertThat(MdevDefinition.parse(file).toText() + "\n").isEqualTo(file.text());
    }

    @Test
    void noAttributesAreWrittenAsAnEmptyArray() {
        assertThat(MdevDefinition.of(MdevDefinition.Start.AUTO, MdevAttributes.none())
                        .toText())
                .isEqualTo("""
                        {
                          "mdev_type": "vfio_ap-passthrough",
                          "start": "auto",
                          "attrs": []
                        }""");
    }

    @Test
    void attributesCanBeMissing() {
        MdevDefinition expected = MdevDefinition.of(MdevDefinition.Start.MANUAL, MdevAttributes.none());
        assertThat(parse(MINIMAL.formatted(""))).isEqualTo(expected);
        assertThat(withAttributes("null")).isEqualTo(expected);
        assertThat(withAttributes("[]")).isEqualTo(expected);
    }

    @Test
    void fieldsThatAreNotKnownSurvive() {
        String text =
                "{\"comment\":\"ours, \\u00fc \\\"1\\\"\",\"mdev_type\":\"vfio_ap-passthrough\",\"tags\":[1,-2.50e3,{\"a\":null}],"
                        + "\"start\":\"auto\"}";
        MdevDefinition changed = parse(text)
                .withStart(MdevDefinition.Start.MANUAL)
                .withAttributes(MdevAttributes.of(ApConfig.of(adapters(5), domains())));
        assertThat(changed)
                .hasToString("{\"mdev_type\":\"vfio_ap-passthrough\",\"start\":\"manual\","
                        + "\"attrs\":[{\"assign_adapter\":\"5\"}],"
                        + "\"comment\":\"ours, ü \\\"1\\\"\",\"tags\":[1,-2.50e3,{\"a\":null}]}");
        assertThat(parse(changed.toText())).isEqualTo(changed);
        assertThat(parse(text)).isNotEqualTo(parse(MINIMAL.formatted("")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'assign_adapter':'zz'}]      | $.attrs[0].assign_adapter | zz",
                "[{'assign_adapter':'3,4'}]     | $.attrs[0].assign_adapter | 3,4",
                "[{'assign_adapter':'3'},{'assign_domain':'256'}] | $.attrs[1].assign_domain | 256",
                "[{'remove':'1'}]               | $.attrs[0].remove | 1",
                "[{'assign adapter':'1'}]       | $.attrs[0][\"assign adapter\"] | 1",
                "[{'assign_adapter':3}]         | $.attrs[0].assign_adapter | 3",
                "[{'assign_adapter':null}]      | $.attrs[0].assign_adapter | null",
                "[{}]                           | $.attrs[0] | {}",
                "[{'assign_adapter':'3','assign_domain':'4'}] | $.attrs[0] | {\"assign_adapter\":\"3\",\"assign_domain\":\"4\"}",
                "[3]                            | $.attrs[0] | 3",
                "{'assign_adapter':'3'}         | $.attrs    | {\"assign_adapter\":\"3\"}"
            })
    void aWrongAttributeIsNamed(String json, String place, String value) {
        assertThatThrownBy(() -> withAttributes(json.replace('\'', '"')))
                .isInstanceOfSatisfying(DocumentException.class, error -> {
                    assertThat(error.document()).isEqualTo("def");
                    assertThat(error.place()).isEqualTo(place);
                    assertThat(error.value()).isEqualTo(value);
                });
    }

    @Test
    void messagesAreForPeople() {
        assertThatThrownBy(() -> withAttributes("[{\"assign_domain\":\"zz\"}]"))
                .hasMessage(
                        "def, $.attrs[0].assign_domain: not a domain number: unexpected \"z\" instead of a digit at index"
                                + " 0 of \"zz\", found \"zz\"");
        assertThatThrownBy(() -> parse("{\"mdev_type\":\"vfio_ccw-io\",\"start\":\"auto\"}"))
                .hasMessage("def, $.mdev_type: not the type vfio_ap-passthrough, found \"vfio_ccw-io\"");
        assertThatThrownBy(() -> parse("{\"start\":\"auto\"}")).hasMessage("def, $.mdev_type: the member is missing");
        assertThatThrownBy(() -> parse("{\"mdev_type\":\"vfio_ap-passthrough\"}"))
                .hasMessage("def, $.start: the member is missing");
        assertThatThrownBy(() -> parse("{\"mdev_type\":\"vfio_ap-passthrough\",\"start\":\"boot\"}"))
                .hasMessage("def, $.start: neither auto nor manual, found \"boot\"");
        assertThatThrownBy(() -> parse("[]")).hasMessage("def, $: not an object, found \"[]\"");
    }

    @Test
    void whatIsNotStrictJsonIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> parse("")).hasMessage("def, the whole text: no JSON value");
        assertThatThrownBy(() -> parse("{\"start\":\"auto\",\n\"start\":\"auto\"}"))
                .hasMessageStartingWith("def, line 2, column ")
                .hasMessageContaining("uplicate")
                .hasMessageContaining("start");
        assertThatThrownBy(() -> parse("{} {}")).hasMessage("def, line 1, column 4: text behind the end, found \"{\"");
        assertThatThrownBy(() -> parse("{'start':1}"))
                .hasMessageStartingWith("def, line 1, column 2: not well-formed JSON: ");
        assertThatThrownBy(() -> parse("[".repeat(33) + "]".repeat(33)))
                .hasMessageStartingWith("def, line 1, column ")
                .hasMessageContaining("nesting depth");
        assertThatThrownBy(() -> parse("{\"a\":NaN}")).isInstanceOf(DocumentException.class);
        assertThatThrownBy(() -> parse("{\"a\":1,}")).isInstanceOf(DocumentException.class);
        assertThatThrownBy(() -> parse("{\"a\":\"\t\"}")).isInstanceOf(DocumentException.class);
        assertThatThrownBy(() -> parse("{\"a\":[")).isInstanceOf(DocumentException.class);
    }
}
