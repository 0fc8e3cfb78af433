package io.github.apmatrix.testkit;

import io.github.apmatrix.sysfs.Errno;
import java.util.regex.Pattern;

/** The {@code uevent} attributes. Source: {@code kobject_synth_uevent}. */
final class Uevents {
    private static final Pattern REQUEST = Pattern.compile("(?:add|remove|change|move|online|offline|bind|unbind)"
            + "(?: [0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?: [0-9a-zA-Z]+=[0-9a-zA-Z]+)*+)?");

    private Uevents() {}

    /** Asks for a synthetic event: an action, and then perhaps a UUID and variables for it. */
    static void store(String value) {
        char last = value.charAt(value.length() - 1);
        String request = last == '\n' || last == '\0' ? value.substring(0, value.length() - 1) : value;
        if (!REQUEST.matcher(request).matches()) {
            throw new KernelRefusal(Errno.EINVAL);
        }
    }
}
