package io.github.apmatrix.testkit.contract;

import io.github.apmatrix.sysfs.Sysfs;

class SimulatedVfioApContractTest extends VfioApContract {
    @Override
    protected Sysfs sysfs() {
        return ReferenceHost.boot().sysfs();
    }
}
