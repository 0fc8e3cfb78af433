package io.github.apmatrix.examples;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.allocate.Allocation;
import io.github.apmatrix.allocate.AllocationRequest;
import io.github.apmatrix.allocate.AllocationResult;
import io.github.apmatrix.allocate.Allocator;
import io.github.apmatrix.allocate.GuestDemand;
import io.github.apmatrix.host.CardMode;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.plan.Plan;
import io.github.apmatrix.plan.Planner;
import io.github.apmatrix.plan.PlanningResult;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.ExecutionListener;
import io.github.apmatrix.testkit.SimulatedKernel;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Distributes the queues of a host among 20 guests, and explains why there is nothing for one more. */
@Command(
        name = "AllocateGuests",
        description = "Distributes the queues of a simulated host with 12 adapters and 16 domains among 20 guests, sets"
                + " them up, and explains why there is nothing for one more.",
        sortOptions = false)
public final class AllocateGuests implements Callable<Integer> {
    private static final List<CardType> TYPES = List.of(
            CardType.CEX7C,
            CardType.CEX7C,
            CardType.CEX8C,
            CardType.CEX8C,
            CardType.CEX7P,
            CardType.CEX7P,
            CardType.CEX8P,
            CardType.CEX8P,
            CardType.CEX6A,
            CardType.CEX6A,
            CardType.CEX7A,
            CardType.CEX8A);
    private static final DomainSet DOMAINS =
            DomainSet.copyOf(IntStream.range(0, 16).mapToObj(DomainId::of).toList());
    /** The host encrypts its disks with these. */
    private static final ApQueueSet KEPT = ApQueueSet.of(ApQueue.parse("00.0000"), ApQueue.parse("01.0000"));

    private final PrintWriter out;
    private final Map<MediatedDeviceId, String> names = new LinkedHashMap<>();

    @Option(names = "--help", usageHelp = true, description = "Prints this text.")
    boolean help;

    private AllocateGuests(PrintWriter out) {
        this.out = out;
    }

    /**
     * Runs the program.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String... arguments) {
        System.exit(run(Programs.writer(System.out), Programs.writer(System.err), arguments));
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return Programs.run(new AllocateGuests(out), out, err, arguments);
    }

    @Override
    public Integer call() {
        ApHost host = simulated();
        AllocationRequest request = request();
        out.print("Guests:\n\n" + named(request.toString()));

        HostSnapshot before = host.snapshot();
        AllocationResult result = Allocator.allocate(before, request);
        if (!(result instanceof Allocation allocation)) {
            throw new IllegalStateException("no allocation: " + result);
        }
        out.print("\nWho gets what:\n\n" + named(allocation.toString()));
        out.print("\n" + table(before, allocation));
        execute(host, allocation);

        out.print("\nOne more guest, which requires 16 queues of accelerators:\n\n");
        AllocationRequest.Builder more = AllocationRequest.builder().keepForHost(KEPT);
        request.guests().values().forEach(more::guest);
        more.guest(GuestDemand.of(guest("late"))
                .queues(16)
                .mode(CardMode.ACCELERATOR)
                .generation(7));
        out.print(named(Allocator.allocate(before, more.build()).toString()));
        out.flush();
        return 0;
    }

    private AllocationRequest request() {
        AllocationRequest.Builder request = AllocationRequest.builder().keepForHost(KEPT);
        add(
                request,
                "bank",
                4,
                demand -> demand.queues(4).adapters(2).mode(CardMode.CCA).ownDomains());
        add(
                request,
                "signer",
                5,
                demand -> demand.adapters(2).mode(CardMode.EP11).oneDomain());
        add(
                request,
                "web",
                6,
                demand -> demand.queues(3).mode(CardMode.ACCELERATOR).generation(7));
        add(request, "test", 3, demand -> demand);
        GuestDemand first = GuestDemand.of(guest("db-1")).queues(2).mode(CardMode.CCA);
        GuestDemand second = GuestDemand.of(guest("db-2")).queues(2).mode(CardMode.CCA);
        return request.guest(first).guest(second.apartFrom(first.device())).build();
    }

    private void add(AllocationRequest.Builder request, String name, int count, UnaryOperator<GuestDemand> demand) {
        for (int i = 1; i <= count; i++) {
            request.guest(demand.apply(GuestDemand.of(guest(name + "-" + i))));
        }
    }

    /** Gives a guest the next number, which is the end of its device's id. */
    private MediatedDeviceId guest(String name) {
        MediatedDeviceId id = MediatedDeviceId.of(new UUID(0x4000, 0x8000_0000_0000_0000L + names.size() + 1));
        names.put(id, name);
        return id;
    }

    private String named(String text) {
        String named = text;
        for (Map.Entry<MediatedDeviceId, String> name : names.entrySet()) {
            named = named.replace(name.getKey().toString(), name.getValue());
        }
        return named;
    }

    /** A row for each adapter and a column for each domain. */
    private String table(HostSnapshot host, Allocation allocation) {
        List<MediatedDeviceId> numbered = List.copyOf(names.keySet());
        StringBuilder table = new StringBuilder("           ");
        DOMAINS.forEach(domain -> table.append(String.format(" %4s", domain)));
        for (AdapterId adapter : host.cards().keySet()) {
            table.append("\n")
                    .append(adapter)
                    .append(" ")
                    .append(TYPES.get(adapter.value()))
                    .append("   ");
            for (DomainId domain : DOMAINS) {
                ApQueue queue = ApQueue.of(adapter, domain);
                String owner = allocation.guests().entrySet().stream()
                        .filter(guest -> guest.getValue().contains(queue))
                        .map(guest -> String.valueOf(numbered.indexOf(guest.getKey()) + 1))
                        .findFirst()
                        .orElse(KEPT.contains(queue) ? "host" : ".");
                table.append(String.format(" %4s", owner));
            }
        }
        String legend = IntStream.range(0, numbered.size())
                .mapToObj(i -> (i + 1) + " " + names.get(numbered.get(i)))
                .collect(Collectors.joining(", "));
        return table.append("\n\n").append(legend).append("\n").toString();
    }

    private void execute(ApHost host, Allocation allocation) {
        PlanningResult result = Planner.plan(host.snapshot(), allocation.desired());
        if (!(result instanceof Plan plan)) {
            throw new IllegalStateException(result.toString());
        }
        out.print("\nThe plan has " + plan.steps().size() + " steps, the first ones:\n");
        plan.steps().stream()
                .limit(4)
                .forEach(step -> out.print("  " + step.step().command() + "\n"));
        out.print(host.execute(plan, ExecutionListener.none()));
        HostSnapshot after = host.snapshot();
        long served = allocation.guests().entrySet().stream()
                .filter(guest -> hasMatrix(after, guest.getKey(), guest.getValue()))
                .count();
        out.print(served + " guests have what they were promised.\n");
    }

    private static boolean hasMatrix(HostSnapshot host, MediatedDeviceId guest, Matrix promised) {
        return Optional.ofNullable(host.devices().get(guest))
                .flatMap(device -> device.guestMatrix().matrix())
                .equals(Optional.of(promised));
    }

    private static ApHost simulated() {
        SimulatedKernel.Builder kernel =
                SimulatedKernel.builder().usageDomains(DOMAINS).controlDomains(DOMAINS);
        IntStream.range(0, TYPES.size()).forEach(i -> kernel.adapter(AdapterId.of(i), TYPES.get(i)));
        return ApHost.at(kernel.build().sysfs());
    }
}
