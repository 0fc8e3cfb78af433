package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableSortedSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.sysfs.ApLock;
import io.github.apmatrix.sysfs.FileStatus;
import io.github.apmatrix.sysfs.Sysfs;
import io.github.apmatrix.sysfs.SysfsCall;
import io.github.apmatrix.sysfs.SysfsCall.Operation;
import io.github.apmatrix.sysfs.SysfsException;
import io.github.apmatrix.sysfs.SysfsPath;
import io.github.apmatrix.testkit.SimulatedFiles.LastLink;
import io.github.apmatrix.watch.UeventSource;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** The simulated kernel as the library sees it: a link at the end of an attribute's path is not followed. */
final class SimulatedSysfs implements Sysfs {
    private final Object lock;
    private final SimulatedFiles files;
    private final Faults faults;
    private final Journal journal;
    private final RemovalWait removalWait;
    private final ApLock configurationLock;
    private final UeventStream uevents;

    SimulatedSysfs(
            Object lock,
            SimulatedFiles files,
            Faults faults,
            Journal journal,
            RemovalWait removalWait,
            ApLock configurationLock,
            UeventStream uevents) {
        this.removalWait = removalWait;
        this.configurationLock = configurationLock;
        this.uevents = uevents;
        this.lock = lock;
        this.files = files;
        this.faults = faults;
        this.journal = journal;
    }

    @Override
    public ApLock lock() {
        return configurationLock;
    }

    @Override
    public UeventSource uevents() {
        return uevents;
    }

    @Override
    public String read(SysfsPath path) {
        return perform(
                SysfsCall.of(Operation.READ, path),
                () -> new String(files.read(path.toString(), LastLink.REFUSE), StandardCharsets.UTF_8));
    }

    @Override
    public void write(SysfsPath path, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        perform(SysfsCall.write(path, value), () -> writeWaiting(path.toString(), bytes));
    }

    private int writeWaiting(String path, byte[] bytes) {
        try {
            return files.write(path, bytes, LastLink.REFUSE);
        } catch (WouldBlockException blocked) {
            if (removalWait.await(() -> !isThere(blocked.device()))) {
                return bytes.length;
            }
            throw blocked;
        }
    }

    private boolean isThere(MediatedDeviceId device) {
        return files.stat("devices/vfio_ap/matrix/" + device).isPresent();
    }

    @Override
    public ImmutableSortedSet<String> list(SysfsPath directory) {
        return perform(SysfsCall.of(Operation.LIST, directory), () -> files.list(directory.toString()));
    }

    @Override
    public String readLink(SysfsPath link) {
        return perform(SysfsCall.of(Operation.READ_LINK, link), () -> files.readLink(link.toString()));
    }

    @Override
    public FileStatus stat(SysfsPath path) {
        return perform(SysfsCall.of(Operation.STAT, path), () -> files.stat(path.toString()));
    }

    private <T> T perform(SysfsCall call, Supplier<T> operation) {
        synchronized (lock) {
            faults.takeWaitedFor(); // what guests waited for
            try {
                faults.beforeEffect(call);
                T answer = operation.get();
                faults.afterEffect(call);
                if (call.operation() == Operation.WRITE) {
                    journal.written(call, faults.takeWaitedFor());
                } else {
                    journal.answered(call, answer.toString());
                }
                return answer;
            } catch (WouldBlockException e) {
                journal.blocked(call);
                throw e;
            } catch (KernelRefusal e) {
                journal.refused(call, e.errno());
                throw SysfsException.of(call, e.errno());
            }
        }
    }

    @Override
    public String toString() {
        return "simulated kernel";
    }
}
