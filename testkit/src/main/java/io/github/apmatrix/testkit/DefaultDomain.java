package io.github.apmatrix.testkit;

import io.github.apmatrix.DomainId;
import io.github.apmatrix.sysfs.Errno;

/** The domain that the host uses if a request names none, or -1. Source: {@code ap_select_domain} of {@code ap_bus.c}. */
final class DefaultDomain {
    static final Attribute<DefaultDomain> ATTRIBUTE =
            Attribute.readWrite("ap_domain", domain -> domain.value + "\n", DefaultDomain::store);

    private final KernelProfile profile;
    private final SimulatedLpar machine;
    private final SimulatedApBus bus;
    private int value;

    /** The bus has its masks and parameters already. */
    DefaultDomain(KernelProfile profile, SimulatedLpar machine, SimulatedApBus bus) {
        this.profile = profile;
        this.machine = machine;
        this.bus = bus;
        int given = bus.parameters().domain();
        this.value = isUsable(given) ? given : -1;
    }

    int value() {
        return value;
    }

    /** The default domain, once there is one, stays; it needs a queue that is reserved and answers. */
    void select() {
        boolean answers = bus.lpar().adapters().intersect(bus.masks().apmask()).stream()
                .flatMap(adapter -> machine.find(adapter).stream())
                .anyMatch(SimulatedAdapter::isOperating);
        if (value < 0 && answers) {
            value = bus.lpar()
                    .usageDomains()
                    .intersect(bus.masks().aqmask())
                    .first()
                    .map(DomainId::value)
                    .orElse(-1);
        }
    }

    /** Takes over what a capture shows. */
    void restore(int newValue) {
        value = newValue;
    }

    private void store(String text) {
        int domain = KernelText.anyBase(text, profile.overflow());
        if (!isUsable(domain)) {
            throw new KernelRefusal(Errno.EINVAL);
        }
        value = domain;
    }

    private boolean isUsable(int domain) {
        return domain >= 0
                && domain <= machine.busMaxDomain().value()
                && bus.masks().aqmask().contains(DomainId.of(domain));
    }
}
