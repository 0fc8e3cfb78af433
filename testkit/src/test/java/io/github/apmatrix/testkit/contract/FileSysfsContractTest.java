package io.github.apmatrix.testkit.contract;

import com.google.common.collect.ImmutableSet;
import io.github.apmatrix.sysfs.Capture;
import io.github.apmatrix.sysfs.FileSysfs;
import io.github.apmatrix.sysfs.Sysfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Plain files: they take every value, and the mode does not bind who may do anything. */
class FileSysfsContractTest extends SysfsContract {
    @TempDir
    Path root;

    @Override
    protected Sysfs sysfs() {
        try {
            Path fresh = Files.createTempDirectory(root, "sys");
            Capture.record(ReferenceHost.boot().sysfs()).unpack(fresh);
            return FileSysfs.at(fresh);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected ImmutableSet<SysfsFeature> features() {
        return ImmutableSet.of(SysfsFeature.WRITES);
    }
}
