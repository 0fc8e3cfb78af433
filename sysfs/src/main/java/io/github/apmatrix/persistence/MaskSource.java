package io.github.apmatrix.persistence;

/**
 * Which persistent source a mask has its value from after a boot. For each of the two masks by itself, the rule wins over the
 * kernel's parameter.
 *
 * @since 0.1.0
 */
public enum MaskSource {
    /** The udev rule of chzdev. */
    RULE("set by 41-ap.rules"),
    /** The kernel's parameter {@code ap.apmask=} or {@code ap.aqmask=}. */
    PARAMETER("set by a kernel parameter"),
    /** Neither of them: all bits are set. */
    NONE("set nowhere, so all ones");

    private final String text;

    MaskSource(String text) {
        this.text = text;
    }

    /** Returns the source in words. */
    @Override
    public String toString() {
        return text;
    }
}
