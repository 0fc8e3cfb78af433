package io.github.apmatrix.watch;

import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps failures of a source away from the watcher: one that fails is closed and has no news any more. */
final class SafeMonitor implements UeventSource.Monitor {
    private static final Logger LOG = LoggerFactory.getLogger(SafeMonitor.class);

    private final UeventSource.Monitor monitor;
    private volatile boolean open = true;

    SafeMonitor(UeventSource.Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public boolean hasNews() {
        return ask(monitor::hasNews);
    }

    @Override
    public boolean isOpen() {
        return ask(monitor::isOpen);
    }

    private boolean ask(BooleanSupplier question) {
        try {
            return open && question.getAsBoolean();
        } catch (RuntimeException e) {
            LOG.warn("{} failed, so the host is only read at intervals", monitor, e);
            close();
            return false;
        }
    }

    @Override
    public void close() {
        open = false;
        try {
            monitor.close();
        } catch (RuntimeException e) {
            LOG.warn("{} could not be closed", monitor, e);
        }
    }
}
