package io.github.apmatrix.testkit.contract;

import com.google.common.collect.ImmutableSet;
import io.github.apmatrix.sysfs.Capture;
import io.github.apmatrix.sysfs.Sysfs;

class CaptureSysfsContractTest extends SysfsContract {
    @Override
    protected Sysfs sysfs() {
        return Capture.record(ReferenceHost.boot().sysfs()).sysfs();
    }

    @Override
    protected ImmutableSet<SysfsFeature> features() {
        return ImmutableSet.of(SysfsFeature.ENFORCES_MODES);
    }
}
