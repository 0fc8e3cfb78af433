package io.github.apmatrix.testkit;

/** Whether a bus offers new devices to its drivers: what starts with 0 turns it off, anything else on. */
final class Autoprobe {
    static final Attribute<Autoprobe> ATTRIBUTE =
            Attribute.readWrite("drivers_autoprobe", autoprobe -> KernelText.flag(autoprobe.on), Autoprobe::store);

    private boolean on = true;

    boolean isOn() {
        return on;
    }

    private void store(String value) {
        on = !value.startsWith("0");
    }
}
