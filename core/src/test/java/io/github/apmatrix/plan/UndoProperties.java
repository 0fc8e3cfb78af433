package io.github.apmatrix.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.samples.PlanHosts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random hosts and wishes; what the kernel makes of a step is the model's word here. */
class UndoProperties {
    private static final List<MediatedDeviceId> IDS = List.of(PlanHosts.A, PlanHosts.B, PlanHosts.C);

    private static Arbitrary<AdapterSet> adapters() {
        return Arbitraries.of(5, 0x0a, 0x20)
                .set()
                .ofMaxSize(2)
                .map(numbers -> AdapterSet.adapters(
                        numbers.stream().mapToInt(Integer::intValue).toArray()));
    }

    private static Arbitrary<DomainSet> domains() {
        return Arbitraries.of(0x04, 0x1b, 0x99)
                .set()
                .ofMaxSize(2)
                .map(numbers -> DomainSet.domains(
                        numbers.stream().mapToInt(Integer::intValue).toArray()));
    }

    private static Arbitrary<Map<MediatedDeviceId, ApConfig>> devices() {
        Arbitrary<ApConfig> configs = Combinators.combine(adapters(), domains(), domains())
                .as((apm, aqm, adm) -> ApConfig.of(apm, aqm).withControlDomains(adm));
        return Arbitraries.maps(Arbitraries.of(IDS), configs).map(devices -> {
            Map<MediatedDeviceId, ApConfig> disjoint = new TreeMap<>();
            devices.forEach((id, config) -> {
                if (disjoint.values().stream().noneMatch(other -> other.matrix().sharesQueueWith(config.matrix()))) {
                    disjoint.put(id, config);
                }
            });
            return disjoint;
        });
    }

    /** Hosts on which every device was planned, so that all is consistent. */
    @Provide
    Arbitrary<HostSnapshot> hosts() {
        return Combinators.combine(devices(), Arbitraries.of(PlanHosts.NO_FEATURES, PlanHosts.REWRITABLE), masks())
                .as((devices, features, masks) -> {
                    DesiredHost.Builder desired = DesiredHost.builder();
                    devices.forEach(desired::device);
                    HostSnapshot.Builder builder =
                            PlanHosts.plan(PlanHosts.host(masks).features(features), desired.build())
                                    .predicted()
                                    .toBuilder();
                    builder.build()
                            .devices()
                            .values()
                            .forEach(device -> builder.add(PlanHosts.device(
                                    device.id(), device.assigned().orElseThrow())));
                    return builder.build();
                });
    }

    private static Arbitrary<HostMasks> masks() {
        return Combinators.combine(adapters(), domains())
                .as((adapters, domains) -> new HostMasks(adapters.complement(), domains.complement()));
    }

    @Provide
    Arbitrary<DesiredHost> wishes() {
        return Combinators.combine(devices(), masks().optional(0.3), Arbitraries.of(true, false))
                .as((devices, masks, alone) -> {
                    DesiredHost.Builder desired = DesiredHost.builder();
                    devices.forEach(desired::device);
                    masks.ifPresent(desired::masks);
                    return (alone ? desired.removeOtherDevices() : desired).build();
                });
    }

    private static Map<MediatedDeviceId, ApConfig> assigned(HostModel model) {
        Map<MediatedDeviceId, ApConfig> assigned = new TreeMap<>();
        model.devices().forEach((id, device) -> assigned.put(id, device.assigned()));
        return assigned;
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void undoingAStepRestoresMasksAndAssignments(
            @ForAll("hosts") HostSnapshot before, @ForAll("wishes") DesiredHost wish) {
        Assume.that(Planner.plan(before, wish) instanceof Plan);
        HostModel model = new HostModel(before);
        for (PlannedStep step : PlanHosts.plan(before, wish).steps()) {
            HostModel old = model.copy();
            model.apply(step.step());
            HostModel undone = model.copy();
            step.undo().forEach(undone::apply);
            assertThat(undone.masks()).as("%s", step).isEqualTo(old.masks());
            assertThat(assigned(undone)).as("%s", step).isEqualTo(assigned(old));
            assertThat(List.of(model.masks(), assigned(model)))
                    .as("%s does something", step)
                    .isNotEqualTo(List.of(old.masks(), assigned(old)));
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void theEarlierHostCanBePlannedBack(@ForAll("hosts") HostSnapshot before, @ForAll("wishes") DesiredHost wish) {
        Assume.that(Planner.plan(before, wish) instanceof Plan);
        HostSnapshot.Builder after = PlanHosts.plan(before, wish).predicted().toBuilder();
        after.build()
                .devices()
                .values()
                .forEach(device -> after.add(
                        PlanHosts.device(device.id(), device.assigned().orElseThrow())));
        HostSnapshot back = PlanHosts.plan(after, DesiredHost.like(before)).predicted();
        assertThat(back.masks()).isEqualTo(before.masks());
        assertThat(assigned(new HostModel(back))).isEqualTo(assigned(new HostModel(before)));
    }
}
