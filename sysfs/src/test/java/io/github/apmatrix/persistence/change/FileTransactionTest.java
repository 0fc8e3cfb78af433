package io.github.apmatrix.persistence.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.apmatrix.persistence.change.FaultyOperations.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTransactionTest {
    private static final Path DIRECTORY = Path.of("etc/udev/rules.d");
    private static final Path RULES = DIRECTORY.resolve("41-ap.rules");
    private static final Path DEVICE = Path.of("etc/mdevctl.d/matrix/783e6dbb-ea0e-411f-94e2-717eaad438bf");

    @TempDir
    Path root;

    @BeforeEach
    void writeRules() throws IOException {
        Tree.write(root.resolve(RULES), "rw-r--r--", "old\n");
    }

    private FileTransaction transaction(FileChange... changes) {
        return FileTransaction.of(root, List.of(changes));
    }

    private FileTransactionException failureOf(FileTransaction transaction) {
        return catchThrowableOfType(FileTransactionException.class, transaction::apply);
    }

    @Test
    void allFilesAreChanged() {
        FileChange rules = FileChange.replace(RULES, "old\n", "new\n");
        FileChange device = FileChange.create(DEVICE, "{}");
        FileTransactionReport report = transaction(rules, device).apply();
        assertThat(report.changes()).containsExactly(rules, device);
        assertThat(report.leftovers()).isEmpty();
        assertThat(Tree.read(root))
                .containsEntry(RULES, "rw-r--r-- new\n")
                .containsEntry(DEVICE, "rw-r--r-- {}")
                .containsEntry(DEVICE.getParent(), Tree.DIRECTORY)
                .hasSize(7);
        assertThat(transaction(rules, device)).hasToString(rules + "\n" + device);
        assertThat(transaction(rules, device).changes()).containsExactly(rules, device);
    }

    @Test
    void aDirectoryStaysWhenItsLastFileGoes() {
        transaction(FileChange.delete(RULES, "old\n")).apply();
        assertThat(Tree.read(root)).doesNotContainKey(RULES).containsKey(DIRECTORY);
    }

    @Test
    void aChangeThatChangesNothingIsOnlyChecked() {
        SortedMap<Path, String> before = Tree.read(root);
        FileChange same = FileChange.replace(RULES, "old\n", "old\n");
        FileChange away = new FileChange(DEVICE, Optional.empty(), Optional.empty());
        assertThat(transaction(same, away).apply().changes()).isEmpty();
        assertThat(Tree.read(root)).isEqualTo(before);
        assertThatExceptionOfType(FileChangedException.class)
                .isThrownBy(() -> transaction(
                                FileChange.create(DEVICE, "{}"), FileChange.replace(RULES, "older\n", "older\n"))
                        .apply());
        assertThat(Tree.read(root)).isEqualTo(before);
    }

    @Test
    void aFileThatSomeoneChangedIsRefusedWithItsName() {
        FileTransactionException refused = refusal(FileChange.replace(RULES, "old\r\n", "new\n"));
        assertThat(refused)
                .isInstanceOf(FileChangedException.class)
                .hasMessage(
                        RULES + " is not as expected: its content differs from line 1 on (5 bytes expected, 4 found);"
                                + " nothing was written");
        assertThat(refused.path()).isEqualTo(RULES);
        assertThat(refusal(FileChange.replace(RULES, "old\nolder\n", "new\n")))
                .hasMessageContaining("differs from line 2 on");
    }

    @Test
    void aFileThatIsThereOrMissingAgainstExpectationIsRefused() {
        assertThat(refusal(FileChange.create(RULES, "new\n")))
                .isInstanceOf(FileChangedException.class)
                .hasMessage(RULES + " is not as expected: it is there already; nothing was written");
        for (Path missing : List.of(DEVICE, RULES.resolveSibling("other"))) {
            assertThat(refusal(FileChange.delete(missing, "{}")))
                    .isInstanceOf(FileChangedException.class)
                    .hasMessage(missing + " is not as expected: it is missing; nothing was written");
        }
    }

    /** Behind a change that could be made. */
    private FileTransactionException refusal(FileChange change) {
        SortedMap<Path, String> before = Tree.read(root);
        FileTransactionException refused = failureOf(transaction(FileChange.create(Path.of("new/file"), ""), change));
        assertThat(Tree.read(root)).isEqualTo(before);
        assertThat(refused.isUndone()).isTrue();
        assertThat(refused.leftovers()).isEmpty();
        assertThat(refused.operation()).isEqualTo("check");
        assertThat(refused.outcomes()).hasSize(2).extracting(FileOutcome::state).containsOnly(FileOutcome.State.OLD);
        return refused;
    }

    @Test
    void aLinkInThePlaceOfTheFileIsRefused() throws IOException {
        Path link = RULES.resolveSibling("link");
        Files.createSymbolicLink(root.resolve(link), root.resolve(RULES));
        assertThat(refusal(FileChange.replace(link, "old\n", "new\n")))
                .isNotInstanceOf(FileChangedException.class)
                .hasMessage("cannot check " + link + " (java.nio.file.FileSystemException: " + link
                        + ": is a symbolic link, and links are not followed); everything is as before");
        Path dangling = RULES.resolveSibling("dangling");
        Files.createSymbolicLink(root.resolve(dangling), Path.of("nowhere"));
        assertThat(refusal(FileChange.create(dangling, ""))).hasMessageContaining("is a symbolic link");
    }

    @Test
    void aLinkOnTheWayIsRefused() throws IOException {
        Files.createSymbolicLink(root.resolve("out"), Path.of("etc"));
        assertThat(refusal(FileChange.create(Path.of("out/file"), "")))
                .hasCauseInstanceOf(FileSystemException.class)
                .hasMessageContaining("out: is a symbolic link");
    }

    @Test
    void aDirectoryInThePlaceOfTheFileIsRefused() {
        assertThat(refusal(FileChange.create(DIRECTORY, ""))).hasMessageContaining(DIRECTORY + ": is no file");
    }

    @Test
    void aFileInThePlaceOfADirectoryIsRefused() {
        Path below = RULES.resolve("below/file");
        assertThat(refusal(FileChange.create(below, ""))).hasMessageContaining(RULES + ": is no directory");
    }

    @Test
    void aRootThatIsNoDirectoryIsAnError() {
        for (Path nowhere : List.of(root.resolve("nowhere"), root.resolve(RULES))) {
            FileTransactionException failure = failureOf(FileTransaction.of(nowhere, List.of()));
            assertThat(failure)
                    .hasCauseInstanceOf(NotDirectoryException.class)
                    .hasMessageContaining("cannot check the root")
                    .hasMessageContaining(nowhere.toString());
            assertThat(failure.path()).isEqualTo(Path.of(""));
        }
        assertThat(root.resolve("nowhere")).doesNotExist();
    }

    @Test
    void aRootThatIsALinkIsFollowed() throws IOException {
        Path link = Files.createSymbolicLink(root.resolve("link"), root);
        FileTransaction.of(link, List.of(FileChange.create(Path.of("x"), "new")))
                .apply();
        assertThat(root.resolve("x")).hasContent("new");
    }

    @Test
    void twoChangesOfAFileAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transaction(FileChange.create(RULES, "a"), FileChange.delete(RULES, "a")))
                .withMessage("there are two changes of " + RULES);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> transaction(FileChange.create(Path.of("a/b/c"), ""), FileChange.delete(Path.of("a"), "")))
                .withMessage("a cannot be a file and the directory of a/b/c in one transaction");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-r-----", "r--r--r--", "rwxrwxrwx"})
    void theModeIsKeptAlsoWithoutLinks(String mode) throws IOException {
        Files.setPosixFilePermissions(root.resolve(RULES), PosixFilePermissions.fromString(mode));
        transaction(FileChange.replace(RULES, "old\n", "new\n")).apply();
        assertThat(Tree.read(root)).containsEntry(RULES, mode + " new\n");
        SortedMap<Path, String> before = Tree.read(root);
        FileTransaction failing = new FileTransaction(
                new WithoutLinks(root, true), List.of(FileChange.replace(RULES, "new\n", "newer\n")));
        assertThat(failureOf(failing).isUndone()).isTrue();
        assertThat(Tree.read(root)).isEqualTo(before);
        new FileTransaction(new WithoutLinks(root, false), List.of(FileChange.replace(RULES, "new\n", "newer\n")))
                .apply();
        assertThat(Tree.read(root)).hasSameSizeAs(before).containsEntry(RULES, mode + " newer\n");
    }

    /** A disk that gives files one name only, and can fail to write the names of a directory. */
    private static class WithoutLinks extends FaultyOperations {
        private boolean failsSync;

        WithoutLinks(Path root, boolean failsSync) {
            super(root, Failure.BEFORE, (number, modifies) -> false);
            this.failsSync = failsSync;
        }

        @Override
        public void link(Path link, Path existing) throws IOException {
            throw new FileSystemException(link.toString(), null, "Operation not permitted");
        }

        @Override
        public void sync(Path path) throws IOException {
            if (failsSync && path.equals(DIRECTORY)) {
                failsSync = false;
                throw new IOException("no names");
            }
            super.sync(path);
        }
    }

    @Test
    void theErrorOfTheLinkIsTheReasonForTheCopyThatFailed() {
        FileTransaction failing = new FileTransaction(
                new WithoutLinks(root, false) {
                    @Override
                    public void create(Path file, byte[] content) throws IOException {
                        if (file.toString().endsWith(".old")) {
                            throw new IOException("no space");
                        }
                        super.create(file, content);
                    }
                },
                List.of(FileChange.replace(RULES, "old\n", "new\n")));
        FileTransactionException failure = failureOf(failing);
        assertThat(failure.operation()).isEqualTo("back up");
        assertThat(failure.getCause())
                .hasMessage("no space")
                .satisfies(cause -> assertThat(cause.getSuppressed())
                        .singleElement()
                        .satisfies(error -> assertThat(error).hasMessageContaining("Operation not permitted")));
    }

    @Test
    void theOwnerIsKept() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root gives files away");
        Files.setAttribute(root.resolve(RULES), "unix:uid", 12345);
        Files.setAttribute(root.resolve(RULES), "unix:gid", 54321);
        transaction(FileChange.replace(RULES, "old\n", "new\n")).apply();
        assertThat(root.resolve(RULES)).hasContent("new\n");
        assertThat(Files.getAttribute(root.resolve(RULES), "unix:uid")).isEqualTo(12345);
        assertThat(Files.getAttribute(root.resolve(RULES), "unix:gid")).isEqualTo(54321);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0777", "0077", "0000"})
    void theUmaskDoesNotMatter(String umask) throws IOException, InterruptedException {
        Files.setPosixFilePermissions(root.resolve(RULES), PosixFilePermissions.fromString("rw-r-----"));
        assertThat(ApplyOnce.withUmask(umask, root, RULES, "old\n", "new\n", DEVICE))
                .isZero();
        assertThat(Tree.read(root))
                .containsEntry(RULES, "rw-r----- new\n")
                .containsEntry(DEVICE, "rw-r--r-- new\n")
                .containsEntry(DEVICE.getParent(), Tree.DIRECTORY);
    }

    @Test
    void undoingGivesTheSameFileBack() throws IOException {
        Object key = Files.getAttribute(root.resolve(RULES), "unix:ino");
        FileTransaction failing = new FileTransaction(
                new FaultyOperations(root, Failure.BEFORE, (number, modifies) -> false) {
                    private boolean failed;

                    @Override
                    public void sync(Path path) throws IOException {
                        if (path.equals(DIRECTORY) && !failed) {
                            failed = true;
                            assertThat(root.resolve(RULES)).hasContent("new\n");
                            throw new IOException("no names");
                        }
                        super.sync(path);
                    }
                },
                List.of(FileChange.replace(RULES, "old\n", "new\n")));
        FileTransactionException failure = failureOf(failing);
        assertThat(failure)
                .hasMessage("cannot sync " + DIRECTORY + " (java.io.IOException: no names); everything is as before");
        assertThat(failure.path()).isEqualTo(DIRECTORY);
        assertThat(Files.getAttribute(root.resolve(RULES), "unix:ino")).isEqualTo(key);
    }

    @Test
    void whatCannotBeUndoneIsNamedWithItsBackup() {
        FileTransaction failing = new FileTransaction(
                new FaultyOperations(root, Failure.BEFORE, (number, modifies) -> false) {
                    @Override
                    public void rename(Path from, Path to) throws IOException {
                        if (to.equals(DEVICE) || from.toString().endsWith(".old")) {
                            throw new IOException("no " + to.getFileName());
                        }
                        super.rename(from, to);
                    }
                },
                List.of(FileChange.replace(RULES, "old\n", "new\n"), FileChange.create(DEVICE, "{}")));
        FileTransactionException failure = failureOf(failing);
        Path backup = failure.outcomes().get(0).backup().orElseThrow();
        assertThat(failure.outcomes())
                .containsExactly(
                        new FileOutcome(RULES, FileOutcome.State.NEW, Optional.of(backup)),
                        new FileOutcome(DEVICE, FileOutcome.State.OLD, Optional.empty()));
        assertThat(failure)
                .hasMessage("cannot replace " + DEVICE + " (java.io.IOException: no " + DEVICE.getFileName()
                        + "), and undoing it failed: " + RULES + " is new (before: " + backup + "), " + DEVICE
                        + " is old; left behind: " + backup);
        assertThat(failure.isUndone()).isFalse();
        assertThat(failure.getSuppressed())
                .singleElement()
                .satisfies(error -> assertThat(error).hasMessage("no 41-ap.rules"));
        assertThat(root.resolve(backup)).hasContent("old\n");
        assertThat(Tree.hidden(root)).containsExactly(backup);
    }

    @Test
    void theContentOfSomeoneElseIsNeitherOldNorNew() {
        FileTransaction failing = new FileTransaction(
                new FaultyOperations(root, Failure.BEFORE, (number, modifies) -> false) {
                    @Override
                    public void rename(Path from, Path to) throws IOException {
                        if (from.toString().endsWith(".new")) {
                            super.rename(from, to);
                            Files.writeString(root.resolve(to), "theirs");
                        }
                        throw new IOException("no");
                    }
                },
                List.of(FileChange.replace(RULES, "old\n", "new\n")));
        FileTransactionException failure = failureOf(failing);
        assertThat(failure).hasMessageContaining(RULES + " is in an unknown state (before: ");
        assertThat(root.resolve(RULES)).hasContent("theirs");
    }

    @Test
    void aBackupThatCannotBeRemovedIsReported() {
        FileTransaction transaction = new FileTransaction(
                new FaultyOperations(root, Failure.BEFORE, (number, modifies) -> false) {
                    @Override
                    public void delete(Path path) throws IOException {
                        throw new IOException("no");
                    }
                },
                List.of(FileChange.replace(RULES, "old\n", "new\n")));
        FileTransactionReport report = transaction.apply();
        assertThat(root.resolve(RULES)).hasContent("new\n");
        assertThat(report.leftovers()).hasSize(1).isEqualTo(Tree.hidden(root));
        assertThat(report.leftovers().get(0).getFileName().toString())
                .matches("\\.41-ap\\.rules\\.apmatrix-[0-9a-f]{16}\\.old");
    }

    @Test
    void aDirectoryThatSomeoneElseUsesMeanwhileStays() {
        Path theirs = DEVICE.resolveSibling("theirs");
        FaultyOperations disk = new FaultyOperations(root, Failure.BEFORE, (number, modifies) -> false) {
            @Override
            public void rename(Path from, Path to) throws IOException {
                Files.writeString(root.resolve(theirs), "theirs");
                throw new IOException("no");
            }
        };
        FileTransactionException failure =
                failureOf(new FileTransaction(disk, List.of(FileChange.create(DEVICE, "{}"))));
        assertThat(failure.isUndone()).isTrue();
        assertThat(failure.getSuppressed()).isEmpty();
        assertThat(root.resolve(theirs)).hasContent("theirs");
        assertThat(root.resolve(DEVICE)).doesNotExist();
        assertThat(Tree.hidden(root)).isEmpty();
    }

    @Test
    void aDirectoryThatSomeoneElseMakesMeanwhileStays() {
        FaultyOperations disk = new FaultyOperations(root, Failure.BEFORE, (number, modifies) -> false) {
            @Override
            public void createDirectory(Path directory) throws IOException {
                super.createDirectory(directory);
                super.createDirectory(directory);
            }
        };
        FileTransactionException failure =
                failureOf(new FileTransaction(disk, List.of(FileChange.create(Path.of("new/file"), "{}"))));
        assertThat(failure.operation()).isEqualTo("make");
        assertThat(failure.getSuppressed()).isEmpty();
        assertThat(root.resolve("new")).isEmptyDirectory();
    }

    @Test
    void aFileThatSomeoneElseMakesMeanwhileIsNotDeletedWhenOursIsRefused() {
        FaultyOperations disk = new FaultyOperations(root, Failure.BEFORE, (number, modifies) -> false) {
            @Override
            public void rename(Path from, Path to) throws IOException {
                Files.writeString(root.resolve(to), "theirs");
                throw new IOException("no");
            }
        };
        Path file = RULES.resolveSibling("new");
        failureOf(new FileTransaction(disk, List.of(FileChange.create(file, "ours"))));
        assertThat(root.resolve(file)).hasContent("theirs");
    }

    @Test
    void aProgrammingErrorIsUndoneToo() {
        SortedMap<Path, String> before = Tree.read(root);
        FaultyOperations disk = new FaultyOperations(root, Failure.BEFORE, (number, modifies) -> false) {
            @Override
            public void link(Path link, Path existing) {
                throw new UncheckedIOException(new IOException("no"));
            }
        };
        FileTransactionException failure = failureOf(
                new FileTransaction(disk, List.of(FileChange.create(DEVICE, "{}"), FileChange.delete(RULES, "old\n"))));
        assertThat(failure).hasCauseInstanceOf(UncheckedIOException.class);
        assertThat(Tree.read(root)).isEqualTo(before);
    }

    @Test
    void anInterruptedThreadCompletesWhatItBegan() {
        Thread.currentThread().interrupt();
        try {
            transaction(FileChange.replace(RULES, "old\n", "new\n"), FileChange.create(DEVICE, "{}"))
                    .apply();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(root.resolve(RULES)).hasContent("new\n");
        assertThat(root.resolve(DEVICE)).hasContent("{}");
    }

    @Test
    void hiddenFilesOfOthersAreNoLeftovers() throws IOException {
        for (String name : List.of(
                ".41-ap.rules.apmatrix-0123456789abcdef.old",
                ".41-ap.rules.apmatrix-0123456789abcdef.new",
                ".41-ap.rules.apmatrix-0123456789abcdef.rules",
                ".41-ap.rules.swp",
                "41-ap.rules.apmatrix-0123456789abcdef.old")) {
            Files.writeString(root.resolve(DIRECTORY).resolve(name), "");
        }
        assertThat(FileTransaction.leftovers(root, List.of(Path.of("nowhere"), DIRECTORY)))
                .containsExactly(
                        DIRECTORY.resolve(".41-ap.rules.apmatrix-0123456789abcdef.new"),
                        DIRECTORY.resolve(".41-ap.rules.apmatrix-0123456789abcdef.old"));
        assertThatExceptionOfType(NotDirectoryException.class)
                .isThrownBy(() -> FileTransaction.leftovers(root, List.of(RULES)));
    }
}
