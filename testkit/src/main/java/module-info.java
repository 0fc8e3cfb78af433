/** A simulated kernel for tests of AP pass-through without IBM Z hardware. */
module io.github.apmatrix.testkit {
    requires transitive io.github.apmatrix;
    requires transitive io.github.apmatrix.sysfs;
    requires static transitive org.jspecify;
    requires com.google.common;
    requires static transitive org.assertj.core;
    requires static transitive org.junit.jupiter.api;
    requires static transitive net.jqwik.api;

    exports io.github.apmatrix.testkit;
    exports io.github.apmatrix.testkit.arbitraries;
    exports io.github.apmatrix.testkit.assertions;
    exports io.github.apmatrix.testkit.contract;
    exports io.github.apmatrix.testkit.trace;
}
