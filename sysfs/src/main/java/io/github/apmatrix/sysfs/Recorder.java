package io.github.apmatrix.sysfs;

import io.github.apmatrix.sysfs.Capture.Entry;
import io.github.apmatrix.sysfs.FileStatus.Kind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Records the AP part of a sysfs. Links are not followed; errors of reading are recorded like content. */
final class Recorder {
    private static final List<SysfsPath> ROOTS = List.of(
            SysfsPath.of("bus/ap"),
            SysfsPath.of("devices/ap"),
            SysfsPath.of("devices/vfio_ap"),
            SysfsPath.of("bus/mdev"),
            SysfsPath.of("bus/matrix"),
            SysfsPath.of("class/mdev_bus"),
            SysfsPath.of("module/ap"),
            SysfsPath.of("module/vfio_ap"));

    private final Sysfs sysfs;
    private final TreeMap<SysfsPath, Entry> entries = new TreeMap<>();

    Recorder(Sysfs sysfs) {
        this.sysfs = sysfs;
    }

    Map<SysfsPath, Entry> record() {
        ROOTS.forEach(this::record);
        if (entries.isEmpty()) {
            entries.put(SysfsPath.root(), Entry.DIRECTORY); // a host without AP bus is not an empty text
        }
        return entries;
    }

    private void record(SysfsPath path) {
        try {
            recordWhatIsThere(path);
        } catch (AttributeMissingException e) {
            entries.remove(path); // it vanished meanwhile
        }
    }

    private void recordWhatIsThere(SysfsPath path) {
        FileStatus status = sysfs.stat(path);
        if (status.kind() == Kind.LINK) {
            entries.put(path, Entry.link(sysfs.readLink(path)));
        } else if (status.kind() == Kind.FILE) {
            entries.put(path, file(path, status));
        } else if (status.kind() == Kind.DIRECTORY) {
            entries.put(path, Entry.DIRECTORY);
            sysfs.list(path).forEach(name -> record(path.resolve(name)));
        }
    }

    private Entry file(SysfsPath path, FileStatus status) {
        try {
            return new Entry(status, sysfs.read(path), Errno.UNKNOWN);
        } catch (SysfsException e) {
            // an error that has no name is recorded as the most general one
            return new Entry(status, "", e.errno() == Errno.UNKNOWN ? Errno.EIO : e.errno());
        }
    }
}
