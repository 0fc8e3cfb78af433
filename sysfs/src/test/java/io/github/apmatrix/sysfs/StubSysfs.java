package io.github.apmatrix.sysfs;

import com.google.common.collect.ImmutableSortedSet;
import io.github.apmatrix.sysfs.SysfsCall.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A captured host that takes writes without effect, or answers all of them with one error; every access is kept. */
final class StubSysfs implements Sysfs {
    private final ApLock lock = ApLock.inMemory();
    private final Sysfs host;
    private final Optional<Errno> answer;
    private final Set<SysfsPath> vanishing;
    private final List<SysfsCall> calls = new ArrayList<>();

    private StubSysfs(Sysfs host, Optional<Errno> answer, Set<SysfsPath> vanishing) {
        this.host = host;
        this.answer = answer;
        this.vanishing = vanishing;
    }

    static StubSysfs accepting(Sysfs host) {
        return new StubSysfs(host, Optional.empty(), Set.of());
    }

    static StubSysfs refusing(Errno errno, Sysfs host) {
        return new StubSysfs(host, Optional.of(errno), Set.of());
    }

    /** Some paths can still be seen, but are gone when they are listed, or their link or an attribute in them is read. */
    static StubSysfs vanishing(Sysfs host, SysfsPath... paths) {
        return new StubSysfs(host, Optional.empty(), Set.of(paths));
    }

    List<SysfsCall> calls() {
        return List.copyOf(calls);
    }

    List<SysfsCall> writes() {
        return calls.stream()
                .filter(call -> call.operation() == Operation.WRITE)
                .toList();
    }

    @Override
    public ApLock lock() {
        return lock;
    }

    @Override
    public String read(SysfsPath path) {
        SysfsCall call = SysfsCall.of(Operation.READ, path);
        calls.add(call);
        if (path.parent().filter(vanishing::contains).isPresent()) {
            throw SysfsException.of(call, Errno.ENOENT);
        }
        return host.read(path);
    }

    @Override
    public void write(SysfsPath path, String value) {
        SysfsCall call = SysfsCall.write(path, value);
        calls.add(call);
        if (!host.stat(path).isPresent()) {
            throw SysfsException.of(call, Errno.ENOENT);
        }
        answer.ifPresent(errno -> {
            throw SysfsException.of(call, errno);
        });
    }

    @Override
    public ImmutableSortedSet<String> list(SysfsPath directory) {
        stillThere(SysfsCall.of(Operation.LIST, directory));
        return host.list(directory);
    }

    @Override
    public String readLink(SysfsPath link) {
        stillThere(SysfsCall.of(Operation.READ_LINK, link));
        return host.readLink(link);
    }

    private void stillThere(SysfsCall call) {
        calls.add(call);
        if (vanishing.contains(call.path())) {
            throw SysfsException.of(call, Errno.ENOENT);
        }
    }

    @Override
    public FileStatus stat(SysfsPath path) {
        calls.add(SysfsCall.of(Operation.STAT, path));
        return host.stat(path);
    }
}
