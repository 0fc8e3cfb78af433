package io.github.apmatrix.bench;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.VfioAp;
import io.github.apmatrix.testkit.SimulatedKernel;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Simulated hosts of any size. One adapter is the host's and another one is free, but in no device; each domain has a device
 * with the other adapters.
 */
final class SimulatedHosts {
    static final AdapterId OF_HOST = AdapterId.of(0x01);
    static final AdapterId IN_NO_DEVICE = AdapterId.of(0x02);

    private SimulatedHosts() {}

    /** A host of a size like {@code 60x85}, without devices. */
    static SimulatedKernel withoutDevices(String size) {
        String[] numbers = size.split("x", 2);
        int adapters = Integer.parseInt(numbers[0]);
        SimulatedKernel.Builder builder = SimulatedKernel.builder()
                .masks(new HostMasks(AdapterSet.of(OF_HOST), DomainSet.all()))
                .usageDomains(DomainSet.of(ApMask.of(IntStream.range(0, Integer.parseInt(numbers[1])))));
        for (int adapter = 0; adapter < adapters; adapter++) {
            builder.adapter(AdapterId.of(adapter), CardType.CEX8C);
        }
        return builder.build();
    }

    /** A host of a size like {@code 60x85}, with a device for each domain. */
    static SimulatedKernel withDevices(String size) {
        SimulatedKernel kernel = withoutDevices(size);
        ApConfig lpar = ApHost.at(kernel.sysfs()).apBus().lpar().orElseThrow();
        AdapterSet adapters = lpar.adapters().without(OF_HOST).without(IN_NO_DEVICE);
        VfioAp vfioAp = VfioAp.at(kernel.sysfs());
        for (DomainId domain : lpar.usageDomains()) {
            vfioAp.create(device(domain));
            vfioAp.configure(device(domain), ApConfig.of(adapters, DomainSet.of(domain)));
        }
        return kernel;
    }

    /** The device that has a domain. */
    static MediatedDeviceId device(DomainId domain) {
        return MediatedDeviceId.of(new UUID(0, domain.value()));
    }
}
