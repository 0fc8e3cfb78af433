package io.github.apmatrix.persistence.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.apmatrix.persistence.change.FaultyOperations.Failure;
import io.github.apmatrix.persistence.change.FaultyOperations.Killed;
import io.github.apmatrix.persistence.change.FaultyOperations.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FileTransactionProperties {
    private static final Scenario ONE_OF_EACH = new Scenario(
            List.of(
                    new Scenario.File(FileChange.replace(Path.of("a/x"), "old x\n", "new x\n"), "rw-r-----"),
                    new Scenario.File(FileChange.create(Path.of("b/c/y"), "new y"), "rw-r--r--"),
                    new Scenario.File(FileChange.delete(Path.of("a/z"), "old z"), "rw-------")),
            Set.of());

    private static Arbitrary<Optional<String>> contents() {
        return Arbitraries.of("", "a", "a\n", "b\u00e4\n\n", "c".repeat(9000)).optional(0.7);
    }

    @Provide
    Arbitrary<Scenario> scenarios() {
        Arbitrary<Scenario.File> file = Combinators.combine(
                        Arbitraries.of("x", "a/x", "a/y", "b/x", "b/c/x", "b/c/y", "d/e/f/x")
                                .map(Path::of),
                        contents(),
                        contents(),
                        Arbitraries.of("rw-r--r--", "rw-------", "rw-r-----", "r--r--r--", "rwxrwxrwx"))
                .as((path, before, after, mode) -> new Scenario.File(new FileChange(path, before, after), mode));
        return Combinators.combine(
                        file.list()
                                .ofMaxSize(3)
                                .uniqueElements(each -> each.change().path()),
                        Arbitraries.of("b", "b/c", "d/e").map(Path::of).set())
                .as(Scenario::new);
    }

    /** A run on a fresh tree: what is thrown, if anything, and what is there before and after. */
    private record Run(
            SortedMap<Path, String> old,
            SortedMap<Path, String> now,
            Optional<FileTransactionException> thrown,
            Optional<FileTransactionReport> report,
            int operations) {
        static Run of(Scenario scenario, Failure failure, Plan plan) throws IOException {
            Path root = scenario.build();
            try {
                SortedMap<Path, String> old = Tree.read(root);
                FaultyOperations disk = new FaultyOperations(root, failure, plan)
                        .observedBy(() -> scenario.assertEachFileIsOldOrNew(root));
                Optional<FileTransactionException> thrown = Optional.empty();
                Optional<FileTransactionReport> report = Optional.empty();
                try {
                    report = Optional.of(new FileTransaction(disk, scenario.changes()).apply());
                } catch (FileTransactionException e) {
                    thrown = Optional.of(e);
                }
                scenario.assertEachFileIsOldOrNew(root);
                return new Run(old, Tree.read(root), thrown, report, disk.performed());
            } finally {
                Tree.delete(root);
            }
        }

        static int operations(Scenario scenario) throws IOException {
            Run healthy = Run.of(scenario, Failure.BEFORE, (number, modifies) -> false);
            assertThat(healthy.now).isEqualTo(scenario.expected(healthy.old));
            assertThat(healthy.report.orElseThrow().leftovers()).isEmpty();
            return healthy.operations;
        }
    }

    @Property(tries = 20)
    void anOperationThatFailsLeavesEverythingOldOrEverythingNew(@ForAll("scenarios") Scenario scenario)
            throws IOException {
        int operations = Run.operations(scenario);
        for (Failure failure : Failure.values()) {
            for (int failing = 1; failing <= operations; failing++) {
                int n = failing;
                Run run = Run.of(scenario, failure, (number, modifies) -> number == n);
                if (run.thrown.isPresent()) {
                    FileTransactionException thrown = run.thrown.get();
                    assertThat(run.now).as("%s", thrown).isEqualTo(run.old);
                    assertThat(thrown.isUndone()).isTrue();
                    assertThat(thrown).hasMessageContaining("everything is as before");
                    assertThat(thrown.getSuppressed()).isEmpty();
                    assertThat(thrown.leftovers()).isEmpty();
                    assertThat(thrown).hasRootCauseMessage("planned failure of operation " + n);
                } else {
                    SortedMap<Path, String> expected = scenario.expected(run.old);
                    assertThat(run.now).containsAllEntriesOf(expected);
                    Set<Path> left = new TreeSet<>(run.now.keySet());
                    left.removeAll(expected.keySet());
                    assertThat(run.report.orElseThrow().leftovers()).containsExactlyInAnyOrderElementsOf(left);
                }
            }
        }
    }

    @Property(tries = 10)
    void theExceptionOfADyingDiskTellsWhichFilesAreNew(@ForAll("scenarios") Scenario scenario) throws IOException {
        int operations = Run.operations(scenario);
        for (Failure failure : Failure.values()) {
            for (int first = 1; first <= operations; first++) {
                int n = first;
                assertTruthful(scenario, Run.of(scenario, failure, (number, modifies) -> number >= n), Sight.NONE);
                assertTruthful(
                        scenario, Run.of(scenario, failure, (number, modifies) -> number >= n && modifies), Sight.FULL);
            }
        }
    }

    @Example
    void theExceptionOfTwoFailuresTellsWhichFilesAreNew() throws IOException {
        int operations = Run.operations(ONE_OF_EACH);
        int notUndone = 0;
        for (Failure failure : Failure.values()) {
            for (int first = 1; first <= operations; first++) {
                int n = first;
                int all = Run.of(ONE_OF_EACH, failure, (number, modifies) -> number == n).operations;
                for (int second = n + 1; second <= all; second++) {
                    int m = second;
                    Run run = Run.of(ONE_OF_EACH, failure, (number, modifies) -> number == n || number == m);
                    assertTruthful(ONE_OF_EACH, run, Sight.HALF);
                    notUndone += run.thrown.filter(e -> !e.isUndone()).isPresent() ? 1 : 0;
                }
            }
        }
        assertThat(notUndone).isPositive();
    }

    /** What can be seen of a disk that fails: nothing, all but at most one thing, all. */
    private enum Sight {
        NONE,
        HALF,
        FULL
    }

    /** Whatever happened, what is reported is what is there. */
    private static void assertTruthful(Scenario scenario, Run run, Sight sight) {
        Set<Path> left = new TreeSet<>(run.now.keySet());
        left.removeAll(run.old.keySet());
        scenario.changes().forEach(change -> left.remove(change.path()));
        if (run.thrown.isEmpty()) {
            SortedMap<Path, String> expected = scenario.expected(run.old);
            assertThat(run.now).containsAllEntriesOf(expected);
            left.removeAll(expected.keySet());
            assertLeftovers(run.report.orElseThrow().leftovers(), left, sight);
            return;
        }
        FileTransactionException thrown = run.thrown.get();
        assertLeftovers(thrown.leftovers(), left, sight);
        assertThat(thrown.outcomes())
                .extracting(FileOutcome::path)
                .containsExactlyElementsOf(
                        scenario.changes().stream().map(FileChange::path).toList());
        for (int i = 0; i < thrown.outcomes().size(); i++) {
            assertTruthful(scenario.files().get(i), thrown.outcomes().get(i), run, sight);
        }
        if (thrown.getSuppressed().length == 0) {
            assertThat(run.now).isEqualTo(run.old);
            assertThat(thrown).hasMessageContaining("everything is as before");
        } else {
            thrown.outcomes().forEach(outcome -> assertThat(thrown).hasMessageContaining(outcome.toString()));
            thrown.leftovers().forEach(path -> assertThat(thrown).hasMessageContaining(path.toString()));
        }
    }

    private static void assertLeftovers(List<Path> told, Set<Path> left, Sight sight) {
        if (sight == Sight.FULL) {
            assertThat(told).containsExactlyInAnyOrderElementsOf(left);
        } else {
            assertThat(told).containsAll(left); // some may be gone that could not be looked at
        }
    }

    private static void assertTruthful(Scenario.File file, FileOutcome outcome, Run run, Sight sight) {
        FileChange change = file.change();
        Optional<String> now = Optional.ofNullable(run.now.get(change.path()));
        switch (outcome.state()) {
            case OLD -> assertThat(now).isEqualTo(change.before().map(text -> Tree.file(file.mode(), text)));
            case NEW -> {
                assertThat(now).isEqualTo(change.after().map(text -> Tree.file(file.expectedMode(), text)));
                assertThat(outcome.backup().isPresent())
                        .isEqualTo(change.before().isPresent());
            }
            case UNKNOWN -> assertThat(sight).as("%s", outcome).isEqualTo(Sight.NONE);
        }
        if (sight == Sight.FULL) {
            outcome.backup()
                    .ifPresent(backup -> assertThat(run.now)
                            .containsEntry(
                                    backup,
                                    Tree.file(file.mode(), change.before().orElseThrow())));
        }
    }

    @Property(tries = 10)
    void whatAKilledProcessLeavesIsFoundAndDoesNotDisturbTheNext(@ForAll("scenarios") Scenario scenario)
            throws IOException {
        int operations = Run.operations(scenario);
        for (Failure failure : Failure.values()) {
            for (int last = 1; last <= operations; last++) {
                int n = last;
                Path root = scenario.build();
                try {
                    SortedMap<Path, String> expected = scenario.expected(Tree.read(root));
                    FileTransaction killed = new FileTransaction(
                            new FaultyOperations(root, failure, (number, modifies) -> number == n).killing(),
                            scenario.changes());
                    assertThatThrownBy(killed::apply).isInstanceOf(Killed.class);
                    scenario.assertEachFileIsOldOrNew(root);
                    assertFoundAndHarmless(scenario, root, expected);
                } finally {
                    Tree.delete(root);
                }
            }
        }
    }

    private static void assertFoundAndHarmless(Scenario scenario, Path root, SortedMap<Path, String> expected)
            throws IOException {
        List<Path> directories = new ArrayList<>();
        for (FileChange change : scenario.changes()) {
            Path parent = change.path().getParent();
            directories.add(parent == null ? Path.of("") : parent);
        }
        List<Path> leftovers =
                FileTransaction.leftovers(root, directories.stream().distinct().toList());
        assertThat(leftovers).containsExactlyInAnyOrderElementsOf(Tree.hidden(root));

        new FileTransaction(FaultyOperations.healthy(root), scenario.remaining(root)).apply();
        assertThat(Tree.hidden(root)).containsExactlyInAnyOrderElementsOf(leftovers);
        for (Path leftover : leftovers) {
            Files.delete(root.resolve(leftover));
        }
        assertThat(Tree.read(root)).containsAllEntriesOf(expected);
    }
}
