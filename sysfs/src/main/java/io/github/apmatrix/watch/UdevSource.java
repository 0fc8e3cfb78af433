package io.github.apmatrix.watch;

import com.google.common.collect.ImmutableList;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs {@code udevadm monitor}. */
final class UdevSource implements UeventSource {
    private static final Logger LOG = LoggerFactory.getLogger(UdevSource.class);
    private static final ImmutableList<String> ARGUMENTS = ImmutableList.of(
            "monitor",
            "--kernel",
            "--property",
            "--subsystem-match=ap",
            "--subsystem-match=mdev",
            "--subsystem-match=matrix");

    /** Where it usually is: the PATH of services often lacks some of these directories. */
    static final UdevSource LOCAL = new UdevSource(
            ImmutableList.of("udevadm", "/usr/bin/udevadm", "/bin/udevadm", "/usr/sbin/udevadm", "/sbin/udevadm"));

    private final ImmutableList<String> programs;

    /** Takes names or paths of a program; the first one that can be started is used. */
    UdevSource(List<String> programs) {
        this.programs = ImmutableList.copyOf(programs);
    }

    @Override
    public Monitor open() {
        for (String program : programs) {
            try {
                return new UdevMonitor(start(program));
            } catch (IOException e) {
                LOG.debug("{} cannot be started: {}", program, e.toString());
            }
        }
        LOG.debug("without {} the host is only read at intervals", programs.get(0));
        return UeventSource.none().open();
    }

    private static Process start(String program) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                ImmutableList.<String>builder().add(program).addAll(ARGUMENTS).build());
        builder.environment().put("LC_ALL", "C");
        return builder.redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Override
    public String toString() {
        return programs.get(0) + " " + String.join(" ", ARGUMENTS);
    }
}
