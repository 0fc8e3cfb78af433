package io.github.apmatrix.persistence.command;

import static io.github.apmatrix.persistence.samples.Samples.command;
import static io.github.apmatrix.persistence.samples.Samples.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.MediatedDeviceId;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandConflictTest {
    private static final Optional<MediatedDeviceId> FIRST =
            Optional.of(MediatedDeviceId.parse("11111111-2222-3333-4444-555555555555"));
    private static final Optional<MediatedDeviceId> SECOND =
            Optional.of(MediatedDeviceId.parse("22222222-2222-3333-4444-555555555555"));
    private static final ApQueue QUEUE = ApQueue.parse("03.0004");

    @Test
    void chzdevsMessagesAreRead() {
        assertThat(CommandConflict.parseAll(sample("chzdev-conflict-stderr.txt").text()))
                .containsExactlyElementsOf(Stream.of(
                                "persistent apmask conflicts with defined autostart mdev ",
                                "persistent aqmask conflicts with defined autostart mdev ",
                                "apmask conflicts with mdev ",
                                "aqmask conflicts with mdev ")
                        .map(message -> new CommandConflict(FIRST, QUEUE, message + FIRST.orElseThrow() + " APQN 3.4"))
                        .toList());
    }

    @Test
    void numbersAreDecimal() {
        assertThat(CommandConflict.parseAll(command("tools-6.1/chzdev-lszdev.txt", "chzdev --type ap apmask=+0x0a")
                        .text()))
                .singleElement()
                .satisfies(conflict -> {
                    assertThat(conflict.queue()).isEqualTo(ApQueue.parse("0a.0004"));
                    assertThat(conflict.device())
                            .contains(MediatedDeviceId.parse("62177883-f1bb-47f0-914d-32a22e3a8804"));
                    assertThat(conflict)
                            .hasToString("apmask conflicts with mdev 62177883-f1bb-47f0-914d-32a22e3a8804 APQN 10.4");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ap-check: ", "ap-check.sh: ", "error: Unable to define mediated device: "})
    void messagesOfChecksAreReadInBothSpellingsBehindAnyPrefix(String prefix) {
        String output = sample("ap-check-messages.txt").text().replaceAll("(?m)^", prefix);
        String persistent = "PN 3.4 is not defined for vfio_ap-passthrough use by the persistent ap bus mask settings";
        String active = "PN 3.4 is not allowed for vfio_ap-passthrough use by the active ap bus mask settings";
        assertThat(CommandConflict.parseAll(output))
                .containsExactly(
                        new CommandConflict(
                                FIRST, QUEUE, "APQN 3.4 is defined for autostart by " + FIRST.orElseThrow()),
                        new CommandConflict(SECOND, QUEUE, "APQN 3.4 already in use by " + SECOND.orElseThrow()),
                        new CommandConflict(Optional.empty(), QUEUE, persistent.replaceFirst("PN", "APQN")),
                        new CommandConflict(Optional.empty(), QUEUE, active.replaceFirst("PN", "APQN")),
                        new CommandConflict(Optional.empty(), QUEUE, persistent.replaceFirst("PN", "AQPN")),
                        new CommandConflict(Optional.empty(), QUEUE, active.replaceFirst("PN", "AQPN")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "APQN 256.4 already in use by 22222222-2222-3333-4444-555555555555",
                "APQN 3.999 is not allowed for vfio_ap-passthrough use by the active ap bus mask settings",
                "APQN 3.-1 already in use by 22222222-2222-3333-4444-555555555555",
                "APQN 99999999999999999999.4 already in use by 22222222-2222-3333-4444-555555555555",
                "APQN 3.4 already in use by nobody",
                "apmask conflicts with mdev 22222222-2222-3333-4444-555555555555",
                "APQN 3.4 is not defined"
            })
    void whatIsNoConflictOfAQueueIsSkipped(String output) {
        assertThat(CommandConflict.parseAll(output)).isEmpty();
    }
}
