package io.github.apmatrix.persistence.change;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** A disk whose operations, counted from 1, fail as planned. It does not really sync, for the sake of many runs. */
class FaultyOperations implements FileOperations {
    /** How an operation fails. */
    enum Failure {
        /** It does nothing. */
        BEFORE,
        /** It does its work and says that it failed. */
        AFTER,
        /** It writes half of the content. What cannot be halved does nothing. */
        HALFWAY
    }

    /** Which operations fail. */
    interface Plan {
        boolean fails(int number, boolean modifies);
    }

    /** The process ends: nobody catches this. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private interface Operation<T> {
        T perform() throws IOException;
    }

    private final FileOperations disk;
    private final Failure failure;
    private final Plan plan;
    private boolean kills;
    private Runnable observer = () -> {};
    private int performed;

    FaultyOperations(Path root, Failure failure, Plan plan) {
        this.disk = new DiskOperations(root);
        this.failure = failure;
        this.plan = plan;
    }

    static FaultyOperations healthy(Path root) {
        return new FaultyOperations(root, Failure.BEFORE, (number, modifies) -> false);
    }

    /** Looks at the disk after every operation. */
    FaultyOperations observedBy(Runnable newObserver) {
        observer = newObserver;
        return this;
    }

    /** The failure is the end of the process. */
    FaultyOperations killing() {
        kills = true;
        return this;
    }

    int performed() {
        return performed;
    }

    private <T> T read(Operation<T> operation) throws IOException {
        return perform(false, operation, () -> {});
    }

    private interface Half {
        void perform() throws IOException;
    }

    private void modify(Half operation) throws IOException {
        modify(operation, () -> {});
    }

    private void modify(Half operation, Half half) throws IOException {
        perform(
                true,
                () -> {
                    operation.perform();
                    return true;
                },
                half);
    }

    private <T> T perform(boolean modifies, Operation<T> operation, Half half) throws IOException {
        performed++;
        boolean fails = plan.fails(performed, modifies);
        if (fails && failure != Failure.AFTER) {
            if (failure == Failure.HALFWAY) {
                half.perform();
            }
            throw planned();
        }
        T result = operation.perform();
        observer.run();
        if (fails) {
            throw planned();
        }
        return result;
    }

    private IOException planned() {
        if (kills) {
            throw new Killed();
        }
        return new IOException("planned failure of operation " + performed);
    }

    @Override
    public void checkRoot() throws IOException {
        read(() -> {
            disk.checkRoot();
            return true;
        });
    }

    @Override
    public Optional<PosixFileAttributes> attributes(Path path) throws IOException {
        return read(() -> disk.attributes(path));
    }

    @Override
    public byte[] read(Path file) throws IOException {
        return read(() -> disk.read(file));
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        modify(() -> disk.createDirectory(directory));
    }

    @Override
    public void create(Path file, byte[] content) throws IOException {
        modify(() -> disk.create(file, content), () -> disk.create(file, Arrays.copyOf(content, content.length / 2)));
    }

    @Override
    public void setOwner(Path file, UserPrincipal owner, GroupPrincipal group) throws IOException {
        modify(() -> disk.setOwner(file, owner, group));
    }

    @Override
    public void setMode(Path path, Set<PosixFilePermission> mode) throws IOException {
        modify(() -> disk.setMode(path, mode));
    }

    @Override
    public void sync(Path path) throws IOException {
        modify(() -> {
            if (disk.attributes(path).isEmpty()) {
                throw new IOException("nothing to sync at " + path);
            }
        });
    }

    @Override
    public void link(Path link, Path existing) throws IOException {
        modify(() -> disk.link(link, existing));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        modify(() -> disk.rename(from, to));
    }

    @Override
    public void delete(Path path) throws IOException {
        modify(() -> disk.delete(path));
    }
}
