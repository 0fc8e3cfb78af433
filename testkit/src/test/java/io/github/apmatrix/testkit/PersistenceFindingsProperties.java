package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.health.Finding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.persistence.Drift;
import io.github.apmatrix.persistence.DriftItem;
import io.github.apmatrix.persistence.PersistenceConflict;
import io.github.apmatrix.persistence.PersistenceFindings;
import io.github.apmatrix.persistence.PersistentHost;
import io.github.apmatrix.sysfs.ApHost;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Findings on random hosts with random files. */
class PersistenceFindingsProperties {
    @Provide
    Arbitrary<Fate> fates() {
        return Fate.any();
    }

    @Provide
    Arbitrary<PersistentFiles> files() {
        return PersistentFiles.any();
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void conflictsAndDriftAreFoundOnceEach(@ForAll("fates") Fate fate, @ForAll("files") PersistentFiles files) {
        HostSnapshot running = ApHost.at(fate.happen().kernel().sysfs()).snapshot();
        files.inDirectory(root -> {
            PersistentHost persistent = PersistentHost.read(root);
            ImmutableList<Finding> findings = PersistenceFindings.find(running, persistent);
            assertThat(findings).isSortedAccordingTo(Finding.worstFirst());
            assertThat(findings).extracting(Finding::key).doesNotHaveDuplicates();
            ImmutableList<PersistenceConflict> conflicts = PersistenceConflict.find(persistent, running);
            ImmutableList<DriftItem> items = Drift.between(running, persistent).items();
            assertThat(findings)
                    .containsAll(conflicts.stream().map(PersistenceFindings::of).toList());
            for (DriftItem item : items) {
                boolean said = findings.contains(PersistenceFindings.of(item));
                if (item instanceof DriftItem.DoesNotStart fails) {
                    assertThat(findings)
                            .anyMatch(finding -> finding.culprit().devices().contains(fails.device()));
                    Statistics.label("a device that does not start").collect(said ? "as drift" : "as conflict");
                } else {
                    assertThat(said).as("%s", item).isTrue();
                }
            }
            assertThat(findings.size()).isLessThanOrEqualTo(conflicts.size() + items.size());
        });
        Statistics.label("a device that does not start")
                .coverage(coverage -> coverage.check("as conflict").count(count -> count > 0));
    }
}
