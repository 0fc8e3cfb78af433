package io.github.apmatrix.persistence;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.persistence.Hosts.ID;
import static io.github.apmatrix.persistence.Hosts.OTHER;
import static io.github.apmatrix.persistence.Hosts.SCENARIO;
import static io.github.apmatrix.persistence.Hosts.SCENARIO_MASKS;
import static io.github.apmatrix.persistence.Hosts.attributes;
import static io.github.apmatrix.persistence.Hosts.automatic;
import static io.github.apmatrix.persistence.Hosts.parameters;
import static io.github.apmatrix.persistence.Hosts.rule;
import static io.github.apmatrix.persistence.Hosts.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostDifference;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.persistence.SourceProblem.Source;
import io.github.apmatrix.persistence.chzdev.ApRules;
import io.github.apmatrix.persistence.chzdev.MaskSettings;
import io.github.apmatrix.persistence.document.MdevAttribute;
import io.github.apmatrix.plan.Conflict;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BootForecastTest {
    private static final String LIST = "/etc/modules-load.d/ours.conf, line 1";
    private static final String STARTS =
            "mdevctl starts device " + ID + " with adapters 00,0a x domains 001b (control domains 001b)";
    private static final String KERNEL =
            "the kernel starts without parameters for the masks: all queues are reserved for the host";
    private static final HostSnapshot HOST = Hosts.recorded("6.12", "scenario");

    private static ImmutableList<String> texts(PersistentHost persistent) {
        return texts(HOST, persistent);
    }

    private static ImmutableList<String> texts(HostSnapshot host, PersistentHost persistent) {
        return BootForecast.of(host, persistent).events().stream()
                .map(BootEvent::description)
                .collect(ImmutableList.toImmutableList());
    }

    private static HostMasks masks(PersistentHost persistent) {
        return BootForecast.of(HOST, persistent).snapshot().masks().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12", "7.3"})
    void aRecordedHostComesBackFromRuleAndDefinition(String kernel) {
        HostSnapshot running = Hosts.recorded(kernel, "scenario");
        BootForecast forecast = BootForecast.of(running, scenario());
        assertThat(forecast.events())
                .containsExactly(
                        new BootEvent.KernelStarts(HostMasks.allReserved(), false),
                        new BootEvent.RuleActs(SCENARIO_MASKS),
                        new BootEvent.ModuleLoaded("41-ap.rules"),
                        new BootEvent.DeviceStarted(ID, SCENARIO));
        assertThat(HostDifference.between(running, forecast.snapshot()).changes())
                .isEmpty();
        assertThat(forecast.failures()).isEmpty();
        assertThat(forecast).hasToString("""
                 1. the kernel starts without parameters for the masks: all queues are reserved for the host
                 2. 41-ap.rules acts, and the masks are apmask 01-09,0b-ff, aqmask 0000-00ff
                 3. 41-ap.rules loads vfio_ap
                 4. %s
                """.formatted(STARTS).replace("\n", System.lineSeparator()));
    }

    @Test
    void ofAHostThatKeepsNothingAllQueuesAreTheHosts() {
        BootForecast forecast = BootForecast.of(Hosts.recorded("6.12", "production"), PersistentHost.none());
        assertThat(forecast.events()).containsExactly(new BootEvent.KernelStarts(HostMasks.allReserved(), false));
        HostSnapshot booted = forecast.snapshot();
        assertThat(booted.vfioAp()).isEqualTo(Answer.NO);
        assertThat(booted.devices()).isEmpty();
        assertThat(booted.boundToVfioAp()).isEqualTo(ApQueueSet.none());
    }

    @Nested
    class Masks {
        private static final HostMasks PARAMETERS =
                new HostMasks(AdapterSet.adapters(0x00, 0x0a), DomainSet.domains(1));

        @Test
        void withoutAnySourceTheyAreAllOnes() {
            assertThat(masks(PersistentHost.none())).isEqualTo(HostMasks.allReserved());
            assertThat(texts(PersistentHost.none())).containsExactly(KERNEL);
        }

        @Test
        void thoseOfTheParametersCountWithoutARule() {
            PersistentHost host = PersistentHost.none().withBoot(parameters(PARAMETERS));
            assertThat(masks(host)).isEqualTo(PARAMETERS).isEqualTo(host.masks());
            assertThat(texts(host))
                    .containsExactly("the kernel starts with the masks of its parameters: apmask 00,0a, aqmask 0001");
        }

        @Test
        void aSingleParameterLeavesTheOtherMaskFull() {
            PersistentHost host = PersistentHost.none().withBoot(Hosts.commandLine("ap.aqmask=0x4"));
            assertThat(masks(host)).isEqualTo(new HostMasks(AdapterSet.all(), domains(1)));
        }

        @Test
        void theRuleWinsForEachMaskByItself() {
            PersistentHost host =
                    PersistentHost.none().withBoot(parameters(PARAMETERS)).withEarlyLoad(LIST);
            MaskSettings apmask = new MaskSettings(Optional.of(adapters(0x0b)), Optional.empty());
            MaskSettings aqmask = new MaskSettings(Optional.empty(), Optional.of(domains(4)));
            assertThat(masks(host.withRules(ApRules.of(apmask)))).isEqualTo(new HostMasks(adapters(0x0b), domains(1)));
            assertThat(masks(host.withRules(ApRules.of(aqmask))))
                    .isEqualTo(new HostMasks(adapters(0x00, 0x0a), domains(4)));
        }
    }

    /** With these parameters a real kernel showed bindings 1/2 and never got complete before vfio_ap was loaded. */
    @Nested
    class Waiting {
        private static final ApQueue FREE = ApQueue.parse("0c.0001");
        private static final HostMasks MASKS = Hosts.without(AdapterSet.adapters(0x0c, 0x0d, 0x0e, 0x0f));

        private static HostSnapshot twoQueues() {
            return HostSnapshot.builder()
                    .vfioAp(Answer.NO)
                    .add(QueueDevice.builder(ApQueue.parse("00.0001"))
                            .driver(DriverBinding.to("cex4queue"))
                            .build())
                    .add(QueueDevice.builder(FREE)
                            .driver(DriverBinding.unbound())
                            .build())
                    .build();
        }

        @Test
        void theRuleWaitsForEverIfParametersFreeQueuesThatOnlyItGivesADriver() {
            PersistentHost host = scenario().withBoot(parameters(MASKS));
            BootForecast forecast = BootForecast.of(twoQueues(), host);
            assertThat(forecast.events())
                    .containsExactly(
                            new BootEvent.KernelStarts(MASKS, true), new BootEvent.RuleWaits(ApQueueSet.of(FREE)));
            assertThat(forecast.events().get(1).description())
                    .isEqualTo(
                            "41-ap.rules waits for ever until these queues have a driver, and sets and loads nothing: "
                                    + "0c.0001");
            assertThat(forecast.snapshot().masks()).contains(MASKS);
            assertThat(forecast.snapshot().vfioAp()).isEqualTo(Answer.NO);
        }

        @Test
        void theRuleActsIfSomethingElseLoadsVfioAp() {
            PersistentHost host = scenario().withBoot(parameters(MASKS)).withEarlyLoad(LIST);
            assertThat(texts(twoQueues(), host))
                    .startsWith(
                            "the kernel starts with the masks of its parameters: apmask 00-0b,10-ff, aqmask 0000-00ff",
                            LIST + " loads vfio_ap")
                    .endsWith("41-ap.rules acts, and the masks are apmask 01-09,0b-ff, aqmask 0000-00ff");
        }

        @Test
        void theRuleActsIfParametersFreeOnlyQueuesThatAreNotThere() {
            PersistentHost host = scenario().withBoot(parameters(Hosts.without(AdapterSet.adapters(0x20))));
            assertThat(texts(twoQueues(), host)).contains("41-ap.rules loads vfio_ap");
        }

        @Test
        void theRuleActsIfThereAreNoQueues() {
            PersistentHost host = scenario().withBoot(parameters(MASKS));
            assertThat(texts(HostSnapshot.builder().build(), host)).contains("41-ap.rules loads vfio_ap");
        }
    }

    @Nested
    class Loading {
        @Test
        void devicesStartTooEarlyWhenAListOfModulesLoadsVfioAp() {
            BootForecast forecast = BootForecast.of(HOST, scenario().withEarlyLoad(LIST));
            StartFailure failure = new StartFailure.AttributeRefused(
                    new MdevAttribute("assign_domain", "27"),
                    ImmutableList.of(new Conflict.Reserved(
                            ID, ApQueueSet.of(ApQueue.parse("00.001b"), ApQueue.parse("0a.001b")))));
            assertThat(forecast.events())
                    .containsExactly(
                            new BootEvent.KernelStarts(HostMasks.allReserved(), false),
                            new BootEvent.ModuleLoaded(LIST),
                            new BootEvent.StartFails(ID, failure),
                            new BootEvent.RuleActs(SCENARIO_MASKS));
            assertThat(forecast.failures()).containsOnlyKeys(ID).containsValue(failure);
            assertThat(forecast.snapshot().devices()).isEmpty();
            assertThat(forecast.snapshot().masks()).contains(SCENARIO_MASKS);
            assertThat(forecast.events().get(2).description())
                    .isEqualTo("mdevctl cannot start device " + ID + ": writing 27 to assign_domain is refused: device "
                            + ID + " needs 00.001b, 0a.001b, which the masks reserve for the host");
        }

        @Test
        void theRuleIsRefusedWhereADeviceThatStartedEarlyHasTheQueues() {
            PersistentHost host = PersistentHost.none()
                    .withBoot(parameters(SCENARIO_MASKS))
                    .withEarlyLoad(LIST)
                    .withRules(rule(Hosts.without(domains(4))))
                    .with(ID, automatic(SCENARIO));
            assertThat(texts(host))
                    .containsExactly(
                            "the kernel starts with the masks of its parameters: apmask 01-09,0b-ff, aqmask 0000-00ff",
                            LIST + " loads vfio_ap",
                            STARTS,
                            "a mask of 41-ap.rules is refused: setting bits (apmask 00,0a, aqmask none) would take 00.001b, "
                                    + "0a.001b from device " + ID,
                            "41-ap.rules acts, and the masks are apmask 01-09,0b-ff, aqmask 0000-0003,0005-00ff");
        }

        @Test
        void aBlacklistKeepsTheModuleOut() {
            PersistentHost host = Hosts.blacklisted(scenario(), "/etc/modprobe.d/a.conf, line 1: a blacklist");
            assertThat(texts(host))
                    .containsExactly(
                            KERNEL,
                            "41-ap.rules acts, and the masks are apmask 01-09,0b-ff, aqmask 0000-00ff",
                            "41-ap.rules does not load vfio_ap: /etc/modprobe.d/a.conf, line 1: a blacklist");
            assertThat(texts(host.withEarlyLoad(LIST)))
                    .contains(LIST + " does not load vfio_ap: /etc/modprobe.d/a.conf, line 1: a blacklist");
        }

        @Test
        void aRuleThatLoadsNothingStartsNothing() {
            PersistentHost host = scenario().withRules(new ApRules(MaskSettings.of(SCENARIO_MASKS), false, true));
            assertThat(texts(host))
                    .containsExactly(
                            KERNEL, "41-ap.rules acts, and the masks are apmask 01-09,0b-ff, aqmask 0000-00ff");
        }

        @Test
        void aSourceThatCouldNotBeReadIsNamedFirst() {
            SourceProblem rules = new SourceProblem(Source.RULES, "/etc/udev/rules.d/41-ap.rules", "not UTF-8");
            SourceProblem elsewhere = new SourceProblem(Source.RULES_ELSEWHERE, "/run/x", "is elsewhere");
            assertThat(texts(Hosts.with(PersistentHost.none(), rules, elsewhere)))
                    .containsExactly(
                            KERNEL, "left out: /etc/udev/rules.d/41-ap.rules (the masks of chzdev): not UTF-8");
        }
    }

    @Nested
    class Starting {
        private static final SourceProblem MALFORMED =
                new SourceProblem(Source.MALFORMED_DEFINITION, "/etc/mdevctl.d/matrix/x", "line 1: not JSON");

        private static ImmutableList<String> failures(PersistentHost persistent) {
            return failures(HOST, persistent);
        }

        private static ImmutableList<String> failures(HostSnapshot host, PersistentHost persistent) {
            BootForecast forecast = BootForecast.of(host, persistent);
            forecast.failures()
                    .keySet()
                    .forEach(id -> assertThat(forecast.snapshot().devices()).doesNotContainKey(id));
            return forecast.failures().entrySet().stream()
                    .map(failure -> failure.getKey().toString().charAt(0) + ": "
                            + failure.getValue().description())
                    .collect(ImmutableList.toImmutableList());
        }

        @Test
        void aMalformedDefinitionKeepsAllFromStarting() {
            assertThat(texts(Hosts.with(scenario(), MALFORMED)))
                    .endsWith(
                            "41-ap.rules loads vfio_ap",
                            "mdevctl starts no device because of /etc/mdevctl.d/matrix/x: line 1: not JSON");
        }

        @Test
        void anUnusableDefinitionLeavesTheOthersAlone() {
            SourceProblem unusable =
                    new SourceProblem(Source.UNUSABLE_DEFINITION, "/etc/mdevctl.d/matrix/x", "$.start: no word");
            assertThat(texts(Hosts.with(scenario(), unusable)))
                    .contains(
                            "left out: /etc/mdevctl.d/matrix/x (a definition that no vfio_ap device can be started with): "
                                    + "$.start: no word",
                            STARTS);
        }

        @Test
        void aManualDeviceIsNotStarted() {
            assertThat(texts(scenario().with(ID, Hosts.manual(SCENARIO)))).endsWith("41-ap.rules loads vfio_ap");
        }

        /** EADDRINUSE, as the recorded mdevctl gave it for the second device. */
        @Test
        void ofTwoDevicesWithTheSameQueueTheSecondFails() {
            ApConfig config = ApConfig.of(adapters(0x0a), domains(4));
            PersistentHost host = PersistentHost.none()
                    .withRules(rule(Hosts.without(adapters(0x0a))))
                    .with(OTHER, automatic(config))
                    .with(MediatedDeviceId.parse("71111111-2222-4333-8444-555555555555"), automatic(config));
            assertThat(failures(host))
                    .containsExactly("7: writing 4 to assign_domain is refused: devices "
                            + "71111111-2222-4333-8444-555555555555 and " + OTHER + " would both have 0a.0004");
        }

        /** EADDRNOTAVAIL, as the recorded mdevctl gave it for adapter 0. */
        @Test
        void aReservedQueueIsRefused() {
            PersistentHost host = PersistentHost.none()
                    .withRules(rule(Hosts.without(adapters(0x0a))))
                    .with(OTHER, attributes("assign_adapter=0", "assign_domain=0x0004"));
            assertThat(failures(host))
                    .containsExactly("6: writing 0x0004 to assign_domain is refused: device " + OTHER
                            + " needs 00.0004, which the masks reserve for the host");
        }

        /** ENODEV, as the recorded mdevctl gave it for adapter 999. */
        @ParameterizedTest
        @CsvSource({
            "assign_adapter, adapters fe, domains none",
            "assign_domain, adapters none, domains 00fe",
            "assign_control_domain, adapters none, domains 00fe"
        })
        void aNumberAboveTheMaximumIsRefused(String attribute, String adapters, String domains) {
            HostSnapshot small = HOST.toBuilder()
                    .maxAdapter(AdapterId.of(0x3f))
                    .maxDomain(DomainId.of(0x54))
                    .build();
            PersistentHost host = PersistentHost.none()
                    .withRules(rule(HostMasks.allReserved()))
                    .with(OTHER, attributes(attribute + "=0xfe"));
            assertThat(failures(small, host))
                    .containsExactly("6: writing 0xfe to " + attribute + " is refused: device " + OTHER
                            + ": above the machine's maximum are " + adapters + ", " + domains);
        }

        @Test
        void aDetourThroughAReservedQueueIsRefused() {
            PersistentHost host = scenario()
                    .with(
                            ID,
                            attributes(
                                    "assign_adapter=0x0b",
                                    "assign_domain=0x1b",
                                    "unassign_adapter=0x0b",
                                    "assign_adapter=0"));
            assertThat(failures(host))
                    .containsExactly("4: writing 0x1b to assign_domain is refused: device " + ID
                            + " needs 0b.001b, which the masks reserve for the host");
        }

        @Test
        void aDetourThroughFreeQueuesIsTaken() {
            PersistentHost host = scenario()
                    .with(
                            ID,
                            attributes(
                                    "assign_adapter=0x0a",
                                    "assign_domain=0x1b",
                                    "unassign_adapter=0x0a",
                                    "assign_adapter=0"));
            BootForecast forecast = BootForecast.of(HOST, host);
            assertThat(forecast.failures()).isEmpty();
            assertThat(Objects.requireNonNull(forecast.snapshot().devices().get(ID))
                            .assigned())
                    .contains(ApConfig.of(adapters(0), domains(0x1b)));
        }

        @Test
        void apConfigNeedsAKernelThatHasIt() {
            PersistentHost host = scenario().with(ID, attributes("ap_config=" + SCENARIO));
            assertThat(texts(host)).endsWith(STARTS);
            assertThat(failures(Hosts.recorded("6.1", "scenario"), host))
                    .containsExactly("4: devices of this kernel have no attribute ap_config");
        }

        @Test
        void controlDomainsAloneAreRefusedByApCheckOnly() {
            PersistentHost host = scenario()
                    .with(
                            ID,
                            automatic(ApConfig.of(adapters(0), DomainSet.none()).withControlDomains(domains(4))));
            assertThat(failures(Hosts.checked(host)))
                    .containsExactly("4: ap-check refuses control domains without any usage domain");
            assertThat(failures(host)).isEmpty();
            assertThat(texts(host))
                    .endsWith(
                            "mdevctl starts device " + ID + " with adapters 00 x domains none (control domains 0004)");
        }

        @Test
        void anEmptyDeviceStarts() {
            assertThat(failures(Hosts.checked(scenario().with(ID, automatic(ApConfig.none())))))
                    .isEmpty();
        }
    }

    @Test
    void thousandsOfQueuesAreAbbreviated() {
        ApConfig everything = ApConfig.of(AdapterSet.all(), DomainSet.all()).withControlDomains(DomainSet.all());
        PersistentHost refused =
                PersistentHost.none().withRules(rule(HostMasks.allReserved())).with(ID, automatic(everything));
        PersistentHost started = refused.withRules(rule(new HostMasks(AdapterSet.none(), DomainSet.none())));
        for (PersistentHost host : ImmutableList.of(refused, started)) {
            assertThat(texts(host))
                    .allSatisfy(text -> assertThat(text).hasSizeLessThan(300))
                    .hasSize(4);
        }
    }

    @Test
    void ofAHostOfWhichNothingIsKnownTheFilesAreStillPlayed() {
        HostSnapshot unknown = HostSnapshot.builder().build();
        BootForecast forecast = BootForecast.of(unknown, scenario());
        assertThat(texts(unknown, scenario())).endsWith(STARTS);
        assertThat(Objects.requireNonNull(forecast.snapshot().devices().get(ID))
                        .guestMatrix()
                        .matrix())
                .as("it depends on what the LPAR has")
                .isEmpty();
    }
}
