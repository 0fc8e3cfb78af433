package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.explain.DeviceReason;
import io.github.apmatrix.explain.Explain;
import io.github.apmatrix.explain.Explanation;
import io.github.apmatrix.explain.GuestReason;
import io.github.apmatrix.explain.HostReason;
import io.github.apmatrix.explain.LparReason;
import io.github.apmatrix.explain.Reason;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.sysfs.ApHost;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What explanations say of random hosts with random histories, compared with what the kernel really does. */
class ExplainProperties {
    private static final int TRIES = 1000;
    private static final List<Class<? extends Reason>> KINDS = List.of(
            LparReason.AdaptersMissing.class,
            LparReason.DomainsMissing.class,
            LparReason.ConfigurationNotReported.class,
            LparReason.AdaptersTooOld.class,
            HostReason.NoQueueDevice.class,
            HostReason.ReservedForHost.class,
            HostReason.OverriddenForOtherDriver.class,
            HostReason.BoundToOtherDriver.class,
            HostReason.VfioApNotLoaded.class,
            HostReason.NoDriver.class,
            DeviceReason.NoDeviceAtAll.class,
            DeviceReason.NoSuchDevice.class,
            DeviceReason.AssignedNowhere.class,
            DeviceReason.NotAssigned.class,
            DeviceReason.AssignedElsewhere.class,
            DeviceReason.AssignedToRemovedDevice.class,
            DeviceReason.BeingRemoved.class,
            DeviceReason.WithoutDriver.class,
            GuestReason.AdaptersFiltered.class,
            GuestReason.GuestMatrixOutdated.class,
            GuestReason.EarlierFailedReset.class);

    @Provide
    Arbitrary<Fate> fates() {
        return Fate.any();
    }

    private static List<ApQueue> queues() {
        Matrix matrix = Matrix.of(AdapterSet.adapters(0, 0x0a, 0x0b), DomainSet.domains(1, 2, 4, 0x99));
        return List.copyOf(matrix.queues());
    }

    private static HostSnapshot snapshot(Console console) {
        return ApHost.at(console.kernel().sysfs()).snapshot();
    }

    /** What the driver knows, whatever the files show. */
    private static boolean guestHas(Console console, MediatedDeviceId id, ApQueue queue) {
        return Console.answerOf(() -> console.kernel().loadedVfioAp().mdevs().find(id).stream()
                                .anyMatch(mdev -> mdev.guest().contains(queue))
                        ? "yes"
                        : "no")
                .equals("yes");
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theAnswerIsThatOfTheGuestMatrix(@ForAll("fates") Fate fate) {
        Console console = fate.happen();
        HostSnapshot host = snapshot(console);
        for (ApQueue queue : queues()) {
            for (MediatedDeviceId device : List.of(Console.A, Console.B)) {
                Explanation why = Explain.queue(host, queue, device);
                boolean removed = Optional.ofNullable(host.devices().get(device))
                        .filter(found -> found.state() == MediatedDeviceState.BEING_REMOVED)
                        .isPresent();
                if (why.reachesGuest() == Answer.NOT_KNOWN) {
                    assertThat(removed).as("%s", why).isTrue();
                } else {
                    assertThat(why.reachesGuest()).as("%s", why).isEqualTo(Answer.of(guestHas(console, device, queue)));
                }
                assertThat(why.reasons().isEmpty())
                        .as("%s", why)
                        .isEqualTo(why.reachesGuest().isYes());
                assertThat(why.reasons())
                        .as("%s", why)
                        .allSatisfy(reason -> assertThat(reason.queues()).isEqualTo(ApQueueSet.of(queue)));
            }
            Explanation anywhere = Explain.queue(host, queue);
            if (anywhere.reachesGuest().isKnown()) {
                assertThat(anywhere.reachesGuest())
                        .as("%s", anywhere)
                        .isEqualTo(
                                Answer.of(guestHas(console, Console.A, queue) || guestHas(console, Console.B, queue)));
            }
        }
    }

    /** Also proves the generator: every reason comes up in at least 1 % of the tries. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void remediesMakeOneReasonAfterTheOtherDisappearUntilTheQueueIsInTheGuest(
            @ForAll("fates") Fate fate, @ForAll int choice) {
        Console console = fate.happen();
        HostSnapshot host = snapshot(console);
        List<Explanation> explanations = new ArrayList<>();
        for (ApQueue queue : queues()) {
            explanations.add(Explain.queue(host, queue, Console.A));
            explanations.add(Explain.queue(host, queue, Console.B));
            explanations.add(Explain.queue(host, queue));
        }
        collect(explanations);
        Explanation why = explanations.get(Math.floorMod(choice, explanations.size()));
        for (int i = 0;
                i < 20
                        && !why.reasons().isEmpty()
                        && Remedies.exists(why.reasons().get(0));
                i++) {
            why = cure(console, why, why.reasons().get(0));
        }
        boolean incurable =
                !why.reasons().isEmpty() && !Remedies.exists(why.reasons().get(0));
        assertThat(why.reachesGuest().isYes() || incurable).as("%s", why).isTrue();
    }

    private static void collect(List<Explanation> explanations) {
        Set<Class<? extends Reason>> seen = explanations.stream()
                .flatMap(why -> why.reasons().stream())
                .map(Reason::getClass)
                .collect(Collectors.toSet());
        seen.forEach(kind -> Statistics.label("reason").collect(kind));
        Statistics.label("reason")
                .coverage(coverage -> KINDS.forEach(kind -> coverage.check(kind).count(count -> count >= TRIES / 100)));
    }

    private static Explanation cure(Console console, Explanation before, Reason reason) {
        new Remedies(console).apply(reason);
        HostSnapshot host = snapshot(console);
        Explanation after = before.device()
                .map(device -> Explain.queue(host, before.queue(), device))
                .orElseGet(() -> Explain.queue(host, before.queue()));
        Set<Class<?>> left = kinds(after);
        assertThat(left).as("%s%n%s", before, after).doesNotContain(reason.getClass());
        Set<Class<?>> others = kinds(before);
        others.remove(reason.getClass());
        // what frees a queue frees others too, on which the guest level depends
        others.removeIf(GuestReason.class::isAssignableFrom);
        // a device that is being removed shows itself as the owner only once the queue is bound to vfio_ap
        if (left.contains(DeviceReason.AssignedToRemovedDevice.class)) {
            others.remove(DeviceReason.AssignedNowhere.class);
        }
        assertThat(left).as("%s%n%s%n%s", reason, before, after).containsAll(others);
        return after;
    }

    private static Set<Class<?>> kinds(Explanation why) {
        return why.reasons().stream().map(Reason::getClass).collect(Collectors.toCollection(HashSet::new));
    }
}
