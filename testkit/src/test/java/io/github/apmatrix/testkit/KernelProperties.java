package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.rules.GuestFilter;
import io.github.apmatrix.sysfs.ApHost;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsCollector;

/** What holds on every kernel after any operations. */
class KernelProperties {
    private static final int TRIES = 150;
    private static final List<String> ANSWERS = List.of(
            "OK",
            "BLOCKED",
            "EACCES",
            "EADDRINUSE",
            "EADDRNOTAVAIL",
            "EBUSY",
            "EEXIST",
            "EINVAL",
            "ENODEV",
            "ENOENT",
            "ERANGE");

    @Provide
    Arbitrary<List<RandomOperation>> operations() {
        return RandomOperation.any().list().ofMinSize(1).ofMaxSize(60);
    }

    /** Two devices with queues already, so that a random operation mostly meets something. */
    private static Console busyHost(KernelProfile profile) {
        Console console = Console.recorded(profile).given("bus/ap/apmask", "-0,-0x0a");
        console.givenDevice(Console.A).givenDevice(Console.B);
        console.givenSet(Console.A, "assign_adapter", "0x0a").givenSet(Console.A, "assign_domain", "1", "2");
        return console.givenSet(Console.B, "assign_adapter", "0", "0x0a").givenSet(Console.B, "assign_domain", "4");
    }

    @Property(tries = TRIES)
    void theDriverKeepsItsPromisesAfterAnyOperations(
            @ForAll KernelProfile profile, @ForAll("operations") List<RandomOperation> operations) {
        Console console = busyHost(profile);
        List<String> done = new ArrayList<>();
        for (RandomOperation operation : operations) {
            done.add(operation + " => " + operation.perform(console));
            KernelInvariants.check(console, done);
        }
    }

    /** Also proves the generator: every profile, kind of operation and answer comes up in at least 1 % of the tries. */
    @Property(tries = TRIES)
    void whatIsRefusedChangesNothing(
            @ForAll KernelProfile profile, @ForAll("operations") List<RandomOperation> operations) {
        Console console = busyHost(profile);
        ApHost host = ApHost.at(console.kernel().sysfs());
        Set<RandomOperation.Kind> kinds = EnumSet.noneOf(RandomOperation.Kind.class);
        Set<String> answers = new TreeSet<>();
        for (RandomOperation operation : operations) {
            HostSnapshot before = host.snapshot();
            String answer = operation.perform(console);
            kinds.add(operation.kind());
            answers.add(answer);
            if (answer.startsWith("E")) {
                assertThat(host.snapshot())
                        .as("after %s => %s", operation, answer)
                        .isEqualTo(before);
            }
        }
        assertCovered("profile", Set.of(profile), List.of(KernelProfile.values()));
        assertCovered("kind", kinds, List.of(RandomOperation.Kind.values()));
        assertCovered("answer", answers, ANSWERS);
    }

    private static void assertCovered(String label, Set<?> seen, List<?> expected) {
        StatisticsCollector collector = Statistics.label(label);
        seen.forEach(collector::collect);
        collector.coverage(coverage ->
                expected.forEach(value -> coverage.check(value).count(count -> count >= TRIES / 100)));
    }

    @Property(tries = TRIES)
    void theSnapshotAgreesWithTheFiles(
            @ForAll KernelProfile profile, @ForAll("operations") List<RandomOperation> operations) {
        Console console = busyHost(profile);
        operations.forEach(operation -> operation.perform(console));
        HostSnapshot snapshot = ApHost.at(console.kernel().sysfs()).snapshot();
        HostMasks masks = snapshot.masks().orElseThrow();
        assertThat(masks.apmask().mask() + "\n").isEqualTo(console.read("bus/ap/apmask"));
        assertThat(masks.aqmask().mask() + "\n").isEqualTo(console.read("bus/ap/aqmask"));
        assertThat(snapshot.bindings().orElseThrow() + "\n").isEqualTo(console.bindings());
        assertThat(snapshot.availableInstances().orElseThrow() + "\n").isEqualTo(console.availableInstances());
        assertThat(snapshot.lpar().orElseThrow().adapters().mask() + "\n")
                .isEqualTo(console.read("bus/ap/ap_adapter_mask"));
        snapshot.queues().forEach((queue, device) -> {
            assertThat(device.driver().driver().orElse("ENOENT")).isEqualTo(console.driver(queue.toString()));
            assertThat(device.status().map(status -> status + "\n").orElse("ENOENT"))
                    .isEqualTo(console.status(queue.toString()));
        });
        assertThat(String.join(
                        " ",
                        snapshot.queues().keySet().stream()
                                .map(ApQueue::toString)
                                .toList()))
                .isEqualTo(console.list("bus/ap/devices").replaceAll(" ?card[0-9a-f]{2}", ""));
        snapshot.devices().values().forEach(device -> assertAgrees(console, device));
    }

    private static void assertAgrees(Console console, MediatedDevice device) {
        MediatedDeviceId id = device.id();
        if (device.state() == MediatedDeviceState.BEING_REMOVED) {
            assertThat(console.matrix(id)).isEqualTo("ENOENT");
            assertThat(device.assignedMatrix()).isInstanceOf(MatrixReading.Unreadable.class);
        } else {
            assertThat(textOf(device.assignedMatrix())).isEqualTo(console.matrix(id));
            assertThat(textOf(device.guestMatrix())).isEqualTo(console.guestMatrix(id));
        }
        boolean attached =
                console.kernel().loadedVfioAp().mdevs().find(id).orElseThrow().isAttached();
        if (device.heldByGuest().isKnown()) {
            assertThat(device.heldByGuest().isYes()).as("%s is held", id).isEqualTo(attached);
        }
    }

    private static String textOf(MatrixReading reading) {
        return reading.matrix().orElseThrow().toKernelText();
    }

    @Property
    void masksBecomeWhatTheUpdateSays(
            @ForAll KernelProfile profile,
            @ForAll("updates") List<MaskUpdate> adapterUpdates,
            @ForAll("updates") List<MaskUpdate> domainUpdates) {
        ApHost host = ApHost.at(Console.recorded(profile).kernel().sysfs());
        ApMask apmask = ApMask.all();
        ApMask aqmask = ApMask.all();
        for (MaskUpdate update : adapterUpdates) {
            host.apBus().updateAdapterMask(update);
            apmask = update.applyTo(apmask);
        }
        for (MaskUpdate update : domainUpdates) {
            host.apBus().updateDomainMask(update);
            aqmask = update.applyTo(aqmask);
        }
        HostMasks masks = host.apBus().masks();
        assertThat(masks.apmask().mask()).isEqualTo(apmask);
        assertThat(masks.aqmask().mask()).isEqualTo(aqmask);
        assertThat(host.snapshot().queues())
                .hasSize(8)
                .allSatisfy((queue, device) -> assertThat(device.driver().driver())
                        .contains(masks.isReserved(queue) ? "cex4queue" : "vfio_ap"));
    }

    @Provide
    Arbitrary<List<MaskUpdate>> updates() {
        Arbitrary<Integer> bit = Arbitraries.of(0, 1, 2, 4, 10, 27, 63, 64, 255);
        Arbitrary<MaskUpdate> relative = Combinators.combine(Arbitraries.of("+", "-"), bit, bit)
                .as((sign, a, b) -> MaskUpdate.parse(sign + Math.min(a, b) + "-" + Math.max(a, b)));
        Arbitrary<MaskUpdate> absolute = Arbitraries.strings()
                .withChars("0123456789abcdef")
                .ofMaxLength(64)
                .map(digits -> MaskUpdate.parse("0x" + digits));
        return Arbitraries.oneOf(relative, absolute).list().ofMaxSize(4);
    }

    /** What is assigned may be anything that is not reserved; the guest gets what the machine has of it. */
    @Property(tries = TRIES)
    void aGuestMatrixThatIsEvaluatedNowIsThatOfTheRule(@ForAll("operations") List<RandomOperation> operations) {
        Console console = busyHost(KernelProfile.LINUX_6_12);
        operations.forEach(operation -> operation.perform(console));
        ApHost host = ApHost.at(console.kernel().sysfs());
        HostSnapshot before = host.snapshot();
        before.devices().values().stream()
                .filter(device -> device.state() == MediatedDeviceState.READY)
                .forEach(device -> {
                    ApConfig assigned = device.assigned().orElseThrow();
                    host.vfioAp().configure(device.id(), assigned);
                    Matrix expected = GuestFilter.guestMatrix(
                            assigned.matrix(), before.lpar().orElseThrow(), before.boundToVfioAp());
                    assertThat(host.vfioAp().guestMatrix(device.id())).isEqualTo(MatrixReading.complete(expected));
                });
    }
}
