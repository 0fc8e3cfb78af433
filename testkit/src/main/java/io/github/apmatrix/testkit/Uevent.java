package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableMap;

/**
 * An event that the simulated kernel sent to user space, as a netlink listener like udev gets it.
 *
 * @param sequenceNumber the number of the event, from 1 at boot
 * @param action what happened, for example {@code bind}
 * @param devpath the path below {@code /sys}, for example {@code /devices/ap/card0a/0a.0001}
 * @param subsystem what the device belongs to, for example {@code ap}
 * @param variables the other variables in the order of the kernel; the values of APMASK and AQMASK end with a newline
 * @since 0.1.0
 */
public record Uevent(
        long sequenceNumber, String action, String devpath, String subsystem, ImmutableMap<String, String> variables) {
    /** Returns the event as the kernel sends it, with newlines instead of NULs. */
    @Override
    public String toString() {
        return "%s@%s\nACTION=%s\nDEVPATH=%s\nSUBSYSTEM=%s\n%sSEQNUM=%d\n"
                .formatted(action, devpath, action, devpath, subsystem, Kobject.lines(variables), sequenceNumber);
    }
}
