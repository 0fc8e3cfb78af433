package io.github.apmatrix.explain;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.rules.DriverRule;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Why queues are not bound to vfio_ap. */
final class HostDiagnosis {
    private final HostSnapshot host;
    private final Diagnosis diagnosis;

    HostDiagnosis(HostSnapshot host, Diagnosis diagnosis) {
        this.host = host;
        this.diagnosis = diagnosis;
    }

    void lookAt(ApQueueSet queues) {
        if (host.apBus().isNo()) {
            diagnosis.add(new HostReason.NoApBus(queues));
            return;
        }
        ApQueueSet open = queues.difference(host.boundToVfioAp());
        ApQueueSet unknown = where(open, device -> !device.driver().isBound().isKnown());
        if (!unknown.isEmpty()) {
            diagnosis.notRead("the driver of " + unknown);
            open = open.difference(unknown);
        }
        if (open.isEmpty()) {
            return;
        } else if (!host.apBus().isYes()) {
            diagnosis.notRead("the AP bus");
            return;
        }
        if (host.vfioAp().isNo()) {
            diagnosis.add(new HostReason.VfioApNotLoaded(open));
        }
        diagnosis.add(new HostReason.NoQueueDevice(withoutDevice(open)));
        lookAtOwner(open);
        lookAtDriver(open);
    }

    private void lookAtOwner(ApQueueSet open) {
        byText(open, QueueDevice::driverOverride).forEach((driver, overridden) -> {
            if (!driver.equals(DriverRule.VFIO_AP)) {
                diagnosis.add(new HostReason.OverriddenForOtherDriver(driver, overridden));
            }
        });
        diagnosis.add(new HostReason.ReservedForHost(reservedByMasks(open), masksAreLocked(), acceptsOverrides()));
        if (host.masks().isEmpty()) {
            diagnosis.notRead("apmask and aqmask");
        }
    }

    private ApQueueSet reservedByMasks(ApQueueSet open) {
        Matrix reserved = host.masks().map(masks -> masks.reserved()).orElse(Matrix.none());
        return open.intersect(reserved)
                .difference(where(open, device -> device.driverOverride().isPresent()));
    }

    private boolean masksAreLocked() {
        return !host.overridden().isEmpty();
    }

    private boolean acceptsOverrides() {
        return host.features().has(KernelFeature.DRIVER_OVERRIDE).isYes()
                && host.masks().equals(Optional.of(HostMasks.allReserved()));
    }

    private void lookAtDriver(ApQueueSet open) {
        AdapterSet old = LparDiagnosis.tooOld(host, open.adapters());
        ApQueueSet free = where(open, this::mayGoToVfioAp).difference(Matrix.of(old, DomainSet.all()));
        byText(free, device -> device.driver().driver())
                .forEach((driver, bound) -> diagnosis.add(new HostReason.BoundToOtherDriver(driver, bound)));
        if (!host.vfioAp().isNo()) {
            diagnosis.add(new HostReason.NoDriver(
                    where(free, device -> device.driver().isBound().isNo())));
        }
    }

    private boolean mayGoToVfioAp(QueueDevice device) {
        return device.driverOverride()
                .map(DriverRule.VFIO_AP::equals)
                .orElseGet(() -> host.masks()
                        .filter(masks -> DriverRule.mayBind(DriverRule.VFIO_AP, device.queue(), masks))
                        .isPresent());
    }

    /** Returns the queues that Linux should have a device for, but has not. */
    private ApQueueSet withoutDevice(ApQueueSet open) {
        boolean reported =
                !host.features().has(KernelFeature.LPAR_CONFIGURATION).isNo();
        ApQueueSet inLpar =
                host.lpar().map(lpar -> open.intersect(lpar.matrix())).orElse(reported ? ApQueueSet.none() : open);
        return inLpar.difference(where(inLpar, device -> true));
    }

    private ApQueueSet where(ApQueueSet queues, Predicate<QueueDevice> condition) {
        ApQueueSet.Builder found = ApQueueSet.builder();
        for (ApQueue queue : queues) {
            QueueDevice device = host.queues().get(queue);
            if (device != null && condition.test(device)) {
                found.add(queue);
            }
        }
        return found.build();
    }

    /** Groups the queues by a text that they may have. */
    private Map<String, ApQueueSet> byText(ApQueueSet queues, Function<QueueDevice, Optional<String>> text) {
        Map<String, ApQueueSet> groups = new TreeMap<>();
        for (ApQueue queue : queues) {
            Optional.ofNullable(host.queues().get(queue))
                    .flatMap(text)
                    .ifPresent(group -> groups.merge(group, ApQueueSet.of(queue), ApQueueSet::union));
        }
        return groups;
    }
}
