package io.github.apmatrix.persistence.lszcrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.VfioStatus;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.samples.Samples;
import io.github.apmatrix.render.ListingStyle;
import io.github.apmatrix.render.QueueTable;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LszcryptSnapshotPartsTest {
    private static final ApQueue QUEUE = ApQueue.parse("0a.0004");

    private static DeviceListing parse(String text) {
        return DeviceListing.parse(new Document("listing", text));
    }

    private static QueueDevice queue(String status, String rest) {
        return parse("0a.0004 CEX7P EP11-Coproc " + status + " 0 0 13 08 " + rest)
                .queues()
                .get(0);
    }

    @Test
    void aCardHasWhatTheListingTells() {
        assertThat(parse("0a CEX7P EP11-Coproc online 0 0 13 08 -----XN-F- cex4card")
                        .cards())
                .containsExactly(Card.builder(AdapterId.of(0x0a))
                        .type(CardType.CEX7P)
                        .hardwareType(13)
                        .online(Answer.YES)
                        .configured(Answer.YES)
                        .checkstopped(Answer.NO)
                        .driver(DriverBinding.to("cex4card"))
                        .build());
    }

    @ParameterizedTest
    @CsvSource({
        "online, YES, YES, NO",
        "offline, NO, NOT_KNOWN, NOT_KNOWN",
        "chkstop, NOT_KNOWN, YES, YES",
        "deconfig, NOT_KNOWN, NO, NOT_KNOWN",
        "-, NOT_KNOWN, NOT_KNOWN, NOT_KNOWN"
    })
    void theStatusTellsOnlyWhatIsCertain(String status, Answer online, Answer configured, Answer checkstopped) {
        Card card = parse("0a CEX7P EP11-Coproc " + status + " 0 0 13 08 -----XN-F- cex4card")
                .cards()
                .get(0);
        assertThat(card.online()).isEqualTo(online);
        assertThat(card.configured()).isEqualTo(configured);
        assertThat(card.checkstopped()).isEqualTo(checkstopped);
        assertThat(queue(status, "-----XN-F- cex4queue"))
                .isEqualTo(QueueDevice.builder(QUEUE)
                        .driver(DriverBinding.to("cex4queue"))
                        .online(online)
                        .configured(configured)
                        .checkstopped(checkstopped)
                        .build());
    }

    @ParameterizedTest
    @CsvSource({"unassigned, UNASSIGNED", "assigned, ASSIGNED", "in use, IN_USE"})
    void aStatusOfVfioApTellsTheDriver(String text, VfioStatus status) {
        QueueDevice expected = QueueDevice.builder(QUEUE)
                .driver(DriverBinding.to("vfio_ap"))
                .status(status)
                .configured(Answer.YES)
                .checkstopped(Answer.NO)
                .build();
        assertThat(queue(text, "-----XN-F- vfio_ap")).isEqualTo(expected);
        assertThat(queue(text, "-----XN-F- -")).isEqualTo(expected);
        assertThat(queue(text, "-----XN-F- cex4queue").status()).isEmpty();
    }

    @Test
    void olderVersionsDoNotTellOfCheckstops() {
        assertThat(queue("online", "-----XNF- cex4queue").checkstopped()).isEqualTo(Answer.NOT_KNOWN);
        assertThat(parse("0a.0004 CEX7P EP11-Coproc online 0").queues().get(0))
                .isEqualTo(QueueDevice.builder(QUEUE)
                        .online(Answer.YES)
                        .configured(Answer.YES)
                        .build());
    }

    @Test
    void anEditedLineTellsOnlyTheDriver() {
        assertThat(queue("online", "-MC-A-NF-  vfio_ap"))
                .isEqualTo(QueueDevice.builder(QUEUE)
                        .driver(DriverBinding.to("vfio_ap"))
                        .build());
    }

    @Test
    void aQueueWithoutDriverIsUnbound() {
        assertThat(queue("-", "-----XN-F- -no-driver-"))
                .isEqualTo(QueueDevice.builder(QUEUE)
                        .driver(DriverBinding.unbound())
                        .build());
    }

    @Test
    void queuesCanBeListedWithoutTheirCard() {
        DeviceListing listing = parse("0a.0004 CEX7P EP11-Coproc online 0");
        assertThat(listing.cards()).isEmpty();
        assertThat(listing.queues()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("io.github.apmatrix.persistence.lszcrypt.Recordings#hosts")
    void nothingIsToldThatTheHostDoesNotConfirm(String kernel, String host) {
        HostSnapshot actual = Recordings.snapshot(kernel, host);
        DeviceListing listing = DeviceListing.parse(Recordings.verbose(kernel, host));

        assertThat(listing.cards()).hasSameSizeAs(actual.cards().values()).allSatisfy(card -> {
            Card real = Objects.requireNonNull(actual.cards().get(card.adapter()));
            assertThat(card.type()).isEqualTo(real.type());
            assertThat(card.mode()).isEqualTo(real.mode());
            assertThat(card.hardwareType()).isEqualTo(real.hardwareType());
            assertThat(card.driver()).isEqualTo(real.driver());
            assertConfirmed(card.online(), real.online());
            assertConfirmed(card.configured(), real.configured());
            assertConfirmed(card.checkstopped(), real.checkstopped());
        });
        assertThat(listing.queues()).hasSameSizeAs(actual.queues().values()).allSatisfy(queue -> {
            QueueDevice real = Objects.requireNonNull(actual.queues().get(queue.queue()));
            assertThat(queue.driver()).isEqualTo(real.driver());
            assertThat(queue.status().or(() -> hiddenStatus(real))).isEqualTo(real.status());
            assertConfirmed(queue.online(), real.online());
            assertConfirmed(queue.configured(), real.configured());
            assertConfirmed(queue.checkstopped(), real.checkstopped());
        });
    }

    private static void assertConfirmed(Answer told, Answer real) {
        assertThat(told).isIn(real, Answer.NOT_KNOWN);
    }

    /** Deconfigured and checkstopped queues do not show what vfio_ap says. */
    private static Optional<VfioStatus> hiddenStatus(QueueDevice real) {
        return real.configured().isNo() || real.checkstopped().isYes() ? real.status() : Optional.empty();
    }

    @Test
    void aSnapshotOfAListingPrintsTheSameStates() {
        HostSnapshot.Builder snapshot = HostSnapshot.builder();
        DeviceListing listing = DeviceListing.parse(Samples.sample("lszcrypt-V.txt"));
        listing.cards().forEach(snapshot::add);
        listing.queues().forEach(snapshot::add);
        DeviceListing printed =
                parse(QueueTable.of(snapshot.build(), ListingStyle.VERBOSE).toString());

        assertThat(printed.devices())
                .extracting(ListedDevice::queue, ListedDevice::type, ListedDevice::status, ListedDevice::driver)
                .containsExactlyElementsOf(listing.devices().stream()
                        .map(device -> tuple(device.queue(), device.type(), device.status(), device.driver()))
                        .toList());
    }
}
