package io.github.apmatrix.persistence.chzdev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.persistence.document.Document;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Follows a recorded session: what each chzdev command did is computed and compared with what was found after it. */
class ChzdevRecordingTest {
    private static final Pattern SETTING = Pattern.compile("\\b(ap|aq)mask=(\\S+)");
    private static final Pattern ACTIVE_ONLY = Pattern.compile(" (-a|--active) (?!-p)");
    private static final Pattern PERSISTENT_ONLY = Pattern.compile("ap (-p|--persistent) ");
    private static final String RULES = "--- /etc/udev/rules.d/41-ap.rules\n";
    private static final String REVERSED = "5-3";

    private MaskSettings active = MaskSettings.of(HostMasks.allReserved());
    private MaskSettings persistent = MaskSettings.none();
    private final Map<String, Integer> compared = new TreeMap<>();

    @Test
    void masksAreWhatTheRecordedToolsMadeOfThem() {
        for (RecordedCommand recorded : RecordedCommand.of("tools-6.1/chzdev-lszdev.txt")) {
            String command = recorded.command();
            if (command.startsWith("chzdev ") && SETTING.matcher(command).find()) {
                configure(recorded);
            } else if (command.equals("chzdev --type ap --remove-all")) {
                persistent = MaskSettings.none();
            } else if (command.startsWith("find /etc") && recorded.exit() == 0) {
                compareRules(recorded.output());
            } else if (command.startsWith("lszdev ") && recorded.output().contains("\nATTRIBUTE=")) {
                comparePairs(recorded);
            } else if (command.startsWith("lszdev ") && recorded.output().startsWith("DEVICE TYPE ap\n")) {
                compareTable(recorded);
            } else if (command.startsWith("chzdev --export") && recorded.exit() == 0) {
                compareExport(recorded);
            } else if (command.equals("sync")) {
                active = MaskSettings.of(HostMasks.allReserved());
            }
        }
        assertThat(compared)
                .containsOnly(
                        Map.entry("export", 3),
                        Map.entry("invalid values", 7),
                        Map.entry("no rules", 1),
                        Map.entry("pairs", 1),
                        Map.entry("rules", 9),
                        Map.entry("tables", 18),
                        Map.entry("values", 36));
    }

    private void count(String what) {
        compared.merge(what, 1, Integer::sum);
    }

    private void configure(RecordedCommand recorded) {
        Matcher setting = SETTING.matcher(recorded.command());
        MaskSettings newActive = active;
        MaskSettings newPersistent = persistent;
        while (setting.find()) {
            String value = setting.group(2);
            MaskName name = MaskName.of(setting.group(1) + "mask").orElseThrow();
            if (recorded.exit() == 6 || value.equals(REVERSED)) {
                refuse(value);
            }
            if (recorded.exit() != 6) {
                ApMask current = active.mask(name).orElseThrow();
                newActive = newActive.with(name, applied(value, current));
                newPersistent = newPersistent.with(
                        name, applied(value, persistent.mask(name).orElse(current)));
            }
        }
        boolean done = recorded.exit() == 0 && !recorded.command().contains("--dry-run");
        if (done && !PERSISTENT_ONLY.matcher(recorded.command()).find()) {
            active = newActive;
        }
        if (done && !ACTIVE_ONLY.matcher(recorded.command()).find()) {
            persistent = newPersistent;
        }
    }

    private void refuse(String value) {
        count("invalid values");
        assertThatExceptionOfType(ApFormatException.class).isThrownBy(() -> ChzdevValue.parse(value));
    }

    private ApMask applied(String value, ApMask current) {
        if (value.equals(REVERSED)) {
            return ApMask.none();
        }
        count("values");
        return ChzdevValue.parse(value).applyTo(current);
    }

    private void compareRules(String output) {
        if (!output.startsWith(RULES)) {
            count("no rules");
            assertThat(persistent).isEqualTo(MaskSettings.none());
            return;
        }
        count("rules");
        ApRules rules = ApRules.parse(new Document("41-ap.rules", output.substring(RULES.length())));
        // the recorded chzdev is older than 2.40; after the recorded reboot the masks stayed all ones
        assertThat(rules).isEqualTo(new ApRules(persistent, true, false));
    }

    private void comparePairs(RecordedCommand recorded) {
        count("pairs");
        LszdevOutput pairs = LszdevOutput.parse(new Document(recorded.command(), recorded.output()));
        assertThat(pairs.active()).isEqualTo(active);
        assertThat(pairs.persistent()).isEqualTo(persistent);
        assertThat(pairs.undecided()).containsExactly("apmask", "aqmask");
    }

    private void compareTable(RecordedCommand recorded) {
        count("tables");
        LszdevOutput table = LszdevOutput.parse(new Document(recorded.command(), recorded.output()));
        assertThat(table.active()).isEqualTo(recorded.command().contains(" -p ") ? MaskSettings.none() : active);
        assertThat(table.persistent())
                .isEqualTo(recorded.command().contains(" -a ") ? MaskSettings.none() : persistent);
        assertThat(table.undecided()).isEmpty();
    }

    private void compareExport(RecordedCommand recorded) {
        count("export");
        Matcher file = Pattern.compile("# Generated .*?(?=Importing|\\z)", Pattern.DOTALL)
                .matcher(recorded.output());
        assertThat(file.find()).isTrue();
        ChzdevExport export = ChzdevExport.parse(new Document(recorded.command(), file.group()));
        assertThat(export)
                .isEqualTo(
                        recorded.command().contains("--active")
                                ? new ChzdevExport(active, MaskSettings.none())
                                : new ChzdevExport(MaskSettings.none(), persistent));
        assertThat(export.toText("(none)")).contains(file.group());
    }
}
