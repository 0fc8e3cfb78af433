package io.github.apmatrix.watch;

/** Never has news. */
enum NoUevents implements UeventSource, UeventSource.Monitor {
    INSTANCE;

    @Override
    public Monitor open() {
        return this;
    }

    @Override
    public boolean hasNews() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return false;
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "no uevents";
    }
}
