package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.sysfs.Errno;

/** How often the AP bus looks at the machine and at its queues; numbers that are kept and shown. Source: {@code ap_bus.c}. */
final class PollSettings {
    static final ImmutableList<Attribute<PollSettings>> ATTRIBUTES = ImmutableList.of(
            Attribute.readWrite("config_time", poll -> poll.configTime + "\n", PollSettings::storeConfigTime),
            Attribute.readWrite("poll_thread", poll -> KernelText.flag(poll.pollThread), PollSettings::storePollThread),
            Attribute.readWrite("poll_timeout", poll -> poll.pollTimeout + "\n", PollSettings::storePollTimeout));

    private static final long MAX_POLL_TIMEOUT = 120_000_000_000L;

    private final KernelProfile profile;
    private final boolean usesInterrupts;
    private boolean pollThread;
    private int configTime = 30;
    private long pollTimeout = 250_000;

    PollSettings(KernelProfile profile, ApParameters parameters, boolean usesInterrupts) {
        this.profile = profile;
        this.usesInterrupts = usesInterrupts;
        this.pollThread = parameters.startsPollThread() && !usesInterrupts;
    }

    private void storeConfigTime(String value) {
        int seconds = KernelText.decimal(value, profile.overflow());
        if (seconds < 5 || seconds > 120) {
            throw new KernelRefusal(Errno.EINVAL);
        }
        configTime = seconds;
    }

    /** While the bus uses interrupts, the thread is never started. */
    private void storePollThread(String value) {
        boolean wanted = profile.parsesPollSettingsStrictly()
                ? KernelText.bool(value, profile.knowsEnableAndDisable())
                : KernelText.decimal(value, profile.overflow()) != 0;
        pollThread = wanted && !usesInterrupts;
    }

    private void storePollTimeout(String value) {
        long nanoseconds =
                profile.parsesPollSettingsStrictly() ? KernelText.unsigned(value) : KernelText.looseUnsigned(value);
        long minimum = profile.parsesPollSettingsStrictly() ? 0 : 1;
        if (nanoseconds < minimum || nanoseconds > MAX_POLL_TIMEOUT) {
            throw new KernelRefusal(Errno.EINVAL);
        }
        pollTimeout = nanoseconds;
    }
}
