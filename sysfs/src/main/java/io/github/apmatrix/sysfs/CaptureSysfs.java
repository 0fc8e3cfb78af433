package io.github.apmatrix.sysfs;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import io.github.apmatrix.sysfs.Capture.Entry;
import io.github.apmatrix.sysfs.FileStatus.Kind;
import io.github.apmatrix.sysfs.SysfsCall.Operation;
import java.util.Optional;

/** A recorded host as a sysfs that can only be read. */
final class CaptureSysfs implements Sysfs {
    private final ImmutableSortedMap<SysfsPath, Entry> entries;
    private final LinkWalk walk;

    CaptureSysfs(ImmutableSortedMap<SysfsPath, Entry> entries) {
        this.entries = entries;
        this.walk = new LinkWalk(path -> Optional.ofNullable(entries.get(path))
                .filter(entry -> entry.status().kind() == Kind.LINK)
                .map(Entry::content));
    }

    @Override
    public String read(SysfsPath path) {
        SysfsCall call = SysfsCall.of(Operation.READ, path);
        Entry entry = find(call, walk.follow(path, call));
        if (entry.status().kind() == Kind.DIRECTORY) {
            throw SysfsException.of(call, Errno.EISDIR);
        } else if (entry.errno() != Errno.UNKNOWN) {
            throw SysfsException.of(call, entry.errno());
        }
        return entry.content();
    }

    @Override
    public void write(SysfsPath path, String value) {
        SysfsCall call = SysfsCall.write(path, value);
        find(call, walk.follow(path, call));
        throw SysfsException.of(call, Errno.EROFS);
    }

    @Override
    public ImmutableSortedSet<String> list(SysfsPath directory) {
        SysfsCall call = SysfsCall.of(Operation.LIST, directory);
        SysfsPath at = walk.follow(directory, call);
        if (!isImplied(at) && find(call, at).status().kind() != Kind.DIRECTORY) {
            throw SysfsException.of(call, Errno.ENOTDIR);
        }
        int depth = at.parts().size();
        return below(at).keySet().stream()
                .map(path -> path.parts().get(depth))
                .collect(ImmutableSortedSet.toImmutableSortedSet(String::compareTo));
    }

    @Override
    public String readLink(SysfsPath link) {
        SysfsCall call = SysfsCall.of(Operation.READ_LINK, link);
        Entry entry = find(call, walk.followParent(link, call));
        if (entry.status().kind() != Kind.LINK) {
            throw SysfsException.of(call, Errno.EINVAL);
        }
        return entry.content();
    }

    @Override
    public FileStatus stat(SysfsPath path) {
        SysfsPath at = walk.followParent(path, SysfsCall.of(Operation.STAT, path));
        Entry entry = entries.get(at);
        if (entry != null) {
            return entry.status();
        }
        return isImplied(at) ? Entry.DIRECTORY.status() : FileStatus.ABSENT;
    }

    private Entry find(SysfsCall call, SysfsPath at) {
        Entry entry = entries.get(at);
        if (entry == null) {
            throw SysfsException.of(call, isImplied(at) ? Errno.EISDIR : Errno.ENOENT);
        }
        return entry;
    }

    /** The parents of the recorded directories are not recorded themselves. */
    private boolean isImplied(SysfsPath path) {
        return !entries.containsKey(path) && !below(path).isEmpty();
    }

    private ImmutableSortedMap<SysfsPath, Entry> below(SysfsPath directory) {
        if (directory.equals(SysfsPath.root())) {
            return entries;
        }
        // '0' is the character after '/'
        return entries.subMap(directory.resolve("\u0001"), SysfsPath.of(directory + "0"));
    }

    @Override
    public String toString() {
        return "capture of " + entries.size() + " entries";
    }
}
