package io.github.apmatrix.testkit;

/** Something that happens to a host. */
interface Operation {
    /** Does it; the answer is OK or the name of an errno. */
    String perform(Console console);
}
