package io.github.apmatrix.plan;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.samples.PlanHosts.A;
import static io.github.apmatrix.samples.PlanHosts.B;
import static io.github.apmatrix.samples.PlanHosts.FREE;
import static io.github.apmatrix.samples.PlanHosts.config;
import static io.github.apmatrix.samples.PlanHosts.device;
import static io.github.apmatrix.samples.PlanHosts.host;
import static io.github.apmatrix.samples.PlanHosts.opaque;
import static io.github.apmatrix.samples.PlanHosts.overridden;
import static io.github.apmatrix.samples.PlanHosts.queues;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.KernelFeatures;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.samples.PlanHosts;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskSolverTest {
    private static final HostMasks RESERVED = HostMasks.allReserved();
    private static final KernelFeatures OVERRIDABLE = KernelFeatures.notKnown()
            .with(KernelFeature.DRIVER_OVERRIDE, Answer.YES)
            .with(KernelFeature.BINDINGS_COMPLETE_COUNT, Answer.YES);
    private static final ApQueueSet NONE = ApQueueSet.none();

    private static MaskSolution solve(HostSnapshot.Builder host, ApQueueSet toFree, ApQueueSet toKeep) {
        return MaskSolver.solve(host.build(), toFree, toKeep);
    }

    private static MaskChoice fewestBits(MaskSolution solution) {
        return solution.fewestBits().orElseThrow();
    }

    private static HostMasks without(AdapterSet adapters, DomainSet domains) {
        return new HostMasks(adapters.complement(), domains.complement());
    }

    /** Returns a host with all queues reserved, of which it has some. */
    private static HostSnapshot.Builder having(ApQueueSet queues) {
        HostSnapshot.Builder host = HostSnapshot.builder().masks(RESERVED);
        queues.forEach(queue -> host.add(PlanHosts.queue(queue, "cex4queue")));
        return host;
    }

    @Test
    void masksMustBeKnown() {
        HostSnapshot host = HostSnapshot.builder().build();
        assertThatThrownBy(() -> MaskSolver.solve(host, NONE, NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("apmask and aqmask are not known");
    }

    @Nested
    class Clearing {
        @Test
        void aWholeAdapterIsExact() {
            MaskSolution solution = solve(host(RESERVED), queues("0a.0004", "0a.001b"), NONE);
            assertThat(fewestBits(solution))
                    .isEqualTo(new MaskChoice(RESERVED, without(adapters(0x0a), DomainSet.none()), NONE, NONE, true));
            assertThat(solution.exact()).isEqualTo(solution.fewestBits());
            assertThat(solution.leastCollateral()).isEqualTo(solution.fewestBits());
            assertThat(solution.isPossible()).isTrue();
        }

        @Test
        void amongAsManyBitsTheLeastCollateralDecides() {
            ApQueueSet existing = queues("05.0004", "05.0005", "0a.0004");
            MaskSolution solution = solve(having(existing), queues("05.0004"), NONE);
            assertThat(fewestBits(solution).domainsToClear()).isEqualTo(DomainSet.none());
            assertThat(fewestBits(solution).collateral()).isEqualTo(queues("05.0005"));
            MaskSolution other = solve(having(existing.with(ApQueue.parse("05.0006"))), queues("05.0004"), NONE);
            assertThat(fewestBits(other).domainsToClear()).isEqualTo(domains(4));
            assertThat(fewestBits(other).collateral()).isEqualTo(queues("0a.0004"));
        }

        @Test
        void amongAsMuchCollateralTheNumberDecidesAndAdaptersComeFirst() {
            MaskSolution solution = solve(host(RESERVED), queues("05.0004", "0a.001b"), NONE);
            assertThat(fewestBits(solution).after()).isEqualTo(without(adapters(5), domains(0x1b)));
            assertThat(fewestBits(solve(host(RESERVED), queues("0a.0004"), NONE))
                            .after())
                    .isEqualTo(without(adapters(0x0a), DomainSet.none()));
        }

        @Test
        void lessCollateralCanTakeMoreBits() {
            ApQueueSet wanted = queues("05.0004", "05.001b");
            MaskSolution solution = solve(having(wanted.union(queues("05.0063"))), wanted, NONE);
            assertThat(fewestBits(solution).adaptersToClear()).isEqualTo(adapters(5));
            assertThat(fewestBits(solution).collateral()).isEqualTo(queues("05.0063"));
            MaskChoice least = solution.leastCollateral().orElseThrow();
            assertThat(least.bitsToClear()).isEqualTo(2);
            assertThat(least.domainsToClear()).isEqualTo(domains(4, 0x1b));
            assertThat(least.collateral()).isEqualTo(NONE);
            assertThat(solution.exact()).contains(least);
        }

        @Test
        void queuesThatTheHostDoesNotHaveCostBitsButAreNoCollateral() {
            MaskSolution solution = solve(having(NONE), queues("05.0004"), NONE);
            assertThat(fewestBits(solution).bitsToClear()).isEqualTo(1);
            assertThat(solution.exact()).isPresent();
        }

        @Test
        void whatIsFreeAlreadyCostsNothing() {
            HostMasks masks = without(adapters(5), DomainSet.none());
            MaskSolution nothing = solve(host(masks), queues("05.0004", "05.001b"), NONE);
            assertThat(fewestBits(nothing)).isEqualTo(new MaskChoice(masks, masks, NONE, NONE, true));
            MaskSolution oneMore = solve(host(masks), queues("05.0004", "0a.0004"), queues("05.001b"));
            assertThat(oneMore.fewestBits().map(MaskChoice::domainsToClear)).contains(domains(4));
            assertThat(solve(host(masks), queues("0a.0004"), NONE).exact().map(MaskChoice::domainsToClear))
                    .as("05.0004 is free before")
                    .contains(domains(4));
        }
    }

    @Nested
    class Keeping {
        @Test
        void aKeptQueueForcesTheOtherBit() {
            MaskSolution solution = solve(host(RESERVED), queues("0a.0004"), queues("0a.001b"));
            assertThat(fewestBits(solution).after()).isEqualTo(without(AdapterSet.none(), domains(4)));
            assertThat(fewestBits(solution).collateral()).isEqualTo(queues("05.0004"));
        }

        @Test
        void keptQueuesAtBothBitsMakeItImpossible() {
            MaskSolution solution = solve(host(RESERVED), queues("0a.0004", "05.0099"), queues("05.0004", "0a.001b"));
            assertThat(solution.impossible()).isEqualTo(queues("0a.0004"));
            assertThat(solution.inTheWay()).isEqualTo(queues("05.0004", "0a.001b"));
            assertThat(solution.isPossible()).isFalse();
            assertThat(Stream.of(solution.fewestBits(), solution.leastCollateral(), solution.exact()))
                    .allMatch(choice -> choice.isEmpty());
        }

        @Test
        void aQueueThatIsNamedInBothIsKept() {
            MaskSolution solution =
                    solve(host(RESERVED).features(OVERRIDABLE), queues("0a.0004", "05.0004"), queues("0a.0004"));
            assertThat(fewestBits(solution).after()).isEqualTo(without(adapters(5), DomainSet.none()));
            assertThat(solution.overrides().queues()).isEqualTo(queues("05.0004"));
        }

        @Test
        void bitsOfQueuesToKeepAreSet() {
            MaskSolution solution = solve(host(FREE), NONE, queues("0a.0004"));
            HostMasks masks = new HostMasks(adapters(0x0a), domains(4));
            assertThat(fewestBits(solution)).isEqualTo(new MaskChoice(FREE, masks, NONE, queues("0a.0004"), true));
            assertThat(fewestBits(solution).adaptersToSet()).isEqualTo(adapters(0x0a));
            assertThat(fewestBits(solution).domainsToSet()).isEqualTo(domains(4));
            assertThat(fewestBits(solution).bitsToClear()).isZero();
        }

        @Test
        void whatBitsToSetWouldReserveIsFreedByOthers() {
            HostMasks masks = without(adapters(0x0a), DomainSet.none());
            MaskSolution solution = solve(host(masks), queues("0a.0004"), queues("0a.001b"));
            assertThat(fewestBits(solution))
                    .isEqualTo(new MaskChoice(
                            masks, without(AdapterSet.none(), domains(4)), queues("05.0004"), queues("0a.001b"), true));
        }

        /** Domain 1b is not in aqmask, but gets there: what it reserves and an adapter frees again was never lost. */
        @Test
        void queuesThatTheHostDoesNotHaveBeforeAreNoCollateral() {
            HostMasks masks = without(AdapterSet.none(), domains(0x1b));
            MaskSolution solution = solve(host(masks), queues("05.0004"), queues("0a.0004", "0a.001b"));
            assertThat(fewestBits(solution).after()).isEqualTo(without(adapters(5), DomainSet.none()));
            assertThat(solution.exact()).isEqualTo(solution.fewestBits());
        }

        @ParameterizedTest
        @CsvSource({"NOT_KNOWN, true", "NO, true", "YES, false"})
        void onlyNewKernelsVetoWithoutLookingAtTheOtherMask(Answer newKernel, boolean kept) {
            HostSnapshot.Builder host = host(FREE)
                    .features(KernelFeatures.notKnown().with(KernelFeature.BINDINGS_COMPLETE_COUNT, newKernel))
                    .add(device(A, config(0x0a, 0x04)));
            MaskSolution solution = solve(host, NONE, queues("0a.001b"));
            assertThat(solution.notKept()).isEqualTo(kept ? NONE : queues("0a.001b"));
            assertThat(fewestBits(solution).adaptersToSet()).isEqualTo(kept ? adapters(0x0a) : AdapterSet.none());
        }

        @Test
        void assignedQueuesStayFree() {
            MaskSolution solution = solve(host(FREE).add(device(A, config(0x0a, 0x04))), NONE, queues("0a.0004"));
            assertThat(solution.notKept()).isEqualTo(queues("0a.0004"));
            assertThat(fewestBits(solution).after()).isEqualTo(FREE);
        }

        @Test
        void theFirstQueuesAreKeptWhereNotAllCanBe() {
            HostSnapshot.Builder host = host(FREE).add(device(A, config(5, 0x1b)));
            MaskSolution solution = solve(host, NONE, queues("05.0004", "0a.001b"));
            assertThat(solution.notKept()).isEqualTo(queues("0a.001b"));
            assertThat(fewestBits(solution).returned()).isEqualTo(queues("05.0004"));
        }

        @Test
        void noBitIsSetWhileADeviceOfWhichNotAllIsKnownCouldVeto() {
            MaskSolution solution = solve(host(FREE).add(opaque(A)), NONE, queues("0a.0004"));
            assertThat(solution.notKept()).isEqualTo(queues("0a.0004"));
            assertThat(fewestBits(solution).after()).isEqualTo(FREE);
            MediatedDevice without = MediatedDevice.builder(B)
                    .state(MediatedDeviceState.WITHOUT_DRIVER)
                    .build();
            assertThat(solve(host(FREE).add(without), NONE, queues("0a.0004")).notKept())
                    .isEqualTo(NONE);
        }
    }

    @Nested
    class Locked {
        private final HostSnapshot.Builder locked =
                host(RESERVED).features(OVERRIDABLE).add(overridden("05.0004", "vfio_ap"));

        @Test
        void masksCannotFreeWhileThereIsAnOverride() {
            MaskSolution solution = solve(locked, queues("0a.0004"), NONE);
            assertThat(solution.lockedBy()).isEqualTo(queues("05.0004"));
            assertThat(solution.impossible()).isEqualTo(queues("0a.0004"));
            assertThat(solution.isPossible()).isFalse();
            assertThat(solution.overrides().isPossible()).isTrue();
        }

        @Test
        void whatAnOverrideFreedNeedsNoMask() {
            MaskSolution solution = solve(locked, queues("05.0004"), queues("0a.0004"));
            assertThat(fewestBits(solution)).isEqualTo(new MaskChoice(RESERVED, RESERVED, NONE, NONE, true));
            assertThat(solution.notKept()).isEqualTo(NONE);
            assertThat(solution.overrides().queues()).isEqualTo(NONE);
        }

        @Test
        void whatAnOverrideFreedIsNotKept() {
            MaskSolution solution = solve(locked, NONE, queues("05.0004", "0a.0004"));
            assertThat(solution.notKept()).isEqualTo(queues("05.0004"));
        }

        @Test
        void whatAnOverrideKeepsForTheHostNeedsAnotherOne() {
            HostSnapshot.Builder host = host(RESERVED).features(OVERRIDABLE).add(overridden("05.0004", "cex4queue"));
            MaskSolution solution = solve(host, queues("05.0004"), NONE);
            assertThat(solution.impossible()).isEqualTo(queues("05.0004"));
            assertThat(solution.overrides()).isEqualTo(new DriverOverrides(queues("05.0004"), ImmutableList.of()));
        }
    }

    @Nested
    class Overrides {
        private static DriverOverrides overrides(HostSnapshot.Builder host, String... toFree) {
            return solve(host, queues(toFree), NONE).overrides();
        }

        @Test
        void existingQueuesCanBeOverriddenWhileAllIsReserved() {
            DriverOverrides overrides = overrides(host(RESERVED).features(OVERRIDABLE), "0a.0004", "05.001b");
            assertThat(overrides.isPossible()).isTrue();
            assertThat(overrides.queues()).isEqualTo(queues("05.001b", "0a.0004"));
            assertThat(overrides).hasToString("override the driver of 05.001b, 0a.0004");
        }

        @ParameterizedTest
        @CsvSource({
            "NO, the kernel has no driver_override",
            "NOT_KNOWN, it is not known whether the kernel has driver_override"
        })
        void theKernelMustHaveThem(Answer supported, String text) {
            KernelFeatures features = KernelFeatures.notKnown().with(KernelFeature.DRIVER_OVERRIDE, supported);
            DriverOverrides overrides = overrides(host(RESERVED).features(features), "0a.0004");
            assertThat(overrides.exclusions()).containsExactly(new DriverOverrides.NotSupported(supported));
            assertThat(overrides.isPossible()).isFalse();
            assertThat(overrides).hasToString("not possible, " + text);
        }

        @Test
        void masksMustNotBeInUse() {
            HostMasks masks = without(adapters(5), domains(0x1b, 0x1c));
            DriverOverrides overrides = overrides(host(masks).features(OVERRIDABLE), "0a.0004", "05.0004");
            assertThat(overrides.exclusions()).containsExactly(new DriverOverrides.MasksInUse(masks));
            assertThat(overrides.queues()).as("05.0004 is free").isEqualTo(queues("0a.0004"));
            assertThat(overrides)
                    .hasToString("not possible, the masks are in use, without apmask 05, aqmask 001b,001c");
        }

        @Test
        void theQueuesMustExist() {
            DriverOverrides overrides = overrides(host(RESERVED).features(OVERRIDABLE), "0a.0004", "63.0004");
            assertThat(overrides.exclusions()).containsExactly(new DriverOverrides.QueuesMissing(queues("63.0004")));
            assertThat(overrides).hasToString("not possible, the host does not have 63.0004");
        }

        @Test
        void vfioApMustBeLoaded() {
            DriverOverrides overrides =
                    overrides(host(RESERVED).features(OVERRIDABLE).vfioAp(Answer.NO), "0a.0004");
            assertThat(overrides.exclusions()).containsExactly(new DriverOverrides.VfioApNotLoaded());
            assertThat(overrides).hasToString("not possible, the module vfio_ap is not loaded");
        }

        @Test
        void allThatRulesThemOutIsNamed() {
            assertThat(overrides(host(without(AdapterSet.none(), domains(4))), "63.0005"))
                    .hasToString(
                            "not possible, it is not known whether the kernel has driver_override, the masks are in"
                                    + " use, without apmask none, aqmask 0004, the host does not have 63.0005");
        }
    }

    @Nested
    class Text {
        @Test
        void eachWayHasALine() {
            assertThat(solve(host(RESERVED).features(OVERRIDABLE), queues("0a.0004"), NONE))
                    .hasToString("""
                            fewest bits: clear apmask 0a, aqmask none; also frees 0a.001b
                            least collateral: clear apmask 0a, aqmask none; also frees 0a.001b
                            exact: not with masks
                            queue by queue: override the driver of 0a.0004
                            """);
        }

        @Test
        void bitsToSetAreNamedWithWhatTheyReturn() {
            HostSnapshot.Builder host = host(FREE).add(device(A, config(5, 0x1b)));
            assertThat(solve(host, NONE, queues("0a.0004", "05.001b"))).hasToString("""
                            stays free: 05.001b
                            fewest bits: clear apmask none, aqmask none; set apmask 0a, aqmask 0004; gives back 0a.0004
                            least collateral: clear apmask none, aqmask none; set apmask 0a, aqmask 0004; gives back 0a.0004
                            exact: clear apmask none, aqmask none; set apmask 0a, aqmask 0004; gives back 0a.0004
                            queue by queue: not possible, it is not known whether the kernel has driver_override, \
                            the masks are in use, without apmask 00-ff, aqmask 0000-00ff
                            """);
        }

        @Test
        void whatIsImpossibleIsNamedWithWhatIsInTheWay() {
            assertThat(solve(host(RESERVED).features(OVERRIDABLE), queues("0a.0004"), queues("05.0004", "0a.001b")))
                    .hasToString("""
                            not possible by masks: 0a.0004, because these must stay: 05.0004, 0a.001b
                            exact: not with masks
                            queue by queue: override the driver of 0a.0004
                            """);
        }

        @Test
        void overridesThatLockAreNamed() {
            HostSnapshot.Builder host = host(RESERVED).features(OVERRIDABLE).add(overridden("05.0004", "vfio_ap"));
            assertThat(solve(host, queues("0a.0004"), NONE)).hasToString("""
                            the masks cannot change while queues have a driver override: 05.0004
                            exact: not with masks
                            queue by queue: override the driver of 0a.0004
                            """);
        }

        @Test
        void aChoiceThatIsNotProvenSaysSo() {
            MaskChoice choice = new MaskChoice(RESERVED, without(adapters(5), DomainSet.none()), NONE, NONE, false);
            assertThat(choice).hasToString("clear apmask 05, aqmask none; there may be a better choice");
        }
    }

    /** A host with 60 adapters and 85 domains, as the largest machines have. */
    @Nested
    class Big {
        private static final ApQueueSet ALL = some((adapter, domain) -> true);

        private static ApQueueSet some(BiPredicate<Integer, Integer> condition) {
            ApQueueSet.Builder queues = ApQueueSet.builder();
            for (int adapter = 0; adapter < 60; adapter++) {
                for (int domain = 0; domain < 85; domain++) {
                    if (condition.test(adapter, domain)) {
                        queues.add(ApQueue.of(AdapterId.of(adapter), DomainId.of(domain)));
                    }
                }
            }
            return queues.build();
        }

        /** Returns queues no two of which have a bit in common, so that each needs a bit of its own. */
        private static ApQueueSet disjoint(int count) {
            return some((adapter, domain) -> adapter < count && domain.equals(adapter));
        }

        private static void assertFrees(MaskChoice choice, ApQueueSet toFree) {
            assertThat(toFree.intersect(choice.after().reserved())).isEqualTo(NONE);
            assertThat(choice.collateral())
                    .isEqualTo(ALL.difference(choice.after().reserved()).difference(toFree));
        }

        /** With k bits of apmask, the collateral is 16 * 60 + 9 * k + k * k - 16. */
        @Test
        void sixteenDifferentRowsAreSearchedWhole() {
            MaskSolution solution = solve(having(ALL), disjoint(16), NONE);
            assertThat(fewestBits(solution).domainsToClear().size()).isEqualTo(16);
            assertThat(fewestBits(solution).collateral().size()).isEqualTo(16 * 60 - 16);
            assertThat(fewestBits(solution).proven()).isTrue();
            assertThat(solution.leastCollateral()).isEqualTo(solution.fewestBits());
        }

        /** The bits of n + 1 in the few adapters or domains are freed of the n-th one of the many, up to 49. */
        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void fewAdaptersOrDomainsAreSearchedWholeHoweverManyOthersThereAre(boolean fewDomains) {
            ApQueueSet toFree = some(fewDomains, (many, few) -> many < 50 && few < 6 && ((many + 1) & 1 << few) != 0);
            ApQueueSet oneEach = some(fewDomains, (many, few) -> many < 50 && few == 59);
            ApQueueSet tenEach = some(fewDomains, (many, few) -> many >= 50 && many < 60 && few < 6);
            MaskSolution solution = solve(having(toFree.union(oneEach).union(tenEach)), toFree, NONE);
            assertThat(fewestBits(solution).bitsToClear()).isEqualTo(6);
            assertThat(fewestBits(solution).collateral()).isEqualTo(tenEach);
            MaskChoice least = solution.leastCollateral().orElseThrow();
            assertThat(least.collateral()).isEqualTo(oneEach);
            assertThat(least.proven()).isTrue();
        }

        private static ApQueueSet some(boolean fewDomains, BiPredicate<Integer, Integer> condition) {
            return some((adapter, domain) ->
                    fewDomains ? condition.test(adapter, domain) : condition.test(domain, adapter));
        }

        @Test
        void equalRowsAreOne() {
            ApQueueSet product =
                    ApQueueSet.of(Matrix.of(AdapterSet.of(ALL.adapters().mask()), domains(1, 2, 3, 5, 8, 13)));
            MaskSolution solution = solve(having(ALL), product, NONE);
            assertThat(fewestBits(solution).domainsToClear()).isEqualTo(domains(1, 2, 3, 5, 8, 13));
            assertThat(solution.exact()).isEqualTo(solution.fewestBits());
        }

        /** Every adapter a needs a bit of its own, because queue a.a is among these queues. */
        @Test
        void theFewestBitsAreFoundWhereTheSearchEndsEarly() {
            ApQueueSet toFree = some((adapter, domain) -> domain.equals(adapter) || (7 * adapter + domain) % 19 == 0);
            MaskSolution solution = solve(having(ALL), toFree, NONE);
            assertThat(fewestBits(solution).bitsToClear()).isEqualTo(60);
            assertFrees(fewestBits(solution), toFree);
            MaskChoice least = solution.leastCollateral().orElseThrow();
            assertFrees(least, toFree);
            assertThat(least.collateral().size())
                    .isLessThanOrEqualTo(fewestBits(solution).collateral().size());
            assertThat(least.proven()).isFalse();
            assertThat(least.toString()).endsWith("; there may be a better choice");
        }

        /** Adapters 00 to 09, domains 0 to 14, and 20 queues beside: 45 queues of these have no bit in common. */
        @Test
        void aSmallestCoverCanHaveBitsOfBothMasks() {
            ApQueueSet toFree = some((adapter, domain) ->
                    adapter < 10 || domain < 15 || (adapter >= 30 && adapter < 50 && domain.equals(adapter)));
            MaskSolution solution = solve(having(ALL), toFree, NONE);
            assertThat(fewestBits(solution).bitsToClear()).isEqualTo(45);
            assertFrees(fewestBits(solution), toFree);
        }

        /** There is nothing beside that could be lost, so that only numbers could be lower. */
        @Test
        void noCollateralAndTheFewestBitsNeedNoSearch() {
            MaskSolution solution = solve(having(disjoint(60)), disjoint(60), NONE);
            assertThat(fewestBits(solution).bitsToClear()).isEqualTo(60);
            assertThat(fewestBits(solution).proven()).isTrue();
            assertThat(solution.exact()).isEqualTo(solution.fewestBits());
        }
    }
}
