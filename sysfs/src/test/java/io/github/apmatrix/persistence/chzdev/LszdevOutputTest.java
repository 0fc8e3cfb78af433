package io.github.apmatrix.persistence.chzdev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.collect.ImmutableSet;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import io.github.apmatrix.persistence.samples.Samples;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LszdevOutputTest {
    private static final MaskSettings ALL = MaskSettings.of(HostMasks.allReserved());
    private static final MaskSettings NO_ADAPTER = new MaskSettings(Optional.of(AdapterSet.none()), Optional.empty());
    private static final String TABLE = """
            DEVICE TYPE ap
              Active             : yes
              Persistent         : yes

            """;
    private static final String PAIRS = "TYPE=\"ap\"\nACTV=\"yes\"\nPERS=\"yes\"\n";

    private static LszdevOutput read(String text) {
        return LszdevOutput.parse(new Document("lszdev", text));
    }

    private static void assertRefused(String text, String message) {
        assertThatExceptionOfType(DocumentException.class)
                .isThrownBy(() -> read(text))
                .withMessage("lszdev, " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lszdev-type-ap.txt", "lszdev-type-ap-pairs.txt"})
    void samplesHaveActiveAndPersistentMasks(String name) {
        LszdevOutput output = LszdevOutput.parse(Samples.sample(name));

        assertThat(output.active())
                .isEqualTo(MaskSettings.of(new HostMasks(
                        AdapterSet.adapters(0, 10).complement(),
                        DomainSet.domains(1, 2, 3).complement())));
        assertThat(output.persistent())
                .isEqualTo(MaskSettings.of(new HostMasks(
                        AdapterSet.adapters(0, 3, 10).complement(),
                        DomainSet.domains(1, 2, 3, 4, 71, 171).complement())));
        assertThat(output.undecided()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12", "7.3"})
    void recordedHostsHaveActiveMasksOnly(String kernel) {
        assertThat(recorded(kernel + "/production.tools.txt"))
                .isEqualTo(active("0,3,6,8-10,13-15,18-255", "0-83,85-255"));
        assertThat(recorded(kernel + "/scenario.tools.txt")).isEqualTo(active("1-9,11-255", "0-255"));
    }

    private static LszdevOutput recorded(String capture) {
        RecordedCommand lszdev = RecordedCommand.of(capture).stream()
                .filter(recorded -> recorded.command().equals("lszdev --type ap -i"))
                .findFirst()
                .orElseThrow();
        return read(lszdev.output());
    }

    private static LszdevOutput active(String apmask, String aqmask) {
        MaskSettings masks = MaskSettings.none()
                .with(MaskName.APMASK, ChzdevValue.parse(apmask).applyTo(ApMask.none()))
                .with(MaskName.AQMASK, ChzdevValue.parse(aqmask).applyTo(ApMask.none()));
        return new LszdevOutput(masks, MaskSettings.none(), ImmutableSet.of());
    }

    @Nested
    class Table {
        @Test
        void emptyMaskDiffersFromOneThatIsNotConfigured() {
            LszdevOutput output = read(TABLE + """
                      ATTRIBUTE  ACTIVE   PERSISTENT
                      apmask     "0-255"  ""
                      aqmask     "0-255"  -
                    """);

            assertThat(output).isEqualTo(new LszdevOutput(ALL, NO_ADAPTER, ImmutableSet.of()));
        }

        @Test
        void onlyPersistentMasks() {
            LszdevOutput output = read(TABLE + "  ATTRIBUTE  PERSISTENT\n  apmask     \"\"\n");

            assertThat(output).isEqualTo(new LszdevOutput(MaskSettings.none(), NO_ADAPTER, ImmutableSet.of()));
        }

        @Test
        void noSettings() {
            assertThat(read(TABLE + "  No settings found\n"))
                    .isEqualTo(new LszdevOutput(MaskSettings.none(), MaskSettings.none(), ImmutableSet.of()));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "ATTRIBUTE ACTIVE;apmask 0-255|line 6: neither a value in quotes nor -, found \"0-255\"",
                    "ATTRIBUTE ACTIVE;apmask \"|line 6: neither a value in quotes nor -, found \"\\\"\"",
                    "ATTRIBUTE ACTIVE;apmask \"-3\"|line 6: changes instead of a mask, found \"-3\"",
                    "ATTRIBUTE ACTIVE;apmask \"3-1\"|line 6: not a value of chzdev: a range that ends before it starts at"
                            + " index 0 of \"3-1\", found \"3-1\"",
                    "ATTRIBUTE ACTIVE;apmask - -|line 6: not a line of this table, found \"apmask - -\"",
                    "ATTRIBUTE ACTIVE;online \"1\"|line 6: an attribute that device type ap does not have, found"
                            + " \"online\"",
                    "ATTRIBUTE ACTIVE;apmask \"1\";apmask \"1\"|line 7: an attribute that came before, found \"apmask\"",
                    "ATTRIBUTE ACTIVE;apmask \"1\"|the whole text: an incomplete output of lszdev --type ap",
                    "ATTRIBUTE PERSISTENT|the whole text: an incomplete output of lszdev --type ap",
                    "Active : no|line 5: a property that came before, found \"Active : no\"",
                    "ATTRIBUTE|line 5: not a line of this table, found \"ATTRIBUTE\"",
                    "''|the whole text: an incomplete output of lszdev --type ap"
                })
        void malformedTableIsRefused(String lines, String message) {
            assertRefused(TABLE + lines.replace(';', '\n'), message);
        }
    }

    @Nested
    class Pairs {
        @Test
        void emptyPersistentValueIsUndecided() {
            LszdevOutput output = read(PAIRS + """
                    ATTRIBUTE="apmask" ACTIVE="" PERSISTENT=""
                    ATTRIBUTE="aqmask" ACTIVE="0-255" PERSISTENT="5"
                    """);

            assertThat(output.active())
                    .isEqualTo(MaskSettings.of(HostMasks.allReserved().withApmask(AdapterSet.none())));
            assertThat(output.persistent())
                    .isEqualTo(new MaskSettings(Optional.empty(), Optional.of(DomainSet.domains(5))));
            assertThat(output.undecided()).containsExactly("apmask");
        }

        @Test
        void configurationThatIsNotShownIsNotUndecided() {
            String active = """
                    TYPE="ap"
                    ACTV="yes"
                    PERS="no"
                    ATTRIBUTE="apmask" ACTIVE="0-255"
                    ATTRIBUTE="aqmask" ACTIVE="0-255" PERSISTENT=""
                    """;
            String persistent = "TYPE=\"ap\"\nACTV=\"no\"\nPERS=\"yes\"\nATTRIBUTE=\"aqmask\" PERSISTENT=\"5\"\n";

            assertThat(read(active)).isEqualTo(new LszdevOutput(ALL, MaskSettings.none(), ImmutableSet.of()));
            assertThat(read(persistent).active()).isEqualTo(MaskSettings.none());
            assertThat(read(persistent).persistent().aqmask()).contains(DomainSet.domains(5));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "ATTRIBUTE=\"apmask\" PERSISTENT=\"1\"|line 4: no active value, found"
                            + " \"ATTRIBUTE=\\\"apmask\\\" PERSISTENT=\\\"1\\\"\"",
                    "ATTRIBUTE=\"apmask\" ACTIVE=\"1\"|the whole text: an incomplete output of lszdev --type ap",
                    "ATTRIBUTE=\"online\"|line 4: an attribute that device type ap does not have, found \"online\"",
                    "ATTRIBUTE=\"apmask\" ACTIVE=\"x\"|line 4: not a value of chzdev: no number at index 0 of \"x\", found"
                            + " \"x\"",
                    "ATTRIBUTE=apmask|line 4: not NAME=\"value\", found \"ATTRIBUTE=apmask\"",
                    "A=\"1\"B=\"2\"|line 4: not NAME=\"value\", found \"A=\\\"1\\\"B=\\\"2\\\"\"",
                    "A=\"1\" A=\"2\"|line 4: a name that came before, found \"A=\\\"1\\\" A=\\\"2\\\"\"",
                    "ACTV=\"no\"|line 4: a property that came before, found \"ACTV=\\\"no\\\"\""
                })
        void malformedPairsAreRefused(String line, String message) {
            assertRefused(PAIRS + line, message);
        }

        @Test
        void missingPropertyIsRefused() {
            assertRefused("TYPE=\"ap\"\n", "the whole text: an incomplete output of lszdev --type ap");
        }
    }

    @Test
    void otherOutputIsRefused() {
        assertRefused("", "the whole text: an incomplete output of lszdev --type ap");
        assertRefused("\nTYPE=\"zfcp\"\n", "line 2: not the output of lszdev --type ap, found \"TYPE=\\\"zfcp\\\"\"");
    }
}
