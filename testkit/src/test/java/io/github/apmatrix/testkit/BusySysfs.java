package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableSortedSet;
import io.github.apmatrix.sysfs.ApLock;
import io.github.apmatrix.sysfs.FileStatus;
import io.github.apmatrix.sysfs.Sysfs;
import io.github.apmatrix.sysfs.SysfsPath;

/** A host where something can happen before each access. */
record BusySysfs(Sysfs sysfs, Runnable before) implements Sysfs {
    @Override
    public String read(SysfsPath path) {
        before.run();
        return sysfs.read(path);
    }

    @Override
    public void write(SysfsPath path, String value) {
        sysfs.write(path, value);
    }

    @Override
    public ImmutableSortedSet<String> list(SysfsPath directory) {
        before.run();
        return sysfs.list(directory);
    }

    @Override
    public String readLink(SysfsPath link) {
        before.run();
        return sysfs.readLink(link);
    }

    @Override
    public FileStatus stat(SysfsPath path) {
        before.run();
        return sysfs.stat(path);
    }

    @Override
    public ApLock lock() {
        return sysfs.lock();
    }
}
