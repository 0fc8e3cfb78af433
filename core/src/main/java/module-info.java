/** Immutable model of IBM Z crypto adapter (AP) pass-through and the rules of the vfio_ap driver. */
module io.github.apmatrix {
    requires static transitive org.jspecify;
    requires transitive com.google.common;

    exports io.github.apmatrix;
    exports io.github.apmatrix.allocate;
    exports io.github.apmatrix.event;
    exports io.github.apmatrix.explain;
    exports io.github.apmatrix.health;
    exports io.github.apmatrix.host;
    exports io.github.apmatrix.plan;
    exports io.github.apmatrix.render;
    exports io.github.apmatrix.rules;
}
