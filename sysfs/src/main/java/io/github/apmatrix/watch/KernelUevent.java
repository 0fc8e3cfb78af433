package io.github.apmatrix.watch;

import com.google.common.collect.ImmutableMap;

/**
 * An event of the kernel.
 *
 * @param action what happened, for example {@code bind}
 * @param devpath the path below {@code /sys}, for example {@code /devices/ap/card0a/0a.0001}
 * @param subsystem what the device belongs to, for example {@code ap}
 * @param variables all variables, in the order in which they were printed
 */
record KernelUevent(String action, String devpath, String subsystem, ImmutableMap<String, String> variables) {
    @Override
    public String toString() {
        return "uevent: " + action + " " + devpath + " " + variables;
    }
}
