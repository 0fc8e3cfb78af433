package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.rules.AssignmentRule;
import io.github.apmatrix.sysfs.Errno;
import java.util.Map;
import java.util.stream.Collectors;

/** What is assigned to a mediated device. Source: the {@code assign_} and {@code unassign_} routines of {@code vfio_ap_ops.c}. */
final class MdevAssignment {
    private final SimulatedVfioAp driver;
    private final MediatedDeviceId device;
    private final GuestMatrix guest;
    private ApConfig config = ApConfig.none();

    MdevAssignment(SimulatedVfioAp driver, MediatedDeviceId device) {
        this.driver = driver;
        this.device = device;
        this.guest = new GuestMatrix(driver, this);
    }

    static ImmutableList<Attribute<MdevAssignment>> attributes(KernelProfile profile) {
        ImmutableList.Builder<Attribute<MdevAssignment>> attributes = ImmutableList.builder();
        attributes
                .add(Attribute.readOnly("matrix", mdev -> mdev.config.matrix().toKernelText()))
                .add(Attribute.readOnly("guest_matrix", mdev -> mdev.guest.show()))
                .add(Attribute.readOnly("control_domains", MdevAssignment::showControlDomains))
                .add(Attribute.writeOnly("assign_adapter", MdevAssignment::assignAdapter))
                .add(Attribute.writeOnly("assign_domain", MdevAssignment::assignDomain))
                .add(Attribute.writeOnly("assign_control_domain", MdevAssignment::assignControlDomain))
                .add(Attribute.writeOnly("unassign_adapter", MdevAssignment::unassignAdapter))
                .add(Attribute.writeOnly("unassign_domain", MdevAssignment::unassignDomain))
                .add(Attribute.writeOnly("unassign_control_domain", MdevAssignment::unassignControlDomain));
        if (profile.hasApConfig()) {
            attributes.add(Attribute.readWrite("ap_config", mdev -> mdev.config + "\n", MdevAssignment::storeConfig));
        }
        return attributes.build();
    }

    ApConfig config() {
        return config;
    }

    GuestMatrix guest() {
        return guest;
    }

    /** Takes over what a capture shows. */
    void restore(ApConfig newConfig) {
        config = newConfig;
    }

    private String showControlDomains() {
        return config.controlDomains().stream()
                .map(domain -> domain.toHex() + "\n")
                .collect(Collectors.joining());
    }

    // matrix

    private void assignAdapter(String value) {
        AdapterId adapter = parseAdapter(value);
        if (!config.adapters().contains(adapter)) {
            assign(config.matrix().withAdapters(config.adapters().with(adapter)));
        }
    }

    private void assignDomain(String value) {
        DomainId domain = parseDomain(value);
        if (!config.usageDomains().contains(domain)) {
            assign(config.matrix().withDomains(config.usageDomains().with(domain)));
        }
    }

    private void assign(Matrix proposed) {
        validate(proposed);
        config = config.withMatrix(proposed);
        guest.filter();
    }

    private void validate(Matrix proposed) {
        Map<MediatedDeviceId, Matrix> others = driver.mdevs().assigned();
        others.remove(device);
        AssignmentRule.check(proposed, driver.bus().perms().ownership(), others).ifPresent(refusal -> {
            throw new KernelRefusal(
                    refusal instanceof AssignmentRule.ReservedForHost ? Errno.EADDRNOTAVAIL : Errno.EADDRINUSE);
        });
    }

    private void unassignAdapter(String value) {
        unassign(ApConfig.of(AdapterSet.of(parseAdapter(value)), DomainSet.none()));
    }

    private void unassignDomain(String value) {
        unassign(ApConfig.of(AdapterSet.none(), DomainSet.of(parseDomain(value))));
    }

    /** The guest loses what the device had; what the device did not have, nobody looks at. */
    private void unassign(ApConfig removed) {
        ApConfig assigned = config.intersect(removed);
        guest.remove(assigned);
        config = config.difference(assigned);
    }

    // control domains

    private void assignControlDomain(String value) {
        config = config.withControlDomains(config.controlDomains().with(parseDomain(value)));
        guest.filterControlDomains();
    }

    private void unassignControlDomain(String value) {
        ApConfig removed = ApConfig.none().withControlDomains(DomainSet.of(parseDomain(value)));
        guest.remove(removed);
        config = config.difference(removed);
    }

    // everything at once

    private void storeConfig(String value) {
        ApConfig wanted = ApConfigText.parse(value);
        validate(wanted.matrix());
        if (!isWithinMaxima(wanted)) {
            throw new KernelRefusal(Errno.ENODEV);
        }
        ApConfig removed = config.difference(wanted);
        unassign(ApConfig.of(removed.adapters(), DomainSet.none()));
        unassign(ApConfig.of(AdapterSet.none(), removed.usageDomains()));
        config = wanted;
        guest.filter();
        guest.filterControlDomains();
    }

    private boolean isWithinMaxima(ApConfig wanted) {
        DomainSet domains = wanted.usageDomains().union(wanted.controlDomains());
        return wanted.adapters().stream()
                        .allMatch(adapter -> adapter.compareTo(driver.machine().maxAdapter()) <= 0)
                && domains.stream()
                        .allMatch(domain -> domain.compareTo(driver.machine().maxDomain()) <= 0);
    }

    private AdapterId parseAdapter(String value) {
        return AdapterId.of(parseUpTo(driver.machine().maxAdapter().value(), value));
    }

    private DomainId parseDomain(String value) {
        return DomainId.of(parseUpTo(driver.machine().maxDomain().value(), value));
    }

    private static int parseUpTo(int maximum, String value) {
        long number = KernelText.unsigned(value);
        if (Long.compareUnsigned(number, maximum) > 0) {
            throw new KernelRefusal(Errno.ENODEV);
        }
        return (int) number;
    }
}
