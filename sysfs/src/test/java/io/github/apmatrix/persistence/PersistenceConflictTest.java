package io.github.apmatrix.persistence;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.persistence.Hosts.ID;
import static io.github.apmatrix.persistence.Hosts.OTHER;
import static io.github.apmatrix.persistence.Hosts.SCENARIO;
import static io.github.apmatrix.persistence.Hosts.SCENARIO_MASKS;
import static io.github.apmatrix.persistence.Hosts.attributes;
import static io.github.apmatrix.persistence.Hosts.automatic;
import static io.github.apmatrix.persistence.Hosts.manual;
import static io.github.apmatrix.persistence.Hosts.parameters;
import static io.github.apmatrix.persistence.Hosts.rule;
import static io.github.apmatrix.persistence.Hosts.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.persistence.SourceProblem.Source;
import io.github.apmatrix.persistence.chzdev.ApRules;
import io.github.apmatrix.persistence.chzdev.MaskSettings;
import io.github.apmatrix.persistence.command.CommandConflict;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import io.github.apmatrix.persistence.samples.Samples;
import io.github.apmatrix.plan.Conflict;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PersistenceConflictTest {
    private static final HostSnapshot HOST = Hosts.recorded("6.12", "scenario");
    private static final String LIST = "/etc/modules-load.d/ours.conf, line 1";
    private static final ApConfig SMALL = ApConfig.of(adapters(0x0a), domains(4));
    private static final ApQueueSet SMALL_QUEUE = queues("0a.0004");
    private static final PersistentHost RULE = PersistentHost.none().withRules(rule(SCENARIO_MASKS));
    private static final String DROP_PARAMETERS = "drop ap.apmask and ap.aqmask from the kernel's parameters";

    private static ApQueueSet queues(String... texts) {
        return ApQueueSet.copyOf(Arrays.stream(texts).map(ApQueue::parse).toList());
    }

    private static void assertOnly(
            PersistentHost host, PersistenceConflict conflict, String description, String remedy) {
        assertThat(PersistenceConflict.find(host, HOST)).containsExactly(conflict);
        assertText(conflict, description, remedy);
    }

    private static void assertText(PersistenceConflict conflict, String description, String remedy) {
        assertThat(conflict.description()).isEqualTo(description);
        assertThat(conflict.remedy()).isEqualTo(remedy);
    }

    @Test
    void aHostThatComesBackHasNone() {
        assertThat(PersistenceConflict.find(scenario())).isEmpty();
        assertThat(PersistenceConflict.find(scenario(), HOST)).isEmpty();
        assertThat(PersistenceConflict.find(PersistentHost.none(), HOST)).isEmpty();
    }

    @Nested
    class OfDefinitions {
        @Test
        void bothDevicesWithAQueueAreNamed() {
            assertOnly(
                    RULE.with(ID, automatic(SMALL)).with(OTHER, automatic(SMALL)),
                    new PersistenceConflict.SharedQueues(ID, OTHER, SMALL_QUEUE, true),
                    "devices " + ID + " and " + OTHER + " are both defined with 0a.0004 and both start automatically: "
                            + "the second one fails, and which is the second is not certain",
                    "take the queues out of one of the definitions, or have only one of the devices start automatically "
                            + "(mdevctl modify --uuid=" + OTHER + " --manual)");
        }

        @Test
        void devicesThatAreStartedByHandCannotShareEither() {
            assertOnly(
                    RULE.with(ID, automatic(SMALL)).with(OTHER, manual(SMALL)),
                    new PersistenceConflict.SharedQueues(ID, OTHER, SMALL_QUEUE, false),
                    "devices " + ID + " and " + OTHER
                            + " are both defined with 0a.0004, so they cannot run at the same time",
                    "take the queues out of one of the definitions");
        }

        @Test
        void controlDomainsCanBeShared() {
            ApConfig one = SMALL.withControlDomains(domains(4, 0x1b));
            ApConfig two = ApConfig.of(adapters(0x00), domains(4)).withControlDomains(domains(4, 0x1b));
            assertThat(PersistenceConflict.find(RULE.with(ID, automatic(one)).with(OTHER, automatic(two)), HOST))
                    .isEmpty();
        }

        @Test
        void reservedQueuesAreNamed() {
            PersistentHost host = PersistentHost.none().withRules(rule(Hosts.without(adapters(0x00))));
            String description = "device " + ID
                    + " is defined with 0a.001b, which the masks of the next boot reserve for the " + "host";
            String remedy =
                    "clear the bits of their adapters or of their domains in the persistent masks (chzdev --type ap "
                            + "--persistent apmask=-... or aqmask=-...)";
            assertOnly(
                    host.with(ID, automatic(SCENARIO)),
                    new PersistenceConflict.ReservedQueues(ID, queues("0a.001b"), true),
                    description + ": with these masks it does not start",
                    remedy);
            assertOnly(
                    host.with(ID, manual(SCENARIO)),
                    new PersistenceConflict.ReservedQueues(ID, queues("0a.001b"), false),
                    description,
                    remedy);
        }

        @Test
        void withoutAnyMasksEverythingIsReserved() {
            assertThat(PersistenceConflict.find(PersistentHost.none().with(ID, manual(SCENARIO))))
                    .containsExactly(new PersistenceConflict.ReservedQueues(ID, queues("00.001b", "0a.001b"), false));
        }

        @Test
        void controlDomainsWithoutUsageDomainAreNamed() {
            ApConfig config = ApConfig.of(adapters(0), DomainSet.none()).withControlDomains(domains(4));
            for (PersistentHost host : ImmutableList.of(RULE, Hosts.checked(RULE))) {
                assertOnly(
                        host.with(ID, automatic(config)),
                        new PersistenceConflict.ControlWithoutUsage(ID),
                        "device " + ID + " is defined with control domains but without usage domain",
                        "add a usage domain to its definition");
            }
        }

        @Test
        void domainsThatAreTakenAwayAgainCountForApCheck() {
            PersistenceConflict conflict = new PersistenceConflict.ControlWithoutUsage(ID);
            MdevDefinition control = attributes("assign_control_domain=4", "unassign_control_domain=4");
            MdevDefinition usage = attributes("assign_control_domain=4", "assign_domain=4", "unassign_domain=4");
            PersistentHost host = Hosts.checked(RULE);
            assertThat(PersistenceConflict.find(host.with(ID, control), HOST)).containsExactly(conflict);
            assertThat(BootForecast.of(HOST, host.with(ID, control)).failures())
                    .containsOnlyKeys(ID)
                    .containsValue(new StartFailure.ControlWithoutUsage());
            assertThat(PersistenceConflict.find(host.with(ID, usage), HOST)).isEmpty();
            assertThat(BootForecast.of(HOST, host.with(ID, usage)).failures()).isEmpty();
        }

        @Test
        void numbersAboveTheMaximumAreNamed() {
            HostSnapshot small = HOST.toBuilder()
                    .maxAdapter(AdapterId.of(0x3f))
                    .maxDomain(DomainId.of(0x54))
                    .build();
            ApConfig config = ApConfig.of(adapters(0x00, 0x40), domains(0x1b)).withControlDomains(domains(0x55));
            PersistentHost host = PersistentHost.none()
                    .withRules(rule(Hosts.without(adapters(0x00, 0x40))))
                    .with(ID, manual(config));
            PersistenceConflict above =
                    new PersistenceConflict.AboveMaximum(new Conflict.AboveMaximum(ID, adapters(0x40), domains(0x55)));
            assertThat(PersistenceConflict.find(host, small)).contains(above);
            assertThat(PersistenceConflict.find(host, HOST)).doesNotContain(above);
            assertText(
                    above,
                    "device " + ID
                            + ": above the machine's maximum are adapters 40, domains 0055: it cannot be started",
                    "take these numbers out of its definition");
        }

        @Test
        void whatTheLparDoesNotHaveIsNamed() {
            PersistentHost host = PersistentHost.none().withRules(rule(Hosts.without(domains(0x1b, 0x33))));
            ApConfig missing = ApConfig.of(adapters(0xfe), domains(0x33)).withControlDomains(domains(3));
            assertOnly(
                    host.with(ID, automatic(SCENARIO.union(missing))),
                    new PersistenceConflict.OutsideLpar(ID, missing),
                    "device " + ID + " is defined with what the LPAR does not have: adapters fe, domains 0033, control "
                            + "domains 0003",
                    "give it to the LPAR, or take it out of the definition");
            assertThat(new PersistenceConflict.OutsideLpar(ID, ApConfig.of(adapters(0xfe), DomainSet.none()))
                            .description())
                    .endsWith("does not have: adapters fe");
        }

        @Test
        void aDetourThatIsRefusedIsNamed() {
            MdevDefinition detour =
                    attributes("assign_adapter=0x0b", "assign_domain=4", "unassign_adapter=0x0b", "assign_adapter=0");
            ImmutableList<PersistenceConflict> conflicts = PersistenceConflict.find(RULE.with(ID, detour), HOST);
            assertThat(conflicts).hasSize(2);
            assertThat(conflicts.get(0)).isEqualTo(new PersistenceConflict.SeenByToolsOnly(ID, queues("0b.0004")));
            assertText(
                    conflicts.get(1),
                    "device " + ID + " does not start: writing 4 to assign_domain is refused: device " + ID
                            + " needs 0b.0004, which the masks reserve for the host",
                    "define it with just the adapters and domains that it shall have");
        }

        @Test
        void whatOnlyTheToolsSeeIsNamed() {
            MdevDefinition detour =
                    attributes("assign_adapter=0", "assign_domain=4", "unassign_adapter=0", "assign_adapter=0x0a");
            assertOnly(
                    RULE.with(ID, detour),
                    new PersistenceConflict.SeenByToolsOnly(ID, queues("00.0004")),
                    "the definition of device " + ID
                            + " takes away 00.0004 again, but for chzdev and ap-check, which pass "
                            + "over unassign attributes, it keeps them",
                    "define it with just the adapters and domains that it shall have");
            assertThat(PersistenceConflict.find(RULE.with(ID, detour.withStart(MdevDefinition.Start.MANUAL)), HOST))
                    .as("they look at devices that start automatically")
                    .isEmpty();
        }

        @Test
        void anAttributeThatTheKernelDoesNotHaveIsNamed() {
            PersistentHost host = scenario().with(ID, attributes("ap_config=" + SCENARIO));
            assertThat(PersistenceConflict.find(host, HOST)).isEmpty();
            assertThat(PersistenceConflict.find(host, Hosts.recorded("6.1", "scenario")))
                    .singleElement()
                    .extracting(PersistenceConflict::description)
                    .isEqualTo("device " + ID + " does not start: devices of this kernel have no attribute ap_config");
        }
    }

    @Nested
    class OfSources {
        private static final SourceProblem RULES =
                new SourceProblem(Source.RULES, "/etc/udev/rules.d/41-ap.rules", "line 1: not a udev rule");

        @ParameterizedTest
        @EnumSource(Source.class)
        void aProblemOfASourceIsNamed(Source source) {
            SourceProblem problem = new SourceProblem(source, "/etc/some", "some problem");
            assertThat(PersistenceConflict.find(Hosts.with(PersistentHost.none(), problem)))
                    .singleElement()
                    .satisfies(conflict -> assertText(
                            conflict,
                            "/etc/some (" + source + "): some problem",
                            switch (source) {
                                case RULES -> "write the masks anew with chzdev";
                                case RULES_ELSEWHERE -> "set the masks with chzdev, which hides this file";
                                case OTHER_RULES -> "set the masks only in 41-ap.rules";
                                case UNREADABLE_DEFINITION -> "make it readable, or remove it";
                                case MISNAMED_DEFINITION -> "give it the id of its device as a name";
                                case BOOT_ENTRY ->
                                    "let all boot entries set the same masks, or leave all masks to 41-ap.rules";
                                case MALFORMED_DEFINITION, UNUSABLE_DEFINITION, COMMAND_LINE, MODULES ->
                                    "repair or remove it";
                            }));
        }

        @Test
        void aMaskThatParameterAndRuleSetDifferentlyIsNamed() {
            HostMasks different = Hosts.without(adapters(0x00));
            PersistentHost host = RULE.withBoot(parameters(different)).withEarlyLoad(LIST);
            assertOnly(
                    host,
                    new PersistenceConflict.SourcesDisagree(different, SCENARIO_MASKS),
                    "the kernel's parameters set apmask 01-ff, aqmask 0000-00ff, then 41-ap.rules sets apmask 01-09,0b-ff, "
                            + "aqmask 0000-00ff",
                    DROP_PARAMETERS);
        }

        @Test
        void masksThatTheySetToTheSameOrOnlyOneOfThemSetsDoNotDisagree() {
            MaskSettings apmask = new MaskSettings(Optional.of(SCENARIO_MASKS.apmask()), Optional.empty());
            PersistentHost both = RULE.withBoot(parameters(SCENARIO_MASKS)).withEarlyLoad(LIST);
            PersistentHost complementary = PersistentHost.none()
                    .withRules(ApRules.of(apmask))
                    .withBoot(Hosts.commandLine("ap.aqmask=0x" + "f".repeat(64)));
            assertThat(PersistenceConflict.find(both, HOST)).isEmpty();
            assertThat(PersistenceConflict.find(complementary, HOST)).isEmpty();
        }

        @Test
        void anOddParameterIsNamed() {
            PersistentHost host = PersistentHost.none().withBoot(Hosts.commandLine("ap.apmask=-3"));
            assertThat(PersistenceConflict.find(host, HOST))
                    .singleElement()
                    .satisfies(conflict -> assertText(
                            conflict,
                            "kernel parameter ap.apmask=\"-3\": changes start from an empty mask at boot",
                            "give whole masks of 64 hex digits"));
        }

        /** The recorded udev left the masks as they were with such a rule. */
        @Test
        void aRuleThatCanBeMissedIsNamed() {
            ApRules rules = ApRules.parse(Samples.sample("41-ap-before-2.40.rules"));
            assertOnly(
                    PersistentHost.none().withRules(rules),
                    new PersistenceConflict.RuleCanBeMissed(),
                    "41-ap.rules has the form of chzdev before 2.40, which does nothing if the AP bus is ready before udev "
                            + "starts",
                    "write it again with chzdev 2.40 or later");
        }

        @Test
        void aRuleThatWaitsForEverIsNamed() {
            PersistentHost host = RULE.withBoot(parameters(SCENARIO_MASKS));
            ApQueueSet unbound =
                    queues("00.0001", "00.0002", "00.0004", "00.001b", "0a.0001", "0a.0002", "0a.0004", "0a.001b");
            assertOnly(
                    host,
                    new PersistenceConflict.RuleWaits(unbound),
                    "41-ap.rules never acts, because it waits for a driver of 00.0001, 00.0002, 00.0004, 00.001b, 0a.0001, "
                            + "0a.0002, 0a.0004, 0a.001b",
                    DROP_PARAMETERS
                            + ", or have vfio_ap loaded by a file of /etc/modules-load.d, so that every queue has a driver");
            assertThat(PersistenceConflict.find(host.withEarlyLoad(LIST), HOST)).isEmpty();
        }

        @Test
        void aDeviceThatIsStartedTooEarlyIsNamed() {
            assertOnly(
                    scenario().withEarlyLoad(LIST),
                    new PersistenceConflict.StartedTooEarly(ID, queues("00.001b", "0a.001b"), LIST),
                    LIST + " loads vfio_ap, and device " + ID
                            + " starts, possibly before 41-ap.rules frees 00.001b, 0a.001b",
                    "leave loading to 41-ap.rules: take vfio_ap out of " + LIST);
            assertThat(PersistenceConflict.find(RULE.with(ID, manual(SCENARIO)).withEarlyLoad(LIST), HOST))
                    .isEmpty();
        }

        @Test
        void aMaskThatIsRefusedIsNamed() {
            PersistentHost host = PersistentHost.none()
                    .withBoot(parameters(SCENARIO_MASKS))
                    .withEarlyLoad(LIST)
                    .withRules(rule(HostMasks.allReserved()))
                    .with(ID, automatic(SCENARIO));
            PersistenceConflict refused = new PersistenceConflict.RuleRefused(
                    new Conflict.MaskVetoed(adapters(0x00, 0x0a), DomainSet.none(), ID, queues("00.001b", "0a.001b")));
            assertThat(PersistenceConflict.find(host, HOST)).contains(refused);
            assertText(
                    refused,
                    "a mask of 41-ap.rules can be refused at boot: setting bits (apmask 00,0a, aqmask none) would take "
                            + "00.001b, 0a.001b from device " + ID,
                    "have 41-ap.rules and the kernel's parameters free the same queues");
        }

        @Test
        void devicesThatNothingLoadsTheModuleForAreNamed() {
            PersistentHost host = PersistentHost.none()
                    .withBoot(parameters(SCENARIO_MASKS))
                    .with(ID, automatic(SCENARIO))
                    .with(OTHER, manual(SMALL));
            assertOnly(
                    host,
                    new PersistenceConflict.NotLoaded(ImmutableSortedSet.of(ID), ""),
                    "nothing loads vfio_ap at boot, so these devices do not start: " + ID,
                    "keep the masks in 41-ap.rules, which loads vfio_ap as well");
        }

        @Test
        void aBlacklistIsNamedOnce() {
            PersistentHost host = Hosts.blacklisted(scenario().withEarlyLoad(LIST), "/etc/modprobe.d/a.conf, line 1");
            assertOnly(
                    host,
                    new PersistenceConflict.NotLoaded(ImmutableSortedSet.of(ID), "/etc/modprobe.d/a.conf, line 1"),
                    "vfio_ap is not loaded at boot: /etc/modprobe.d/a.conf, line 1, so these devices do not start: "
                            + ID,
                    "take vfio_ap from the blacklist");
        }

        @Test
        void aRuleThatIsNotKnownMayLoadTheModule() {
            PersistentHost host =
                    PersistentHost.none().withBoot(parameters(SCENARIO_MASKS)).with(ID, automatic(SCENARIO));
            assertThat(PersistenceConflict.find(Hosts.with(host, RULES), HOST))
                    .containsExactly(new PersistenceConflict.BadSource(RULES));
        }
    }

    /** Where a mask is missing in the rule, chzdev and ap-check take that of the running host. */
    @Nested
    class RefusedByTools {
        private static final HostSnapshot ALL_RESERVED =
                HOST.toBuilder().masks(HostMasks.allReserved()).remove(ID).build();

        private static void assertRefused(PersistentHost host) {
            PersistenceConflict refused = new PersistenceConflict.RefusedByTools(ID, queues("00.001b", "0a.001b"));
            assertThat(PersistenceConflict.find(host, ALL_RESERVED)).contains(refused);
            assertThat(PersistenceConflict.find(host, HOST)).doesNotContain(refused);
            assertText(
                    refused,
                    "/etc/udev/rules.d/41-ap.rules does not set both masks, so chzdev and ap-check take the running ones, "
                            + "which reserve 00.001b, 0a.001b of device " + ID,
                    "keep both masks in 41-ap.rules");
        }

        @Test
        void withoutARuleBothRunningMasksCount() {
            assertRefused(PersistentHost.none()
                    .withBoot(parameters(SCENARIO_MASKS))
                    .withEarlyLoad(LIST)
                    .with(ID, automatic(SCENARIO)));
        }

        @Test
        void whereTheRuleHasNoMaskTheRunningOneCounts() {
            MaskSettings aqmask = new MaskSettings(Optional.empty(), Optional.of(DomainSet.all()));
            assertRefused(PersistentHost.none()
                    .withBoot(parameters(SCENARIO_MASKS))
                    .withRules(ApRules.of(aqmask))
                    .with(ID, automatic(SCENARIO)));
        }

        @Test
        void aRuleInADirectoryThatTheyDoNotReadDoesNotCount() {
            assertRefused(Hosts.with(
                    scenario(), new SourceProblem(Source.RULES_ELSEWHERE, "/usr/lib/41-ap.rules", "not seen")));
        }

        @Test
        void aDeviceThatIsStartedByHandIsNotChecked() {
            PersistentHost host =
                    PersistentHost.none().withBoot(parameters(SCENARIO_MASKS)).with(ID, manual(SCENARIO));
            assertThat(PersistenceConflict.find(host, ALL_RESERVED)).isEmpty();
        }
    }

    /** What the real tools said, and what is found in the same files. */
    @Nested
    class ComparedWithTools {
        private static final ApQueueSet QUEUE = queues("03.0004");
        private static final ApConfig CONFIG = ApConfig.of(adapters(3), domains(4));
        private static final HostSnapshot UNKNOWN = HostSnapshot.builder().build();
        private static final PersistentHost FREE =
                PersistentHost.none().withRules(rule(Hosts.without(AdapterSet.adapters(3))));

        @Test
        void eachMessageOfApCheckAboutDefinitionsHasAConflict() {
            MediatedDeviceId owner = MediatedDeviceId.parse("11111111-2222-3333-4444-555555555555");
            ImmutableList<CommandConflict> messages = CommandConflict.parseAll(
                    Samples.sample("ap-check-messages.txt").text());
            assertThat(messages.get(0).text()).isEqualTo("APQN 3.4 is defined for autostart by " + owner);
            assertThat(PersistenceConflict.find(
                            FREE.with(owner, automatic(CONFIG)).with(ID, automatic(CONFIG))))
                    .containsExactly(new PersistenceConflict.SharedQueues(owner, ID, QUEUE, true));
            assertThat(messages.get(2).text())
                    .contains("APQN 3.4 is not defined", "the persistent ap bus mask settings");
            assertThat(PersistenceConflict.find(PersistentHost.none()
                            .withRules(rule(HostMasks.allReserved()))
                            .with(ID, automatic(CONFIG))))
                    .containsExactly(new PersistenceConflict.ReservedQueues(ID, QUEUE, true));
            assertThat(Samples.sample("ap-check-messages.txt").text())
                    .contains("At least one usage domain must be specified");
            assertThat(PersistenceConflict.find(
                            FREE.with(ID, automatic(ApConfig.none().withControlDomains(domains(4)))), UNKNOWN))
                    .containsExactly(new PersistenceConflict.ControlWithoutUsage(ID));
        }

        /** chzdev would have refused the masks that are there nevertheless. */
        @Test
        void eachMessageOfChzdevAboutDefinitionsHasAConflict() {
            CommandConflict message = CommandConflict.parseAll(
                            Samples.sample("chzdev-conflict-stderr.txt").text())
                    .get(0);
            assertThat(message.text()).startsWith("persistent apmask conflicts with defined autostart mdev");
            MediatedDeviceId device = message.device().orElseThrow();
            assertThat(PersistenceConflict.find(PersistentHost.none()
                            .withRules(rule(HostMasks.allReserved()))
                            .with(device, automatic(CONFIG))))
                    .containsExactly(
                            new PersistenceConflict.ReservedQueues(device, ApQueueSet.of(message.queue()), true));
        }

        /**
         * The recorded chzdev refused to take adapter 0a back while a device had 0a.0004, and then wrote the same mask into its
         * rule, because the device had no definition.
         */
        @Test
        void aMaskThatChzdevRefusedWhileADeviceRanIsFoundOnceTheDeviceIsDefined() {
            CommandConflict message = CommandConflict.parseAll(
                            Samples.command("tools-6.1/chzdev-lszdev.txt", "chzdev --type ap apmask=+0x0a")
                                    .text())
                    .get(0);
            assertThat(message.queue()).isEqualTo(ApQueue.parse("0a.0004"));
            PersistentHost written = PersistentHost.none().withRules(rule(HostMasks.allReserved()));
            assertThat(PersistenceConflict.find(written)).isEmpty();
            assertThat(PersistenceConflict.find(written.with(message.device().orElseThrow(), automatic(SMALL))))
                    .containsExactly(new PersistenceConflict.ReservedQueues(
                            message.device().orElseThrow(), SMALL_QUEUE, true));
        }

        /** The recorded mdevctl started none of these: EADDRINUSE, EADDRNOTAVAIL and ENODEV. */
        @Test
        void whatTheRecordedMdevctlCouldNotStartHasAConflict() {
            String recorded = Samples.captured("tools-6.1/mdevctl.txt").text();
            assertThat(recorded)
                    .contains(
                            "Failed to write 0x0004 to attribute assign_domain\n\nCaused by:\n    Address already in use",
                            "Failed to write 0x0004 to attribute assign_domain\n\nCaused by:\n    Cannot assign requested");
            MediatedDeviceId second = MediatedDeviceId.parse("11111111-2222-3333-4444-555555555555");
            PersistentHost host = PersistentHost.none()
                    .withRules(rule(Hosts.without(AdapterSet.adapters(0x0a))))
                    .with(
                            OTHER,
                            attributes("assign_adapter=0x0a", "assign_domain=0x0004", "assign_control_domain=0x0004"));
            assertThat(PersistenceConflict.find(
                            host.with(second, attributes("assign_adapter=0x0a", "assign_domain=0x0004")), HOST))
                    .containsExactly(new PersistenceConflict.SharedQueues(second, OTHER, SMALL_QUEUE, true));
            assertThat(PersistenceConflict.find(
                            host.with(second, attributes("assign_adapter=0", "assign_domain=0x0004")), HOST))
                    .containsExactly(new PersistenceConflict.ReservedQueues(second, queues("00.0004"), true));
        }
    }

    @Test
    void thousandsOfQueuesAreAbbreviated() {
        ApConfig everything = ApConfig.of(AdapterSet.all(), DomainSet.all()).withControlDomains(DomainSet.all());
        PersistentHost host = PersistentHost.none()
                .withRules(rule(HostMasks.allReserved()))
                .with(ID, automatic(everything))
                .with(OTHER, automatic(everything));
        assertThat(PersistenceConflict.find(host, HOST))
                .hasSize(5)
                .allSatisfy(conflict -> assertThat(conflict.description()).hasSizeLessThan(350));
    }
}
