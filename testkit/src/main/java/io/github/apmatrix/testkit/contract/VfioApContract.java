package io.github.apmatrix.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.sysfs.AssignmentRefusedException;
import io.github.apmatrix.sysfs.AttributeMissingException;
import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.sysfs.Sysfs;
import io.github.apmatrix.sysfs.VfioAp;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What {@link VfioAp} has to do on a {@link Sysfs} whose kernel acts on writes. The subject holds the
 * {@link ReferenceHost}.
 *
 * @since 0.1.0
 */
public abstract class VfioApContract {
    private static final MediatedDeviceId DEVICE = ReferenceHost.DEVICE;
    private static final MediatedDeviceId OTHER = MediatedDeviceId.parse("cef03c3c-903d-4ecc-9a83-40694cb8aee4");

    /** For subclasses. */
    protected VfioApContract() {}

    /**
     * Returns a fresh subject that holds the reference host.
     *
     * @return the subject
     */
    protected abstract Sysfs sysfs();

    private static Matrix assigned(VfioAp vfioAp, MediatedDeviceId device) {
        return vfioAp.matrix(device).matrix().orElseThrow();
    }

    private static void assertRefused(Errno errno, Runnable change) {
        assertThatExceptionOfType(AssignmentRefusedException.class)
                .isThrownBy(change::run)
                .satisfies(refused -> {
                    assertThat(refused.errno()).isEqualTo(errno);
                    assertThat(refused.culprits()).isPresent();
                });
    }

    @Test
    void theDeviceShowsWhatItHas() {
        VfioAp vfioAp = VfioAp.at(sysfs());
        MatrixReading expected = MatrixReading.complete(
                Matrix.of(AdapterSet.of(ReferenceHost.FREED), DomainSet.of(ReferenceHost.ASSIGNED)));
        assertThat(vfioAp.isLoaded()).isTrue();
        assertThat(vfioAp.devices()).containsExactly(DEVICE);
        assertThat(vfioAp.matrix(DEVICE)).isEqualTo(expected);
        assertThat(vfioAp.guestMatrix(DEVICE)).isEqualTo(expected);
        assertThat(vfioAp.controlDomains(DEVICE)).isEqualTo(DomainSet.none());
        assertThat(vfioAp.availableInstances()).isEqualTo(65_535);
    }

    @Test
    void aDeviceIsCreatedAndRemoved() {
        VfioAp vfioAp = VfioAp.at(sysfs());
        MediatedDeviceId created = vfioAp.create();
        assertThat(vfioAp.devices()).containsExactlyInAnyOrder(DEVICE, created);
        assertThat(assigned(vfioAp, created)).isEqualTo(Matrix.none());
        vfioAp.remove(created);
        assertThat(vfioAp.devices()).containsExactly(DEVICE);
        assertThatExceptionOfType(AttributeMissingException.class).isThrownBy(() -> vfioAp.remove(created));
    }

    @Test
    void theSameIdIsNotCreatedTwice() {
        VfioAp vfioAp = VfioAp.at(sysfs());
        assertThatExceptionOfType(AssignmentRefusedException.class)
                .isThrownBy(() -> vfioAp.create(DEVICE))
                .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.EEXIST));
    }

    @Test
    void whatIsAssignedIsTakenAwayAgain() {
        VfioAp vfioAp = VfioAp.at(sysfs());
        Matrix before = assigned(vfioAp, DEVICE);
        vfioAp.assign(DEVICE, ReferenceHost.UNASSIGNED);
        vfioAp.assignControlDomain(DEVICE, ReferenceHost.UNASSIGNED);
        assertThat(assigned(vfioAp, DEVICE).domains())
                .isEqualTo(DomainSet.of(ReferenceHost.ASSIGNED, ReferenceHost.UNASSIGNED));
        assertThat(vfioAp.controlDomains(DEVICE)).isEqualTo(DomainSet.of(ReferenceHost.UNASSIGNED));
        vfioAp.unassign(DEVICE, ReferenceHost.UNASSIGNED);
        vfioAp.unassignControlDomain(DEVICE, ReferenceHost.UNASSIGNED);
        assertThat(assigned(vfioAp, DEVICE)).isEqualTo(before);
        assertThat(vfioAp.controlDomains(DEVICE)).isEqualTo(DomainSet.none());
    }

    @Test
    void assigningTwiceAndTakingAwayTwiceDoNothing() {
        VfioAp vfioAp = VfioAp.at(sysfs());
        MediatedDevice before = vfioAp.device(DEVICE).orElseThrow();
        vfioAp.assign(DEVICE, ReferenceHost.FREED);
        vfioAp.unassign(DEVICE, ReferenceHost.UNASSIGNED);
        assertThat(vfioAp.device(DEVICE)).contains(before);
    }

    @Test
    void aQueueOfTheHostIsRefusedAndNamed() {
        VfioAp vfioAp = VfioAp.at(sysfs());
        assertRefused(Errno.EADDRNOTAVAIL, () -> vfioAp.assign(DEVICE, ReferenceHost.KEPT));
        assertThat(assigned(vfioAp, DEVICE).adapters()).isEqualTo(AdapterSet.of(ReferenceHost.FREED));
    }

    @Test
    void aQueueOfAnotherDeviceIsRefusedAndNamed() {
        VfioAp vfioAp = VfioAp.at(sysfs());
        vfioAp.create(OTHER);
        vfioAp.assign(OTHER, ReferenceHost.FREED);
        assertRefused(Errno.EADDRINUSE, () -> vfioAp.assign(OTHER, ReferenceHost.ASSIGNED));
        assertThat(assigned(vfioAp, OTHER).domains()).isEqualTo(DomainSet.none());
    }

    @Test
    void aWholeConfigurationReplacesWhatWasThere() {
        VfioAp vfioAp = VfioAp.at(sysfs());
        ApConfig config = ApConfig.of(AdapterSet.of(ReferenceHost.FREED), DomainSet.of(ReferenceHost.UNASSIGNED))
                .withControlDomainsLikeUsage();
        vfioAp.configure(DEVICE, config);
        assertThat(vfioAp.device(DEVICE).flatMap(MediatedDevice::assigned)).contains(config);
        assertRefused(
                Errno.EADDRNOTAVAIL,
                () -> vfioAp.configure(
                        DEVICE, config.withMatrix(config.matrix().withAdapters(AdapterSet.of(ReferenceHost.KEPT)))));
        assertThat(vfioAp.device(DEVICE).flatMap(MediatedDevice::assigned)).contains(config);
    }

    @Test
    void anAdapterThatTheLparDoesNotHaveIsAssignedButNotInTheGuestMatrix() {
        VfioAp vfioAp = VfioAp.at(sysfs());
        vfioAp.unassign(DEVICE, ReferenceHost.FREED);
        vfioAp.unassign(DEVICE, ReferenceHost.ASSIGNED);
        vfioAp.assign(DEVICE, AdapterId.of(0x77));
        assertThat(assigned(vfioAp, DEVICE).adapters()).isEqualTo(AdapterSet.adapters(0x77));
        assertThat(vfioAp.guestMatrix(DEVICE).matrix()).contains(Matrix.none());
    }

    @Test
    void ofTwoThreadsThatAssignOneQueueExactlyOneWins() throws Exception {
        VfioAp vfioAp = VfioAp.at(sysfs());
        vfioAp.unassign(DEVICE, ReferenceHost.ASSIGNED);
        vfioAp.create(OTHER);
        vfioAp.assign(OTHER, ReferenceHost.FREED);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 100; round++) {
                CyclicBarrier start = new CyclicBarrier(2);
                List<Future<Boolean>> wins =
                        threads.invokeAll(List.of(assigning(vfioAp, DEVICE, start), assigning(vfioAp, OTHER, start)));
                assertThat(wins.get(0).get()).isNotEqualTo(wins.get(1).get());
                vfioAp.unassign(DEVICE, ReferenceHost.ASSIGNED);
                vfioAp.unassign(OTHER, ReferenceHost.ASSIGNED);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<Boolean> assigning(VfioAp vfioAp, MediatedDeviceId device, CyclicBarrier start) {
        return () -> {
            start.await();
            try {
                vfioAp.assign(device, ReferenceHost.ASSIGNED);
                return true;
            } catch (AssignmentRefusedException refused) {
                return false;
            }
        };
    }
}
