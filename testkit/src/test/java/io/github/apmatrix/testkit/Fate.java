package io.github.apmatrix.testkit;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** A random host, and the operations that it went through. */
record Fate(
        KernelProfile profile,
        boolean reportsConfiguration,
        boolean free,
        Prelude prelude,
        List<Operation> operations) {
    Console happen() {
        Console console = new Console(Console.recordedMachine()
                .profile(prelude.isOverride() ? KernelProfile.LINUX_7_3 : profile)
                .reportsConfiguration(reportsConfiguration)
                .build());
        if (prelude.needsFreeQueues() || (free && !prelude.isOverride())) {
            console.given("bus/ap/apmask", "-0,-0x0a");
        }
        console.givenDevice(Console.A).givenDevice(Console.B);
        console.set(Console.A, "assign_adapter", "0x0a");
        console.set(Console.A, "assign_domain", "1");
        console.set(Console.A, "assign_domain", "2");
        console.set(Console.B, "assign_adapter", "0");
        console.set(Console.B, "assign_domain", "4");
        prelude.perform(console);
        operations.forEach(operation -> operation.perform(console));
        return console;
    }

    /** A queue that goes with its override leaves the masks locked, on kernels that have overrides. */
    boolean mayHaveLostAnOverride() {
        return prelude.isOverride() || profile == KernelProfile.LINUX_7_3;
    }

    /** A reset that failed, or will, is something that no snapshot shows. */
    boolean mayHaveFailedResets() {
        return operations.stream()
                .anyMatch(operation ->
                        operation instanceof RareOperation rare && rare.kind() == RareOperation.Kind.FAIL_RESET);
    }

    static Arbitrary<Fate> any() {
        Arbitrary<Operation> operation = Arbitraries.frequencyOf(
                Tuple.of(3, RandomOperation.any().map(any -> any)),
                Tuple.of(1, RareOperation.any().map(any -> any)));
        return Combinators.combine(
                        Arbitraries.of(KernelProfile.class),
                        Arbitraries.frequency(Tuple.of(9, true), Tuple.of(1, false)),
                        Arbitraries.frequency(Tuple.of(2, true), Tuple.of(1, false)),
                        Arbitraries.frequencyOf(
                                Tuple.of(6, Arbitraries.of(Prelude.class)),
                                Tuple.of(3, Arbitraries.of(Prelude.A_GUEST_RUNS_BESIDE_AN_UNBOUND_QUEUE)),
                                Tuple.of(1, Arbitraries.of(Prelude.A_FILTERED_DOMAIN_IS_UNASSIGNED))),
                        operation.list().ofMaxSize(25))
                .as(Fate::new);
    }

    /** States that operations alone rarely lead to. */
    enum Prelude {
        NOTHING,
        A_QUEUE_IS_UNBOUND,
        A_FILTERED_DOMAIN_IS_UNASSIGNED,
        A_DEVICE_IS_REMOVED_UNDER_ITS_GUEST,
        A_GUEST_RUNS_BESIDE_AN_UNBOUND_QUEUE,
        THE_HOST_IS_NAMED_IN_AN_OVERRIDE,
        VFIO_AP_IS_NAMED_IN_AN_OVERRIDE;

        /** Overrides are accepted by kernels that have them, while the masks are all ones. */
        boolean isOverride() {
            return this == THE_HOST_IS_NAMED_IN_AN_OVERRIDE || this == VFIO_AP_IS_NAMED_IN_AN_OVERRIDE;
        }

        boolean needsFreeQueues() {
            return this == A_QUEUE_IS_UNBOUND
                    || this == A_FILTERED_DOMAIN_IS_UNASSIGNED
                    || this == A_DEVICE_IS_REMOVED_UNDER_ITS_GUEST
                    || this == A_GUEST_RUNS_BESIDE_AN_UNBOUND_QUEUE;
        }

        void perform(Console console) {
            String override = "bus/ap/devices/0a.0002/driver_override";
            switch (this) {
                case NOTHING -> {}
                case A_QUEUE_IS_UNBOUND -> console.write("bus/ap/drivers/vfio_ap/unbind", "0a.0002");
                case A_FILTERED_DOMAIN_IS_UNASSIGNED -> {
                    console.write("bus/ap/drivers/vfio_ap/unbind", "0a.0002");
                    console.set(Console.A, "unassign_domain", "2");
                }
                case A_DEVICE_IS_REMOVED_UNDER_ITS_GUEST -> {
                    console.attach(Console.A);
                    console.set(Console.A, "remove", "1");
                }
                case A_GUEST_RUNS_BESIDE_AN_UNBOUND_QUEUE -> {
                    console.write("bus/ap/drivers/vfio_ap/unbind", "0a.0004");
                    console.attach(Console.A);
                }
                case THE_HOST_IS_NAMED_IN_AN_OVERRIDE -> console.write(override, "cex4queue");
                case VFIO_AP_IS_NAMED_IN_AN_OVERRIDE -> console.write(override, "vfio_ap");
            }
        }
    }
}
