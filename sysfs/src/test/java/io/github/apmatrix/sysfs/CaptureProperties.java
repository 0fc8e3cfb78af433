package io.github.apmatrix.sysfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.QuotedText;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CaptureProperties {
    @Property
    void everyTreeRoundTripsAndReadsAsItIs(@ForAll("attributes") Map<String, String> attributes) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(attributes)
                .forEach((name, content) -> text.append("file 0644 /sys/bus/ap/")
                        .append(name)
                        .append(' ')
                        .append(QuotedText.quote(content))
                        .append('\n'));

        Capture capture = Capture.parse(text.toString());

        assertThat(capture.toText()).isEqualTo(text.toString());
        assertThat(capture.sysfs().list(SysfsPath.of("bus/ap")))
                .containsExactlyElementsOf(new TreeMap<>(attributes).keySet());
        attributes.forEach((name, content) ->
                assertThat(capture.sysfs().read(SysfsPath.of("bus/ap/" + name))).isEqualTo(content));
    }

    @Provide
    Arbitrary<Map<String, String>> attributes() {
        Arbitrary<String> names = Arbitraries.strings()
                .withChars("az09_.-:/")
                .ofMinLength(1)
                .ofMaxLength(5)
                .map(name -> "x" + name.replace('/', 'y'));
        Arbitrary<String> contents = Arbitraries.strings()
                .withChars("0x\n\t\"\\ \u0001\u007f\u00e4\u20ac")
                .ofMaxLength(20);
        return Arbitraries.maps(names, contents).ofMinSize(1).ofMaxSize(10);
    }
}
