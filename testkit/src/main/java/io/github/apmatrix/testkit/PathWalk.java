package io.github.apmatrix.testkit;

import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.testkit.Node.Directory;
import io.github.apmatrix.testkit.Node.Link;
import org.jspecify.annotations.Nullable;

/**
 * One path lookup. Links are relative to the directory that they really stand in, however it was reached, so the walk
 * keeps the directories from the root down to where it is.
 */
final class PathWalk {
    private static final int MAX_LINKS = 40;

    private Place place;
    private int links;

    PathWalk(Place start) {
        this.place = start;
    }

    /** Where a walk is: a directory below others. */
    record Place(Directory directory, @Nullable Place above) {}

    /** Finds what stands at a path; a link at its end is followed. */
    Node follow(String path) {
        return walk(path, true);
    }

    /** Finds what stands at a path; a link at its end is the answer, unless a slash behind it asks for the directory. */
    Node find(String path) {
        return walk(path, path.endsWith("/"));
    }

    private Node walk(String path, boolean followLast) {
        Node at = place.directory();
        int end;
        for (int start = 0; start <= path.length(); start = end + 1) {
            end = path.indexOf('/', start);
            end = end < 0 ? path.length() : end;
            String part = path.substring(start, end);
            if (!(at instanceof Directory directory)) {
                throw new KernelRefusal(Errno.ENOTDIR);
            } else if (part.equals("..")) {
                Place above = place.above();
                place = above == null ? place : above;
                at = place.directory();
            } else if (!part.isEmpty() && !part.equals(".")) {
                at = enter(directory, part, end < path.length() || followLast);
            }
        }
        return at;
    }

    private Node enter(Directory directory, String name, boolean follow) {
        Node node = directory.child(name);
        if (node == null) {
            throw new KernelRefusal(Errno.ENOENT);
        } else if (node instanceof Link link && follow) {
            links++;
            if (links > MAX_LINKS) {
                throw new KernelRefusal(Errno.ELOOP);
            }
            return walk(link.target(), true);
        } else if (node instanceof Directory entered) {
            place = new Place(entered, place);
        }
        return node;
    }
}
