/** Typed access to the attributes of the kernel's AP bus and of vfio_ap. */
module io.github.apmatrix.sysfs {
    requires transitive io.github.apmatrix;
    requires static transitive org.jspecify;
    requires transitive com.google.common;
    requires org.slf4j;

    exports io.github.apmatrix.sysfs;
}
