package io.github.apmatrix.sysfs;

import io.github.apmatrix.QuotedText;
import io.github.apmatrix.host.HostSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A captured host that a test changes before it looks at it. Paths are below {@code /sys}. */
final class EditedHost {
    private final List<String> lines;

    private EditedHost(List<String> lines) {
        this.lines = lines;
    }

    static EditedHost of(String kernel, String host) {
        return new EditedHost(
                new ArrayList<>(Captures.text(kernel, host).lines().toList()));
    }

    /** Gives an attribute that is there another content. */
    EditedHost content(SysfsPath path, String content) {
        return replaceContent(path, QuotedText.quote(content));
    }

    /** Makes reading an attribute that is there fail. */
    EditedHost unreadable(SysfsPath path, Errno errno) {
        return replaceContent(path, "!" + errno);
    }

    private EditedHost replaceContent(SysfsPath path, String content) {
        Pattern entry = Pattern.compile("file 0[0-7]{3} /sys/" + Pattern.quote(path.toString()) + " ");
        int at = indexOf(entry, path);
        String line = lines.get(at);
        lines.set(
                at,
                line.substring(
                                0,
                                line.indexOf(path.toString()) + path.toString().length()) + " " + content);
        return this;
    }

    /** Lets a link that is there lead elsewhere. */
    EditedHost target(SysfsPath link, String target) {
        String start = "link /sys/" + link + " => ";
        lines.set(indexOf(Pattern.compile(Pattern.quote(start)), link), start + target);
        return this;
    }

    /** Takes away what stands at a path, and all below it. */
    EditedHost without(SysfsPath path) {
        Pattern entry = Pattern.compile("(file 0[0-7]{3}|dir|link) /sys/" + Pattern.quote(path.toString()) + "( |/|$)");
        if (!lines.removeIf(line -> entry.matcher(line).lookingAt())) {
            throw new IllegalArgumentException("nothing at " + path);
        }
        return this;
    }

    /** Takes away all that stands in a directory but one entry; the directory stays. */
    EditedHost onlyKeep(SysfsPath directory, String name) {
        String inside = " /sys/" + directory + "/";
        lines.removeIf(line -> line.contains(inside) && !line.contains(inside + name));
        return this;
    }

    EditedHost with(String line) {
        lines.add(line);
        return this;
    }

    private int indexOf(Pattern entry, SysfsPath path) {
        for (int i = 0; i < lines.size(); i++) {
            if (entry.matcher(lines.get(i)).lookingAt()) {
                return i;
            }
        }
        throw new IllegalArgumentException("no such entry: " + path);
    }

    Sysfs sysfs() {
        return Capture.parse(String.join("\n", lines)).sysfs();
    }

    HostSnapshot snapshot() {
        return ApHost.at(sysfs()).snapshot();
    }
}
