package io.github.apmatrix.testkit;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.CardType;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** One operation of an administrator, an operator or QEMU, on few ids so that operations meet. */
record RandomOperation(Kind kind, boolean first, AdapterId adapter, int domain) implements Operation {
    enum Kind {
        CREATE,
        REMOVE,
        ASSIGN_ADAPTER,
        ASSIGN_DOMAIN,
        ASSIGN_CONTROL_DOMAIN,
        UNASSIGN_ADAPTER,
        UNASSIGN_DOMAIN,
        CONFIGURE,
        FREE_ADAPTER,
        RESERVE_ADAPTER,
        FREE_DOMAIN,
        RESERVE_DOMAIN,
        PLUG,
        UNPLUG,
        ADD_DOMAIN,
        REMOVE_DOMAIN,
        SWITCH_CONFIGURED,
        ATTACH,
        DETACH,
        UNBIND,
        BIND,
        PROBE,
        WRITE_NONSENSE
    }

    static Arbitrary<RandomOperation> any() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.of(true, false),
                        Arbitraries.of(0, 0x0a, 0x0b).map(AdapterId::of),
                        Arbitraries.of(1, 2, 4, 0x99))
                .as(RandomOperation::new);
    }

    @Override
    public String perform(Console console) {
        SimulatedLpar machine = console.kernel().machine();
        String number = Integer.toString(domain);
        String queue = adapter + "." + String.format("%04x", domain);
        return switch (kind) {
            case CREATE -> console.create(device());
            case REMOVE -> console.set(device(), "remove", "1");
            case ASSIGN_ADAPTER -> console.set(device(), "assign_adapter", adapter.toNumber());
            case ASSIGN_DOMAIN -> console.set(device(), "assign_domain", number);
            case ASSIGN_CONTROL_DOMAIN -> console.set(device(), "assign_control_domain", number);
            case UNASSIGN_ADAPTER -> console.set(device(), "unassign_adapter", adapter.toNumber());
            case UNASSIGN_DOMAIN -> console.set(device(), "unassign_domain", number);
            case CONFIGURE ->
                console.set(device(), "ap_config", AdapterSet.of(adapter).mask() + "\n0x60,0x08\n");
            case FREE_ADAPTER -> console.apmask("-" + adapter.value());
            case RESERVE_ADAPTER -> console.apmask("+" + adapter.value());
            case FREE_DOMAIN -> console.aqmask("-" + number);
            case RESERVE_DOMAIN -> console.aqmask("+" + number);
            case PLUG -> done(() -> machine.plug(adapter, first ? CardType.CEX7P : CardType.CEX6C));
            case UNPLUG -> done(() -> machine.unplug(adapter));
            case ADD_DOMAIN -> done(() -> machine.addUsageDomains(DomainSet.domains(domain)));
            case REMOVE_DOMAIN -> done(() -> machine.removeUsageDomains(DomainSet.domains(domain)));
            case SWITCH_CONFIGURED -> done(() -> machine.setConfigured(adapter, first));
            case ATTACH -> console.attach(device());
            case DETACH -> console.detach(device());
            case UNBIND -> console.write("bus/ap/drivers/vfio_ap/unbind", queue);
            case BIND -> console.write("bus/ap/drivers/" + (first ? "vfio_ap" : "cex4queue") + "/bind", queue);
            case PROBE -> console.write("bus/ap/drivers_probe", queue);
            case WRITE_NONSENSE -> writeNonsense(console);
        };
    }

    /** Each kind of nonsense has an errno of its own. */
    private String writeNonsense(Console console) {
        return switch (domain) {
            case 1 -> console.apmask("+1,");
            case 2 -> console.set(device(), "assign_domain", "256");
            case 4 -> console.set(device(), "assign_domain", "18446744073709551616");
            default -> first ? console.apmask("nonsense") : console.set(device(), "matrix", "0");
        };
    }

    private MediatedDeviceId device() {
        return first ? Console.A : Console.B;
    }

    private static String done(Runnable change) {
        return Console.answerOf(() -> {
            change.run();
            return "OK";
        });
    }
}
