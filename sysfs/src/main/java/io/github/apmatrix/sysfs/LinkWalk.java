package io.github.apmatrix.sysfs;

import java.util.Optional;
import java.util.function.Function;

/** Follows links along a path in a tree that is not in the file system, and never leaves its root. */
final class LinkWalk {
    private static final int MAX_LINKS = 40; // as the kernel

    private final Function<SysfsPath, Optional<String>> target;

    LinkWalk(Function<SysfsPath, Optional<String>> target) {
        this.target = target;
    }

    /** Returns the path without links. */
    SysfsPath follow(SysfsPath path, SysfsCall call) {
        return walk(SysfsPath.root(), path, call, 0);
    }

    /** Returns the path whose directory is without links; what stands at its end is left alone. */
    SysfsPath followParent(SysfsPath path, SysfsCall call) {
        return path.parent()
                .map(parent -> follow(parent, call).resolve(path.name()))
                .orElse(path);
    }

    private SysfsPath walk(SysfsPath start, SysfsPath rest, SysfsCall call, int links) {
        SysfsPath at = start;
        for (String part : rest.parts()) {
            SysfsPath next = at.resolve(part);
            Optional<String> link = target.apply(next);
            if (link.isPresent()) {
                if (links == MAX_LINKS) {
                    throw SysfsException.of(call, Errno.ELOOP);
                }
                SysfsPath resolved = next.resolveLink(link.orElseThrow())
                        .orElseThrow(() -> new AccessRefusedException(
                                call, Errno.UNKNOWN, "the path leads out of the root through " + next, null));
                at = walk(SysfsPath.root(), resolved, call, links + 1);
            } else {
                at = next;
            }
        }
        return at;
    }
}
