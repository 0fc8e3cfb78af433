package io.github.apmatrix.sysfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SysfsPathTest {
    private static final SysfsPath DRIVER_LINK = SysfsPath.of("devices/ap/card05/05.0004/driver");

    @Nested
    class Of {
        @Test
        void emptyTextIsTheRoot() {
            assertThat(SysfsPath.of("")).isEqualTo(SysfsPath.root()).hasToString("");
        }

        @Test
        void textIsKept() {
            assertThat(SysfsPath.of("bus/ap/apmask")).hasToString("bus/ap/apmask");
        }

        @ParameterizedTest(name = "\"{0}\"")
        @CsvSource(
                quoteCharacter = '\'',
                value = {
                    "/bus, ''",
                    "bus/, ''",
                    "bus//ap, ''",
                    "/, ''",
                    "., .",
                    "bus/./ap, .",
                    "../etc, ..",
                    "bus/.., ..",
                    "bus/../../etc, .."
                })
        void oddPartIsRefusedAndNamed(String text, String part) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SysfsPath.of(text))
                    .withMessage("\"" + text + "\" is not a path below the root: it has the part \"" + part + "\"");
        }

        @Test
        void nulCharacterIsRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SysfsPath.of("bus/a\0p"))
                    .withMessageContaining("the part \"a\0p\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"...", "..a", "a..", ".hidden", "a b", "ap:vfio_ap"})
        void dotsWithinANameAreNoClimbing(String name) {
            assertThat(SysfsPath.of("bus/" + name).name()).isEqualTo(name);
        }
    }

    @Nested
    class Resolve {
        @Test
        void appendsOneOrMoreNames() {
            assertThat(SysfsPath.of("bus/ap").resolve("drivers/vfio_ap"))
                    .isEqualTo(SysfsPath.of("bus/ap/drivers/vfio_ap"));
        }

        @Test
        void rootAddsNoSlash() {
            assertThat(SysfsPath.root().resolve("bus")).isEqualTo(SysfsPath.of("bus"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "/etc", "../ap", "a/", "a//b", "."})
        void refusesWhatIsNoName(String more) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SysfsPath.of("bus/ap").resolve(more))
                    .withMessageContaining("\"" + more + "\" is not a path below the root");
        }
    }

    @Nested
    class ResolveLink {
        @Test
        void followsTheTargetFromTheDirectoryOfTheLink() {
            assertThat(DRIVER_LINK.resolveLink("../../../../bus/ap/drivers/vfio_ap"))
                    .contains(SysfsPath.of("bus/ap/drivers/vfio_ap"));
        }

        @Test
        void targetWithoutDotsIsASibling() {
            assertThat(DRIVER_LINK.resolveLink("./status")).contains(SysfsPath.of("devices/ap/card05/05.0004/status"));
        }

        @Test
        void theRootItselfCanBeTheTarget() {
            assertThat(DRIVER_LINK.resolveLink("../../../..")).contains(SysfsPath.root());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"/sys/bus/ap", "/", "../../../../..", "../../../../../sys/bus/ap", "../../../../../devices"})
        void targetOutsideOfTheRootIsNone(String target) {
            assertThat(DRIVER_LINK.resolveLink(target)).isEmpty();
        }
    }

    @Nested
    class Parts {
        @Test
        void pathHasNameParentAndParts() {
            assertThat(DRIVER_LINK.name()).isEqualTo("driver");
            assertThat(DRIVER_LINK.parent()).contains(SysfsPath.of("devices/ap/card05/05.0004"));
            assertThat(DRIVER_LINK.parts()).containsExactly("devices", "ap", "card05", "05.0004", "driver");
        }

        @Test
        void firstLevelHasTheRootAsParent() {
            assertThat(SysfsPath.of("bus").parent()).contains(SysfsPath.root());
        }

        @Test
        void rootHasNoParentNoNameAndNoParts() {
            assertThat(SysfsPath.root().parent()).isEmpty();
            assertThat(SysfsPath.root().name()).isEmpty();
            assertThat(SysfsPath.root().parts()).isEmpty();
        }
    }

    @Test
    void pathsAreOrderedByTheirText() {
        assertThat(SysfsPath.of("bus/ap"))
                .isLessThan(SysfsPath.of("bus/ap/apmask"))
                .isGreaterThan(SysfsPath.root());
    }
}
