package io.github.apmatrix.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running {@code udevadm monitor}. Its output is taken by looking what is there: a read that waits could not be stopped, and
 * would need a thread of its own.
 */
final class UdevMonitor implements UeventSource.Monitor {
    private static final Logger LOG = LoggerFactory.getLogger(UdevMonitor.class);
    /** As much as a pipe usually holds. */
    private static final int MOST_AT_ONCE = 1 << 16;

    private final Process process;
    private final UdevOutput output = new UdevOutput();
    private volatile boolean open = true;

    UdevMonitor(Process process) {
        this.process = process;
    }

    @Override
    public boolean hasNews() {
        if (!open) {
            return false;
        }
        try {
            boolean running = process.isAlive(); // asked first: what it wrote before it ended is in the pipe then
            InputStream pipe = process.getInputStream();
            byte[] bytes = pipe.readNBytes(Math.min(pipe.available(), MOST_AT_ONCE));
            if (!running && bytes.length == 0) {
                ended("exit " + process.exitValue());
            }
            List<KernelUevent> events = output.take(new String(bytes, StandardCharsets.ISO_8859_1));
            events.forEach(event -> LOG.debug("{}", event));
            return !events.isEmpty();
        } catch (IOException e) {
            ended(e.toString());
            return false;
        }
    }

    private void ended(String how) {
        if (open) {
            LOG.warn("udevadm has ended ({}), so the host is only read at intervals", how);
            close();
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }
}
