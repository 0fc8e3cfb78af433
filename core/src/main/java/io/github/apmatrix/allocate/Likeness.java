package io.github.apmatrix.allocate;

import io.github.apmatrix.ApMask;

/** Bits that cannot be told apart by any of some masks: each mask has all of them or none. */
final class Likeness {
    private ApMask alike;
    private final int bit;

    Likeness(int bit, ApMask among) {
        this.bit = bit;
        this.alike = among;
    }

    Likeness tellApartBy(ApMask mask) {
        alike = mask.contains(bit) ? alike.intersect(mask) : alike.difference(mask);
        return this;
    }

    ApMask bits() {
        return alike;
    }
}
