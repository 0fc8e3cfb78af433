package io.github.apmatrix.sysfs;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import io.github.apmatrix.sysfs.Capture.Entry;
import io.github.apmatrix.sysfs.FileStatus.Kind;
import io.github.apmatrix.sysfs.SysfsCall.Operation;
import java.util.Optional;

/** A recorded host as a sysfs that can only be read. */
final class CaptureSysfs implements Sysfs {
    private final ApLock lock = ApLock.inMemory();
    private final ImmutableSortedMap<SysfsPath, Entry> entries;
    private final LinkWalk walk;

    CaptureSysfs(ImmutableSortedMap<SysfsPath, Entry> entries) {
        this.entries = entries;
        this.walk = new LinkWalk(path -> Optional.ofNullable(entries.get(path))
                .filter(entry -> entry.status().kind() == Kind.LINK)
                .map(Entry::content));
    }

    @Override
    public ApLock lock() {
        return lock;
    }

    @Override
    public String read(SysfsPath path) {
        SysfsCall call = SysfsCall.of(Operation.READ, path);
        Entry entry = findAttribute(call);
        if (entry.errno() != Errno.UNKNOWN) {
            throw SysfsException.of(call, entry.errno());
        }
        return entry.content();
    }

    @Override
    public void write(SysfsPath path, String value) {
        SysfsCall call = SysfsCall.write(path, value);
        findAttribute(call);
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
        SysfsCall call = SysfsCall.of(Operation.STAT, path);
        SysfsPath at = walk.followParent(path, call);
        refuseBelowAFile(call, at);
        Entry entry = entries.get(at);
        if (entry != null) {
            return entry.status();
        }
        return isImplied(at) ? Entry.DIRECTORY.status() : FileStatus.ABSENT;
    }

    /** An attribute is never a link: as with files, one at the end of a path is not followed. */
    private Entry findAttribute(SysfsCall call) {
        Entry entry = find(call, walk.followParent(call.path(), call));
        return switch (entry.status().kind()) {
            case LINK -> throw SysfsException.of(call, Errno.ELOOP);
            case DIRECTORY -> throw SysfsException.of(call, Errno.EISDIR);
            default -> entry;
        };
    }

    private Entry find(SysfsCall call, SysfsPath at) {
        Entry entry = entries.get(at);
        if (entry == null) {
            refuseBelowAFile(call, at);
            throw SysfsException.of(call, isImplied(at) ? Errno.EISDIR : Errno.ENOENT);
        }
        return entry;
    }

    private void refuseBelowAFile(SysfsCall call, SysfsPath at) {
        Optional<Entry> above = at.parent().map(entries::get);
        if (above.filter(entry -> entry.status().kind() == Kind.FILE).isPresent()) {
            throw SysfsException.of(call, Errno.ENOTDIR);
        }
    }

    /** The parents of the recorded directories are not recorded themselves. */
    private boolean isImplied(SysfsPath path) {
        return !entries.containsKey(path) && !below(path).isEmpty();
    }

    private ImmutableSortedMap<SysfsPath, Entry> below(SysfsPath directory) {
        if (directory.equals(SysfsPath.root())) {
            return entries.tailMap(directory, false);
        }
        // a blank is the lowest character of a name, and '0' the one after '/'
        return entries.subMap(directory.resolve(" "), SysfsPath.of(directory + "0"));
    }

    @Override
    public String toString() {
        return "capture of " + entries.size() + " entries";
    }
}
