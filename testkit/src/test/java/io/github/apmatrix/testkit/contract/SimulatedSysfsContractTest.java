package io.github.apmatrix.testkit.contract;

import com.google.common.collect.ImmutableSet;
import io.github.apmatrix.sysfs.Sysfs;

class SimulatedSysfsContractTest extends SysfsContract {
    @Override
    protected Sysfs sysfs() {
        return ReferenceHost.boot().sysfs();
    }

    @Override
    protected ImmutableSet<SysfsFeature> features() {
        return ImmutableSet.copyOf(SysfsFeature.values());
    }
}
