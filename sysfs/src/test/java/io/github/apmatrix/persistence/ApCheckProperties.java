package io.github.apmatrix.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.persistence.chzdev.ApRules;
import io.github.apmatrix.persistence.chzdev.MaskSettings;
import io.github.apmatrix.persistence.document.MdevAttribute;
import io.github.apmatrix.persistence.document.MdevAttributes;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** What the checks of s390-tools find is found here too, and what is said of automatic starts is what the forecast says. */
class ApCheckProperties {
    private static final Integer[] ADAPTERS = {0, 0x0a, 0x0b};
    private static final Integer[] DOMAINS = {1, 2, 4};
    private static final HostSnapshot MACHINE = Hosts.recorded("6.12", "bare");

    @Property(edgeCases = EdgeCasesMode.NONE)
    void nothingThatTheToolsFindIsMissed(@ForAll("hosts") PersistentHost host, @ForAll("masks") HostMasks active) {
        HostSnapshot running = MACHINE.toBuilder().masks(active).build();
        ImmutableList<PersistenceConflict> found = PersistenceConflict.find(host, running);
        List<ApCheckModel.Finding> expected = ApCheckModel.check(host, active);
        for (ApCheckModel.Finding finding : expected) {
            assertThat(found).as("%s", finding).anyMatch(conflict -> covers(conflict, finding));
        }
        Statistics.collect(!expected.isEmpty() ? "both find" : found.isEmpty() ? "nothing to find" : "only found here");
        Statistics.coverage(coverage -> {
            coverage.check("both find").percentage(percentage -> percentage > 20);
            coverage.check("only found here").percentage(percentage -> percentage > 5);
        });
    }

    private static boolean covers(PersistenceConflict conflict, ApCheckModel.Finding finding) {
        if (finding.isOfControlDomains()) {
            return conflict.equals(new PersistenceConflict.ControlWithoutUsage(finding.device()));
        }
        ApQueue queue = ApQueue.of(AdapterId.of(finding.adapter()), DomainId.of(finding.domain()));
        MediatedDeviceId device = finding.device();
        if (conflict instanceof PersistenceConflict.SeenByToolsOnly seen) {
            return seen.queues().contains(queue)
                    && (seen.device().equals(device) || finding.other().equals(Optional.of(seen.device())));
        } else if (finding.other().isPresent()) {
            return conflict instanceof PersistenceConflict.SharedQueues shared
                    && shared.automatic()
                    && shared.queues().contains(queue)
                    && Set.of(shared.device(), shared.other())
                            .equals(Set.of(device, finding.other().orElseThrow()));
        }
        if (conflict instanceof PersistenceConflict.RefusedByTools refused) {
            return isOf(device, queue, refused.device(), refused.queues());
        }
        return conflict instanceof PersistenceConflict.ReservedQueues reserved
                && isOf(device, queue, reserved.device(), reserved.queues());
    }

    private static boolean isOf(MediatedDeviceId device, ApQueue queue, MediatedDeviceId of, ApQueueSet queues) {
        return of.equals(device) && queues.contains(queue);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aConflictOfAutomaticDevicesKeepsOneOfThemFromStarting(@ForAll("lateHosts") PersistentHost host) {
        BootForecast forecast = BootForecast.of(MACHINE, host);
        Set<MediatedDeviceId> started = forecast.snapshot().devices().keySet();
        boolean loaded = forecast.events().stream().anyMatch(BootEvent.ModuleLoaded.class::isInstance);
        for (PersistenceConflict conflict : PersistenceConflict.find(host)) {
            if (loaded && conflict instanceof PersistenceConflict.ReservedQueues reserved && reserved.automatic()) {
                assertThat(started).as("%s", forecast).doesNotContain(reserved.device());
                Statistics.collect("reserved");
            } else if (loaded && conflict instanceof PersistenceConflict.SharedQueues shared && shared.automatic()) {
                assertThat(started.containsAll(Set.of(shared.device(), shared.other())))
                        .as("%s", forecast)
                        .isFalse();
                Statistics.collect(
                        started.contains(shared.device()) || started.contains(shared.other())
                                ? "one starts"
                                : "none starts");
            }
        }
        Statistics.coverage(coverage -> {
            coverage.check("reserved").count(count -> count > 0);
            coverage.check("one starts").count(count -> count > 0);
        });
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void everyDeviceThatDoesNotStartIsNamed(@ForAll("hosts") PersistentHost host) {
        BootForecast forecast = BootForecast.of(MACHINE, host);
        String texts = PersistenceConflict.find(host, MACHINE).toString();
        forecast.failures()
                .keySet()
                .forEach(id -> assertThat(texts).as("%s", forecast).contains(id.toString()));
        Statistics.collect(forecast.failures().isEmpty() ? "all start" : "some fail");
        Statistics.coverage(coverage -> coverage.check("some fail").percentage(percentage -> percentage > 10));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void withoutConflictsAllComesAsTheFilesSay(@ForAll("hosts") PersistentHost host) {
        if (PersistenceConflict.find(host, MACHINE).isEmpty()) {
            HostSnapshot booted = BootForecast.of(MACHINE, host).snapshot();
            assertThat(booted.masks()).contains(host.masks());
            assertThat(booted.devices().keySet()).isEqualTo(host.autostarted().keySet());
            host.autostarted()
                    .forEach((id, definition) -> assertThat(booted.devices().get(id))
                            .satisfies(device -> assertThat(device.assigned()).contains(definition.config())));
            Statistics.collect(host.autostarted().isEmpty() ? "nothing to start" : "all start");
        }
        Statistics.coverage(coverage -> coverage.check("all start").count(count -> count > 0));
    }

    @Provide
    Arbitrary<HostMasks> masks() {
        return Combinators.combine(cleared(ADAPTERS), cleared(DOMAINS))
                .as((apmask, aqmask) -> new HostMasks(AdapterSet.of(apmask), DomainSet.of(aqmask)));
    }

    private static Arbitrary<ApMask> cleared(Integer... numbers) {
        return Arbitraries.of(numbers)
                .set()
                .map(bits ->
                        ApMask.of(bits.stream().mapToInt(Integer::intValue)).complement());
    }

    /** Sources of all kinds. */
    @Provide
    Arbitrary<PersistentHost> hosts() {
        return Combinators.combine(
                        lateHosts(),
                        masks().optional(0.3),
                        Arbitraries.integers().between(0, 3))
                .as((host, parameters, list) -> {
                    PersistentHost withBoot = parameters
                            .map(masks -> host.withBoot(Hosts.parameters(masks)))
                            .orElse(host);
                    return list == 0 ? withBoot.withEarlyLoad("a list") : withBoot;
                });
    }

    /** Hosts on which nothing but the rule loads vfio_ap. */
    @Provide
    Arbitrary<PersistentHost> lateHosts() {
        Arbitrary<Boolean> mostly = Arbitraries.frequency(Tuple.of(4, true), Tuple.of(1, false));
        Arbitrary<MaskSettings> settings = Combinators.combine(masks(), mostly, mostly)
                .as((both, apmask, aqmask) -> new MaskSettings(
                        Optional.of(both.apmask()).filter(mask -> apmask),
                        Optional.of(both.aqmask()).filter(mask -> aqmask)));
        return Combinators.combine(
                        settings.optional(0.8),
                        Arbitraries.maps(devices(), definitions()).ofMaxSize(3),
                        Arbitraries.of(true, false))
                .as(ApCheckProperties::host);
    }

    private static PersistentHost host(
            Optional<MaskSettings> settings, Map<MediatedDeviceId, MdevDefinition> definitions, boolean checks) {
        PersistentHost host = checks ? Hosts.checked(PersistentHost.none()) : PersistentHost.none();
        host = settings.map(ApRules::of).map(host::withRules).orElse(host);
        for (Map.Entry<MediatedDeviceId, MdevDefinition> definition : definitions.entrySet()) {
            host = host.with(definition.getKey(), definition.getValue());
        }
        return host;
    }

    private static Arbitrary<MediatedDeviceId> devices() {
        return Arbitraries.of(Hosts.ID, Hosts.OTHER, MediatedDeviceId.parse("11111111-2222-4333-8444-555555555555"));
    }

    /** Mostly a plain list of numbers, sometimes with a detour or a whole configuration in it. */
    private static Arbitrary<MdevDefinition> definitions() {
        Arbitrary<MdevAttribute> plain = Arbitraries.oneOf(
                attribute("assign_adapter", ADAPTERS),
                attribute("assign_domain", DOMAINS),
                attribute("assign_control_domain", DOMAINS));
        Arbitrary<MdevAttribute> detour = Arbitraries.oneOf(
                attribute("unassign_adapter", ADAPTERS),
                attribute("unassign_domain", DOMAINS),
                attribute("unassign_control_domain", DOMAINS),
                Combinators.combine(Arbitraries.of(ADAPTERS), Arbitraries.of(DOMAINS))
                        .as((adapter, domain) -> new MdevAttribute(
                                "ap_config",
                                ApConfig.of(AdapterSet.adapters(adapter), DomainSet.domains(domain))
                                        .toString())));
        Arbitrary<MdevAttribute> attributes = Arbitraries.frequencyOf(Tuple.of(5, plain), Tuple.of(1, detour));
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(3, MdevDefinition.Start.AUTO), Tuple.of(1, MdevDefinition.Start.MANUAL)),
                        attributes.list().ofMaxSize(6))
                .as((start, list) -> MdevDefinition.of(start, MdevAttributes.copyOf(list)));
    }

    private static Arbitrary<MdevAttribute> attribute(String name, Integer... numbers) {
        return Combinators.combine(Arbitraries.of(numbers), Arbitraries.of("%d", "0x%02x", "0%o"))
                .as((number, notation) -> new MdevAttribute(name, notation.formatted(number)));
    }
}
