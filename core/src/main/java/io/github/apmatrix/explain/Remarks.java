package io.github.apmatrix.explain;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** Makes remarks. */
final class Remarks {
    private Remarks() {}

    static ImmutableList<Remark> ofAdapters(HostSnapshot host, AdapterSet adapters) {
        ImmutableList.Builder<Remark> remarks = ImmutableList.builder();
        AdapterSet deconfigured =
                where(host, adapters, card -> card.configured().isNo());
        AdapterSet checkstopped =
                where(host, adapters, card -> card.checkstopped().isYes());
        if (!deconfigured.isEmpty()) {
            remarks.add(new Remark.Deconfigured(deconfigured));
        }
        if (!checkstopped.isEmpty()) {
            remarks.add(new Remark.Checkstopped(checkstopped));
        }
        return remarks.build();
    }

    private static AdapterSet where(HostSnapshot host, AdapterSet adapters, Predicate<Card> condition) {
        return AdapterSet.copyOf(adapters.stream()
                .map(host.cards()::get)
                .filter(Objects::nonNull)
                .filter(condition)
                .map(Card::adapter)
                .toList());
    }

    /** Remarks on a device; those on states and control domains as far as they concern certain adapters and domains. */
    static ImmutableList<Remark> ofDevice(
            HostSnapshot host, MediatedDevice device, AdapterSet adapters, DomainSet domains) {
        ImmutableList.Builder<Remark> remarks = ImmutableList.builder();
        remarks.addAll(ofAdapters(host, adapters));
        if (device.state() == MediatedDeviceState.READY && device.heldByGuest().isNo()) {
            remarks.add(new Remark.NotAttached(device.id()));
        }
        device.assignedMatrix().matrix().ifPresent(assigned -> {
            overProvisioned(host, device, assigned.adapters(), assigned.domains())
                    .ifPresent(remarks::add);
            controlDomainsMissing(device, assigned.domains().intersect(domains)).ifPresent(remarks::add);
        });
        return remarks.build();
    }

    private static Optional<Remark> overProvisioned(
            HostSnapshot host, MediatedDevice device, AdapterSet adapters, DomainSet domains) {
        return host.lpar()
                .map(lpar -> new Remark.OverProvisioned(
                        device.id(), adapters.difference(lpar.adapters()), domains.difference(lpar.usageDomains())))
                .filter(remark ->
                        !remark.adapters().isEmpty() || !remark.domains().isEmpty())
                .map(remark -> remark);
    }

    private static Optional<Remark> controlDomainsMissing(MediatedDevice device, DomainSet usageDomains) {
        return device.controlDomains()
                .map(usageDomains::difference)
                .filter(missing -> !missing.isEmpty())
                .map(missing -> new Remark.ControlDomainsMissing(device.id(), missing));
    }
}
