package io.github.apmatrix.testkit.contract;

import io.github.apmatrix.sysfs.Sysfs;

class SimulatedApBusContractTest extends ApBusContract {
    @Override
    protected Sysfs sysfs() {
        return ReferenceHost.boot().sysfs();
    }
}
