package io.github.apmatrix.sysfs;

import io.github.apmatrix.host.Answer;

/**
 * A mediated device was not removed, because a guest or another process has it open, or may have: the kernel would have
 * blocked the caller until it is closed. Nothing was written.
 *
 * @since 0.1.0
 */
public final class DeviceHeldException extends SysfsException {
    private static final long serialVersionUID = 1L;

    /** Whether the device is known to be held. */
    private final Answer held;

    DeviceHeldException(SysfsCall call, Answer held) {
        super(call, Errno.UNKNOWN, meaning(held), null);
        this.held = held;
    }

    private static String meaning(Answer held) {
        String what = held.isYes()
                ? "a guest or another process has the device open"
                : "it is not known whether a guest or another process has the device open";
        return "not written: " + what + ", and the write would block until it is closed";
    }

    /**
     * Returns whether the device is known to be held.
     *
     * @return yes or not known
     */
    public Answer held() {
        return held;
    }
}
