package io.github.apmatrix.sysfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApLockTest {
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofSeconds(60);

    @Nested
    class InMemory {
        private final ApLock lock = ApLock.inMemory();

        @Test
        void oneAfterTheOtherGetsIt() {
            lock.acquire(Duration.ZERO).close();
            lock.acquire(Duration.ZERO).close();
        }

        @Test
        void nobodyGetsItWhileItIsHeld() {
            ApLock.Held held = lock.acquire(SHORT);
            assertThatExceptionOfType(ApLockException.class)
                    .isThrownBy(() -> lock.acquire(SHORT))
                    .withMessage("the AP configuration lock was not free within PT0.001S");
            held.close();
            lock.acquire(SHORT).close();
        }

        @Test
        void closingTwiceGivesItBackOnce() {
            ApLock.Held first = lock.acquire(SHORT);
            first.close();
            first.close();
            ApLock.Held second = lock.acquire(SHORT);
            assertThatExceptionOfType(ApLockException.class).isThrownBy(() -> lock.acquire(SHORT));
            second.close();
        }

        @Test
        void whoWaitsGetsItWhenItIsGivenBack() {
            ApLock.Held held = lock.acquire(SHORT);
            CompletableFuture<ApLock.Held> waiter = CompletableFuture.supplyAsync(() -> lock.acquire(LONG));
            held.close();
            waiter.join().close();
        }

        @Test
        void itTellsWhetherItIsTaken() {
            assertThat(lock.isHeldByThisProcess()).isFalse();
            ApLock.Held held = lock.acquire(SHORT);
            assertThat(lock.isHeldByThisProcess()).isTrue();
            held.close();
            assertThat(lock.isHeldByThisProcess()).isFalse();
        }

        @Test
        void anInterruptEndsTheWait() {
            ApLock.Held held = lock.acquire(SHORT);
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(ApLockException.class)
                    .isThrownBy(() -> lock.acquire(LONG))
                    .withMessageStartingWith("interrupted");
            assertThat(Thread.interrupted()).isTrue();
            held.close();
        }
    }

    @Nested
    class OfAFile {
        @TempDir
        private Path folder;

        private Path file() {
            return folder.resolve("s390apconfig.lock");
        }

        private static String ownPid() {
            return ProcessHandle.current().pid() + "\n";
        }

        @Test
        void itHasTheOwnersProcessIdAndGoesWithIt() throws IOException {
            ApLock.Held held = ApLock.file(file()).acquire(Duration.ZERO);
            assertThat(file()).content().isEqualTo(ownPid());
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).containsExactly(file());
            }
            held.close();
            assertThat(file()).doesNotExist();
        }

        @Test
        void aLivingOwnerIsNamedWhenTheTimeIsOver() throws IOException {
            Files.writeString(file(), "1\n");
            assertThatExceptionOfType(ApLockException.class)
                    .isThrownBy(() -> ApLock.file(file()).acquire(SHORT))
                    .withMessage(
                            "the AP configuration lock " + file() + " was not free within PT0.001S: held by process 1");
            assertThat(file()).content().isEqualTo("1\n");
        }

        @Test
        void theLockOfADeadProcessIsReplaced() throws IOException {
            Files.writeString(file(), "99999999999\n");
            ApLock.Held held = ApLock.file(file()).acquire(Duration.ZERO);
            assertThat(file()).content().isEqualTo(ownPid());
            held.close();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "0\n", "nobody\n"})
        void withoutOwnerItIsStaleOnlyAfterTwoMinutes(String content) throws IOException {
            Files.writeString(file(), content);
            assertThatExceptionOfType(ApLockException.class)
                    .isThrownBy(() -> ApLock.file(file()).acquire(SHORT));
            Files.setLastModifiedTime(file(), FileTime.from(Instant.now().minusSeconds(121)));
            ApLock.file(file()).acquire(SHORT).close();
            assertThat(file()).doesNotExist();
        }

        @Test
        void onlyTheOwnLockIsGivenBack() throws IOException {
            ApLock.Held held = ApLock.file(file()).acquire(SHORT);
            Files.writeString(file(), "1\n");
            held.close();
            assertThat(file()).content().isEqualTo("1\n");
        }

        @Test
        void closingTwiceLeavesTheLockOfTheNextThread() {
            ApLock.Held first = ApLock.file(file()).acquire(SHORT);
            first.close();
            ApLock.Held second = ApLock.file(file()).acquire(SHORT);
            first.close();
            assertThat(file()).exists();
            second.close();
            assertThat(file()).doesNotExist();
        }

        @Test
        void itIsHeldByThisProcessWhileItsOwnerIsThisProcess() {
            ApLock lock = ApLock.file(file());
            assertThat(lock.isHeldByThisProcess()).isFalse();
            ApLock.Held held = ApLock.file(file()).acquire(SHORT);
            assertThat(lock.isHeldByThisProcess()).isTrue();
            held.close();
            assertThat(lock.isHeldByThisProcess()).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"1\n", "99999999999\n", "", "nobody\n"})
        void theLockOfOthersIsNotHeldByThisProcess(String content) throws IOException {
            Files.writeString(file(), content);
            assertThat(ApLock.file(file()).isHeldByThisProcess()).isFalse();
            assertThat(file()).content().isEqualTo(content);
        }

        @Test
        void aLockThatCannotBeReadIsNamed() throws IOException {
            Files.createDirectory(file());
            assertThatExceptionOfType(ApLockException.class)
                    .isThrownBy(() -> ApLock.file(file()).isHeldByThisProcess())
                    .withMessageStartingWith("cannot read the AP configuration lock " + file());
        }

        @Test
        void everybodyCanReadTheOwner() throws IOException {
            ApLock.Held held = ApLock.file(file()).acquire(SHORT);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                    .isEqualTo("rw-r--r--");
            held.close();
        }

        @Test
        void itIsNoErrorIfItIsGoneAlready() throws IOException {
            ApLock.Held held = ApLock.file(file()).acquire(SHORT);
            Files.delete(file());
            held.close();
            assertThat(file()).doesNotExist();
        }

        @Test
        void aFolderThatIsNotThereIsNamed() {
            Path nowhere = folder.resolve("nowhere/lock");
            assertThatExceptionOfType(ApLockException.class)
                    .isThrownBy(() -> ApLock.file(nowhere).acquire(SHORT))
                    .withMessageStartingWith("cannot take the AP configuration lock " + nowhere);
        }
    }
}
