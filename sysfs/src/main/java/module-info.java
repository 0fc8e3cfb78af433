/** Typed access to the attributes of the kernel's AP bus and of vfio_ap, and to what survives a reboot. */
module io.github.apmatrix.sysfs {
    requires transitive io.github.apmatrix;
    requires static transitive org.jspecify;
    requires transitive com.google.common;
    requires java.xml;
    requires org.slf4j;
    requires tools.jackson.core;

    exports io.github.apmatrix.persistence;
    exports io.github.apmatrix.persistence.boot;
    exports io.github.apmatrix.persistence.change;
    exports io.github.apmatrix.persistence.chzdev;
    exports io.github.apmatrix.persistence.command;
    exports io.github.apmatrix.persistence.document;
    exports io.github.apmatrix.persistence.libvirt;
    exports io.github.apmatrix.persistence.lszcrypt;
    exports io.github.apmatrix.persistence.mdevctl;
    exports io.github.apmatrix.persistence.qemu;
    exports io.github.apmatrix.persistence.remote;
    exports io.github.apmatrix.persistence.snapshot;
    exports io.github.apmatrix.sysfs;
    exports io.github.apmatrix.watch;
}
