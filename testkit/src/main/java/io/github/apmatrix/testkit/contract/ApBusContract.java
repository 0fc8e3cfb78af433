package io.github.apmatrix.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.sysfs.ApBus;
import io.github.apmatrix.sysfs.AssignmentRefusedException;
import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.sysfs.Sysfs;
import io.github.apmatrix.sysfs.SysfsIoException;
import org.junit.jupiter.api.Test;

/**
 * What {@link ApBus} has to do on a {@link Sysfs} whose kernel acts on writes. The subject holds the
 * {@link ReferenceHost}.
 *
 * @since 0.1.0
 */
public abstract class ApBusContract {
    private static final ApQueue FREED_QUEUE = ApQueue.of(ReferenceHost.FREED, ReferenceHost.UNASSIGNED);
    private static final ApQueue KEPT_QUEUE = ApQueue.of(ReferenceHost.KEPT, ReferenceHost.UNASSIGNED);
    private static final AdapterSet ADAPTERS = AdapterSet.of(ReferenceHost.KEPT, ReferenceHost.FREED);
    private static final DomainSet DOMAINS = DomainSet.of(ReferenceHost.ASSIGNED, ReferenceHost.UNASSIGNED);

    /** For subclasses. */
    protected ApBusContract() {}

    /**
     * Returns a fresh subject that holds the reference host.
     *
     * @return the subject
     */
    protected abstract Sysfs sysfs();

    @Test
    void theBusShowsTheHost() {
        ApBus bus = ApBus.at(sysfs());
        assertThat(bus.isPresent()).isTrue();
        assertThat(bus.lpar()).contains(ApConfig.of(ADAPTERS, DOMAINS).withControlDomains(DOMAINS));
        assertThat(bus.masks())
                .isEqualTo(HostMasks.allReserved()
                        .withApmask(AdapterSet.of(ReferenceHost.FREED).complement()));
        assertThat(bus.adapters()).isEqualTo(ADAPTERS);
        assertThat(bus.queues()).isEqualTo(ApQueueSet.of(Matrix.of(ADAPTERS, DOMAINS)));
        assertThat(bus.bindings()).hasToString("4/4 (complete)");
        assertThat(bus.queue(KEPT_QUEUE).driver()).contains("cex4queue");
        assertThat(bus.queue(FREED_QUEUE).driver()).contains("vfio_ap");
    }

    @Test
    void aFreedQueueChangesSidesAndComesBack() {
        ApBus bus = ApBus.at(sysfs());
        bus.updateAdapterMask(
                MaskUpdate.removing(AdapterSet.of(ReferenceHost.KEPT).mask()));
        assertThat(bus.queue(KEPT_QUEUE).driver()).contains("vfio_ap");
        bus.updateAdapterMask(
                MaskUpdate.adding(AdapterSet.of(ReferenceHost.KEPT).mask()));
        assertThat(bus.queue(KEPT_QUEUE).driver()).contains("cex4queue");
    }

    @Test
    void aMaskThatWouldTakeAnAssignedQueueIsRefusedAsAWhole() {
        ApBus bus = ApBus.at(sysfs());
        HostMasks before = bus.masks();
        MaskUpdate update = MaskUpdate.removing(
                        AdapterSet.of(ReferenceHost.KEPT).mask())
                .then(MaskUpdate.adding(AdapterSet.of(ReferenceHost.FREED).mask()));
        assertThatExceptionOfType(AssignmentRefusedException.class)
                .isThrownBy(() -> bus.updateAdapterMask(update))
                .withMessageContaining("0a.0004 in device " + ReferenceHost.DEVICE)
                .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.EBUSY));
        assertThat(bus.masks()).isEqualTo(before);
    }

    @Test
    void aQueueIsUnboundAndBound() {
        ApBus bus = ApBus.at(sysfs());
        bus.unbind(FREED_QUEUE, "vfio_ap");
        assertThat(bus.queue(FREED_QUEUE).driver()).isEmpty();
        assertThat(bus.bindings()).hasToString("3/4");
        assertThatExceptionOfType(SysfsIoException.class)
                .isThrownBy(() -> bus.bind(FREED_QUEUE, "cex4queue"))
                .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.ENODEV));
        bus.probe(FREED_QUEUE);
        assertThat(bus.queue(FREED_QUEUE).driver()).contains("vfio_ap");
    }

    @Test
    void aRescanIsCounted() {
        ApBus bus = ApBus.at(sysfs());
        long before = bus.scans();
        bus.rescan();
        assertThat(bus.scans()).isEqualTo(before + 1);
    }
}
