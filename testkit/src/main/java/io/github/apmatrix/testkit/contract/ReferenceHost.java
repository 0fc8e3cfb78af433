package io.github.apmatrix.testkit.contract;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.testkit.KernelProfile;
import io.github.apmatrix.testkit.SimulatedKernel;

/**
 * The host that contract tests expect: Linux 6.12; adapters 00 (CEX7A) and 0a (CEX7P) with domains 0001 and 0004; the
 * host keeps 00, and 0a is freed; {@link #DEVICE} has 0a.0004; no guest runs.
 *
 * @since 0.1.0
 */
public final class ReferenceHost {
    /** The adapter that the host keeps. */
    public static final AdapterId KEPT = AdapterId.of(0x00);

    /** The adapter that is freed for vfio_ap. */
    public static final AdapterId FREED = AdapterId.of(0x0a);

    /** The domain that is assigned on {@link #FREED}. */
    public static final DomainId ASSIGNED = DomainId.of(0x04);

    /** The domain that is not assigned. */
    public static final DomainId UNASSIGNED = DomainId.of(0x01);

    /** The mediated device. */
    public static final MediatedDeviceId DEVICE = MediatedDeviceId.parse("62177883-f1bb-47f0-914d-32a22e3a8804");

    private ReferenceHost() {}

    /**
     * Boots a simulated kernel with this host.
     *
     * @return a fresh kernel
     */
    public static SimulatedKernel boot() {
        DomainSet domains = DomainSet.of(ASSIGNED, UNASSIGNED);
        SimulatedKernel kernel = SimulatedKernel.builder()
                .profile(KernelProfile.LINUX_6_12)
                .adapter(KEPT, CardType.CEX7A)
                .adapter(FREED, CardType.CEX7P)
                .usageDomains(domains)
                .controlDomains(domains)
                .build();
        ApHost host = ApHost.at(kernel.sysfs());
        host.apBus().updateAdapterMask(MaskUpdate.removing(AdapterSet.of(FREED).mask()));
        host.vfioAp().create(DEVICE);
        host.vfioAp().assign(DEVICE, FREED);
        host.vfioAp().assign(DEVICE, ASSIGNED);
        kernel.journal().clear();
        return kernel;
    }
}
