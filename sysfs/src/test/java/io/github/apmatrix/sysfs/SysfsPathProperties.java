package io.github.apmatrix.sysfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class SysfsPathProperties {
    @Property
    void pathIsItsPartsJoined(@ForAll("names") List<String> names) {
        SysfsPath path = SysfsPath.of(String.join("/", names));

        assertThat(path.parts()).isEqualTo(names);
        assertThat(names.stream().reduce(SysfsPath.root(), SysfsPath::resolve, SysfsPathProperties::neverCombined))
                .isEqualTo(path);
    }

    @Property
    void parentAndNameGiveThePathAgain(@ForAll("names") List<String> names) {
        SysfsPath path = SysfsPath.of(String.join("/", names));

        assertThat(path.parent().orElseThrow().resolve(path.name())).isEqualTo(path);
    }

    @Property
    void linkClimbsExactlyAsOftenAsItSays(
            @ForAll("names") List<String> directory,
            @ForAll("names") List<String> rest,
            @ForAll @IntRange(max = 8) int up) {
        SysfsPath link = SysfsPath.of(String.join("/", directory)).resolve("link");

        var target = link.resolveLink("../".repeat(up) + String.join("/", rest));

        int kept = directory.size() - up;
        assertThat(target.isPresent()).isEqualTo(kept >= 0);
        target.ifPresent(path -> {
            assertThat(path.parts().subList(0, kept)).isEqualTo(directory.subList(0, kept));
            assertThat(path.parts().subList(kept, path.parts().size())).isEqualTo(rest);
        });
    }

    private static SysfsPath neverCombined(SysfsPath first, SysfsPath second) {
        throw new AssertionError("a sequential stream does not combine " + first + " and " + second);
    }

    @Provide
    Arbitrary<List<String>> names() {
        return Arbitraries.strings()
                .withChars("ab.:_-0")
                .ofMinLength(1)
                .ofMaxLength(4)
                .filter(name -> !name.equals(".") && !name.equals(".."))
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }
}
