package io.github.apmatrix.examples;

import com.google.common.collect.ImmutableSortedSet;
import io.github.apmatrix.sysfs.ApLock;
import io.github.apmatrix.sysfs.FileStatus;
import io.github.apmatrix.sysfs.Sysfs;
import io.github.apmatrix.sysfs.SysfsPath;
import io.github.apmatrix.watch.UeventSource;
import java.io.PrintWriter;

/** A sysfs that prints each write as the shell command that it replaces. */
final class ShellEcho implements Sysfs {
    private final Sysfs sysfs;
    private final PrintWriter out;

    ShellEcho(Sysfs sysfs, PrintWriter out) {
        this.sysfs = sysfs;
        this.out = out;
    }

    @Override
    public void write(SysfsPath path, String value) {
        out.println("$ echo " + value.strip() + " > /sys/" + path);
        sysfs.write(path, value);
    }

    @Override
    public String read(SysfsPath path) {
        return sysfs.read(path);
    }

    @Override
    public ImmutableSortedSet<String> list(SysfsPath directory) {
        return sysfs.list(directory);
    }

    @Override
    public String readLink(SysfsPath link) {
        return sysfs.readLink(link);
    }

    @Override
    public FileStatus stat(SysfsPath path) {
        return sysfs.stat(path);
    }

    @Override
    public UeventSource uevents() {
        return sysfs.uevents();
    }

    @Override
    public ApLock lock() {
        return sysfs.lock();
    }
}
