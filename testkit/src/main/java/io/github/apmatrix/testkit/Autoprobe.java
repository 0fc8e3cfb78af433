package io.github.apmatrix.testkit;

/** The {@code drivers_autoprobe} attribute of a bus: what starts with 0 turns it off, anything else on. */
final class Autoprobe {
    private boolean on = true;

    boolean isOn() {
        return on;
    }

    String show() {
        return on ? "1\n" : "0\n";
    }

    void store(String value) {
        on = !value.startsWith("0");
    }
}
