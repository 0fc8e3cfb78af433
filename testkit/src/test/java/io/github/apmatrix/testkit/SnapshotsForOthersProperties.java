package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.explain.Explain;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.snapshot.SnapshotJson;
import io.github.apmatrix.render.HostUse;
import io.github.apmatrix.render.MatrixCell;
import io.github.apmatrix.render.MatrixTable;
import io.github.apmatrix.sysfs.ApHost;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Snapshots as documents and as tables: of random hosts with random histories, and of recorded ones. */
class SnapshotsForOthersProperties {
    @Provide
    Arbitrary<Fate> fates() {
        return Fate.any();
    }

    private static HostSnapshot snapshot(Fate fate) {
        return ApHost.at(fate.happen().kernel().sysfs()).snapshot();
    }

    private static void assertWrittenAndRead(HostSnapshot host) {
        assertThat(SnapshotJson.parse(new Document("snapshot", SnapshotJson.toText(host))))
                .isEqualTo(host);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void aSnapshotIsReadAsItWasWritten(@ForAll("fates") Fate fate) {
        assertWrittenAndRead(snapshot(fate));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void theTableSaysOfEachLevelWhatTheSnapshotAndTheExplanationSay(@ForAll("fates") Fate fate) {
        assertLevelsAreRight(snapshot(fate));
    }

    private static void assertLevelsAreRight(HostSnapshot host) {
        MatrixTable table = MatrixTable.of(host);
        ApQueueSet queues = host.availableToLpar()
                .union(ApQueueSet.copyOf(host.queues().keySet()))
                .union(host.assigned());
        assertThat(table.adapters().containsAll(queues.adapters())).isTrue();
        assertThat(table.domains().containsAll(queues.domains())).isTrue();
        for (ApQueue queue : queues) {
            MatrixCell cell = table.cell(queue);
            assertThat(cell.lpar().isYes()).isEqualTo(host.availableToLpar().contains(queue));
            assertThat(cell.host() == HostUse.KEPT)
                    .isEqualTo(host.reservedForHost().contains(queue));
            assertThat(cell.assigned().isYes()).isEqualTo(host.assigned().contains(queue));
            assertThat(cell.devices())
                    .containsExactlyElementsOf(host.devices().values().stream()
                            .filter(device ->
                                    device.assignedMatrix().contains(queue).isYes())
                            .map(MediatedDevice::id)
                            .toList());
            assertThat(cell.guest().isYes())
                    .as("%s", queue)
                    .isEqualTo(Explain.queue(host, queue).reachesGuest().isYes());
        }
    }

    private static List<HostSnapshot> recorded() throws IOException, URISyntaxException {
        return RecordedHosts.all().stream()
                .filter(name -> !name.endsWith("large"))
                .map(name -> {
                    try {
                        return ApHost.at(RecordedHosts.of(name).sysfs()).snapshot();
                    } catch (IOException | URISyntaxException e) {
                        throw new AssertionError(name, e);
                    }
                })
                .toList();
    }

    @Example
    void theRecordedHostsAreReadAsTheyWereWritten() throws IOException, URISyntaxException {
        assertThat(recorded()).hasSizeGreaterThan(10).allSatisfy(SnapshotsForOthersProperties::assertWrittenAndRead);
        assertWrittenAndRead(ApHost.at(RecordedHosts.of("6.12/large").sysfs()).snapshot());
    }

    @Example
    void theTablesOfTheRecordedHostsAreRight() throws IOException, URISyntaxException {
        assertThat(recorded()).allSatisfy(SnapshotsForOthersProperties::assertLevelsAreRight);
    }
}
