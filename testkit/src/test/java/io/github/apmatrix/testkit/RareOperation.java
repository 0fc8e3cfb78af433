package io.github.apmatrix.testkit;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.host.ApFunctions;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** One operation that hosts rarely see, but that puts queues into states of their own. */
record RareOperation(Kind kind, boolean first, AdapterId adapter, int domain) implements Operation {
    enum Kind {
        OVERRIDE,
        CLEAR_OVERRIDE,
        UNBIND_FROM_HOST,
        PLUG_CEX3,
        PLUG_UNKNOWN,
        LOAD,
        UNLOAD,
        FAIL_RESET,
        CHECKSTOP,
        UNBIND_DEVICE
    }

    private static final int CEX3C = 9;
    private static final int NO_CARD_TYPE = 3;

    static Arbitrary<RareOperation> any() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.of(true, false),
                        Arbitraries.of(0, 0x0a, 0x0b).map(AdapterId::of),
                        Arbitraries.of(1, 2, 4))
                .as(RareOperation::new);
    }

    @Override
    public String perform(Console console) {
        SimulatedKernel kernel = console.kernel();
        String queue = adapter + "." + String.format("%04x", domain);
        String override = "bus/ap/devices/" + queue + "/driver_override";
        return switch (kind) {
            case OVERRIDE -> console.write(override, first ? "vfio_ap" : "cex4queue");
            case CLEAR_OVERRIDE -> console.write(override, "\n");
            case UNBIND_FROM_HOST -> console.write("bus/ap/drivers/cex4queue/unbind", queue);
            case PLUG_CEX3 -> done(() -> replace(kernel, CEX3C));
            case PLUG_UNKNOWN -> done(() -> replace(kernel, NO_CARD_TYPE));
            case LOAD -> done(kernel::loadVfioAp);
            case UNLOAD -> done(kernel::unloadVfioAp);
            case FAIL_RESET ->
                done(() -> kernel.faults().onReset(adapter + ".*").failNext(1));
            case CHECKSTOP -> done(() -> kernel.machine().setCheckstopped(adapter, first));
            case UNBIND_DEVICE ->
                console.write("bus/mdev/drivers/vfio_ap_mdev/unbind", (first ? Console.A : Console.B).toString());
        };
    }

    private void replace(SimulatedKernel kernel, int hardwareType) {
        kernel.machine().together(() -> {
            kernel.machine().unplug(adapter);
            kernel.machine().plugRaw(adapter, hardwareType, new ApFunctions(0));
        });
    }

    private static String done(Runnable change) {
        return Console.answerOf(() -> {
            change.run();
            return "OK";
        });
    }
}
