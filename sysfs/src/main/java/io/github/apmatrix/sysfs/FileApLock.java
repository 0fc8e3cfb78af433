package io.github.apmatrix.sysfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lock file of s390-tools: a temporary file with the own process id is linked to the name that all agree on. */
final class FileApLock implements ApLock {
    private static final Logger LOG = LoggerFactory.getLogger(FileApLock.class);
    /** Tools that wait read the owner, whoever they run as. */
    private static final FileAttribute<?> READABLE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"));

    private static final Duration PAUSE = Duration.ofMillis(30);
    private static final Duration STALE_WITHOUT_OWNER = Duration.ofMinutes(2);

    private final Path file;

    FileApLock(Path file) {
        this.file = file;
    }

    @Override
    public Held acquire(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            while (!link()) {
                if (removeIfStale()) {
                    continue;
                }
                if (System.nanoTime() - deadline >= 0) {
                    throw new ApLockException(
                            "the AP configuration lock " + file + " was not free within " + timeout + ": "
                                    + owner().map(pid -> "held by process " + pid)
                                            .orElse("no owner in it"),
                            null);
                }
                Thread.sleep(PAUSE.toMillis()); // nobody tells when the file goes; chzdev looks as often
            }
        } catch (IOException e) {
            throw new ApLockException("cannot take the AP configuration lock " + file + " (" + e + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApLockException("interrupted while waiting for the AP configuration lock " + file, e);
        }
        AtomicBoolean held = new AtomicBoolean(true);
        return () -> {
            // a second release would take the file of another thread of this process
            if (held.getAndSet(false)) {
                release();
            }
        };
    }

    @Override
    public boolean isHeldByThisProcess() {
        try {
            return isOwn();
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new ApLockException("cannot read the AP configuration lock " + file + " (" + e + ")", e);
        }
    }

    private boolean isOwn() throws IOException {
        return pid(Files.readString(file, StandardCharsets.ISO_8859_1)).equals(OptionalLong.of(ownPid()));
    }

    private static long ownPid() {
        return ProcessHandle.current().pid();
    }

    /** Links a complete file to the name, so that nobody ever sees a half-written owner. */
    private boolean link() throws IOException {
        Path temporary = Files.createTempFile(
                file.toAbsolutePath().getParent(), file.getFileName() + "." + ownPid(), null, READABLE);
        try {
            Files.writeString(temporary, ownPid() + "\n", StandardOpenOption.TRUNCATE_EXISTING);
            Files.createLink(file, temporary);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.delete(temporary);
        }
    }

    /** Removes a lock whose owner is gone; one without owner only when it is old, it may just be written. */
    private boolean removeIfStale() throws IOException {
        try {
            OptionalLong pid = pid(Files.readString(file, StandardCharsets.ISO_8859_1));
            boolean stale = (pid.isPresent() && pid.getAsLong() != 0)
                    ? ProcessHandle.of(pid.getAsLong()).isEmpty()
                    : Files.getLastModifiedTime(file)
                            .toInstant()
                            .isBefore(Instant.now().minus(STALE_WITHOUT_OWNER));
            if (stale) {
                LOG.warn("removing the stale lock {} of process {}", file, pid);
                Files.deleteIfExists(file);
            }
            return stale;
        } catch (NoSuchFileException e) {
            return true; // it was given back just now
        }
    }

    private static OptionalLong pid(String content) {
        String text = content.strip();
        return text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private Optional<String> owner() throws IOException {
        try {
            return Optional.of(
                            Files.readString(file, StandardCharsets.ISO_8859_1).strip())
                    .filter(text -> !text.isEmpty());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Only the own lock is given back: somebody may have taken it for stale. */
    private void release() {
        try {
            if (isOwn()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            LOG.warn("the lock {} is gone", file);
        } catch (IOException e) {
            LOG.warn("cannot give back the lock {}", file, e);
        }
    }

    @Override
    public String toString() {
        return "ApLock[" + file + "]";
    }
}
