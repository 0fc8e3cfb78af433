package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableSet;
import io.github.apmatrix.sysfs.Errno;

/** The {@code uevent} attributes. Source: {@code kobject_synth_uevent}. */
final class Uevents {
    private static final ImmutableSet<String> ACTIONS =
            ImmutableSet.of("add", "remove", "change", "move", "online", "offline", "bind", "unbind");

    private Uevents() {}

    /** Asks for a synthetic event: the first word is its action. */
    static void store(String value) {
        String text = KernelText.untilNul(value);
        String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        int blank = line.indexOf(' ');
        if (!ACTIONS.contains(blank < 0 ? line : line.substring(0, blank))) {
            throw new KernelRefusal(Errno.EINVAL);
        }
    }
}
