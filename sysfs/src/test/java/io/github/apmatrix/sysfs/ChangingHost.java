package io.github.apmatrix.sysfs;

import com.google.common.collect.ImmutableSortedSet;

/** A captured host that becomes another one while it is read. */
final class ChangingHost implements Sysfs {
    private final ApLock lock = ApLock.inMemory();
    private volatile Sysfs now;

    ChangingHost(Sysfs first) {
        this.now = first;
    }

    void become(Sysfs next) {
        now = next;
    }

    @Override
    public String read(SysfsPath path) {
        return now.read(path);
    }

    @Override
    public void write(SysfsPath path, String value) {
        now.write(path, value);
    }

    @Override
    public ImmutableSortedSet<String> list(SysfsPath directory) {
        return now.list(directory);
    }

    @Override
    public String readLink(SysfsPath link) {
        return now.readLink(link);
    }

    @Override
    public FileStatus stat(SysfsPath path) {
        return now.stat(path);
    }

    @Override
    public ApLock lock() {
        return lock;
    }
}
