package io.github.apmatrix.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.SampleHost;
import io.github.apmatrix.host.VfioStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueTableTest {
    private static final String HEADER = "CARD.DOM TYPE  MODE        STATUS     HWTYPE QDEPTH FUNCTIONS  DRIVER\n";
    private static final ApQueue QUEUE = ApQueue.parse("0a.0004");

    @Test
    void eachCardIsFollowedByItsQueues() {
        assertThat(QueueTable.of(SampleHost.builder().build())).hasToString(HEADER + """
                00       CEX7A Accelerator online         13     08 -MC-A-N-F- cex4card
                00.0001  CEX7A Accelerator online         13     08 -MC-A-N-F- cex4queue
                00.0004  CEX7A Accelerator online         13     08 -MC-A-N-F- cex4queue
                00.001b  CEX7A Accelerator online         13     08 -MC-A-N-F- cex4queue
                0a       CEX8P EP11-Coproc online         14     08 -----XN-F- cex4card
                0a.0001  CEX8P EP11-Coproc unassigned     14     08 -----XN-F- vfio_ap
                0a.0004  CEX8P EP11-Coproc in use         14     08 -----XN-F- vfio_ap
                0a.001b  CEX8P EP11-Coproc -              14     08 -----XN-F- -no-driver-
                """);
    }

    @Test
    void someQueuesAreListedWithoutTheirCards() {
        ApQueueSet queues = ApQueueSet.of(QUEUE, ApQueue.parse("00.0001"), ApQueue.parse("77.0077"));
        assertThat(QueueTable.of(SampleHost.builder().build(), queues)).hasToString(HEADER + """
                00.0001  CEX7A Accelerator online         13     08 -MC-A-N-F- cex4queue
                0a.0004  CEX8P EP11-Coproc in use         14     08 -----XN-F- vfio_ap
                """);
    }

    @Test
    void whatIsNotKnownIsADash() {
        HostSnapshot snapshot = HostSnapshot.builder()
                .add(Card.builder(AdapterId.of(0x0a)).build())
                .add(QueueDevice.builder(QUEUE).build())
                .build();
        assertThat(QueueTable.of(snapshot)).hasToString(HEADER + """
                0a       -     -           -               -      - -          -
                0a.0004  -     -           -               -      - -          -
                """);
    }

    @Test
    void aQueueWhoseCardVanishedIsListed() {
        HostSnapshot snapshot = HostSnapshot.builder()
                .add(QueueDevice.builder(QUEUE)
                        .driver(DriverBinding.to("vfio_ap"))
                        .status(VfioStatus.ASSIGNED)
                        .build())
                .build();
        String line = "0a.0004  -     -           assigned        -      - -          vfio_ap\n";
        assertThat(QueueTable.of(snapshot, ApQueueSet.all())).hasToString(HEADER + line);
        assertThat(QueueTable.of(snapshot))
                .hasToString(HEADER + "0a       -     -           -               -      - -          -\n" + line);
    }

    @Test
    void cardsAreListedWithoutTheirQueues() {
        assertThat(QueueTable.ofCards(SampleHost.builder().build())).hasToString(HEADER + """
                00       CEX7A Accelerator online         13     08 -MC-A-N-F- cex4card
                0a       CEX8P EP11-Coproc online         14     08 -----XN-F- cex4card
                """);
    }

    @Test
    void anEmptyHostHasTheHeaderOnly() {
        assertThat(QueueTable.of(HostSnapshot.builder().build())).hasToString(HEADER);
    }

    @ParameterizedTest
    @CsvSource({
        "NO, YES, NO, deconfig",
        "NO, NO, YES, deconfig",
        "YES, YES, YES, chkstop",
        "NOT_KNOWN, YES, NOT_KNOWN, chkstop",
        "YES, NO, YES, online",
        "YES, NO, NO, offline",
        "NOT_KNOWN, NOT_KNOWN, YES, online",
        "YES, NO, NOT_KNOWN, in use"
    })
    void theFirstThatAppliesIsTheStatus(Answer configured, Answer checkstopped, Answer online, String status) {
        HostSnapshot snapshot = HostSnapshot.builder()
                .add(QueueDevice.builder(QUEUE)
                        .configured(configured)
                        .checkstopped(checkstopped)
                        .online(online)
                        .status(VfioStatus.IN_USE)
                        .build())
                .build();
        String line = QueueTable.of(snapshot, ApQueueSet.of(QUEUE)).toString().substring(HEADER.length());
        assertThat(line.substring(27, 37).trim()).isEqualTo(status);
    }
}
