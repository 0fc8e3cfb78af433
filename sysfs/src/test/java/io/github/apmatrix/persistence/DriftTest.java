package io.github.apmatrix.persistence;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.persistence.Hosts.ID;
import static io.github.apmatrix.persistence.Hosts.SCENARIO;
import static io.github.apmatrix.persistence.Hosts.SCENARIO_MASKS;
import static io.github.apmatrix.persistence.Hosts.automatic;
import static io.github.apmatrix.persistence.Hosts.manual;
import static io.github.apmatrix.persistence.Hosts.parameters;
import static io.github.apmatrix.persistence.Hosts.rule;
import static io.github.apmatrix.persistence.Hosts.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.HostChange;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.persistence.SourceProblem.Source;
import io.github.apmatrix.persistence.chzdev.ApRules;
import io.github.apmatrix.persistence.chzdev.LszdevOutput;
import io.github.apmatrix.persistence.chzdev.MaskSettings;
import io.github.apmatrix.persistence.lszcrypt.DeviceListing;
import io.github.apmatrix.persistence.lszcrypt.DomainMap;
import io.github.apmatrix.persistence.mdevctl.MdevctlListing;
import io.github.apmatrix.persistence.remote.DocumentedHost;
import io.github.apmatrix.persistence.samples.Samples;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriftTest {
    private static final HostSnapshot HOST = Hosts.recorded("6.12", "scenario");
    private static final String NAME = "device " + ID;
    private static final PersistentHost ONLY_RULE = PersistentHost.none().withRules(rule(SCENARIO_MASKS));

    private static ImmutableList<String> texts(HostSnapshot running, PersistentHost persistent) {
        return Drift.between(running, persistent).items().stream()
                .map(DriftItem::description)
                .collect(ImmutableList.toImmutableList());
    }

    private static HostSnapshot without(HostSnapshot host) {
        return host.toBuilder().remove(ID).build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12", "7.3"})
    void thereIsNoneIfAllComesBack(String kernel) {
        Drift drift = Drift.between(Hosts.recorded(kernel, "scenario"), scenario());
        assertThat(drift.isEmpty()).isTrue();
        assertThat(drift.items()).isEmpty();
        assertThat(drift).hasToString("the next boot brings back what is running\n");
    }

    @Test
    void aHostThatKeepsNothingLosesAll() {
        assertThat(Drift.between(HOST, PersistentHost.none())).hasToString("""
                the next boot sets other masks: apmask gains 00,0a and loses none (set nowhere, so all ones)
                vfio_ap is loaded, but will not be after the next boot: nothing loads vfio_ap
                %1$s is running, but has no definition
                after the next boot:
                  the driver of 00.0001, 00.0002, 00.0004, 00.001b, 0a.0001, 0a.0002, 0a.0004, 0a.001b was vfio_ap and is \
                cex4queue
                  %1$s went
                """.formatted(NAME));
    }

    @Test
    void allDevicesOfALargerHostAreNamed() {
        HostSnapshot production = Hosts.recorded("6.12", "production");
        assertThat(Drift.between(production, PersistentHost.none()).items())
                .filteredOn(DriftItem.OnlyRunning.class::isInstance)
                .extracting(item -> ((DriftItem.OnlyRunning) item).device())
                .containsExactlyElementsOf(production.devices().keySet())
                .hasSize(9);
    }

    @Nested
    class OfMasks {
        @Test
        void theirSourceIsNamedForEach() {
            PersistentHost host = scenario()
                    .withBoot(Hosts.commandLine("ap.aqmask=0x7" + "f".repeat(63)))
                    .withEarlyLoad("a list")
                    .withRules(
                            ApRules.of(new MaskSettings(Optional.of(adapters(0).complement()), Optional.empty())));
            assertThat(Drift.between(HOST, host).items())
                    .contains(new DriftItem.MasksDiffer(
                            SCENARIO_MASKS,
                            new HostMasks(adapters(0).complement(), domains(0).complement()),
                            MaskSource.RULE,
                            MaskSource.PARAMETER));
            assertThat(texts(HOST, host))
                    .contains("the next boot sets other masks: apmask gains 0a and loses none (set by 41-ap.rules), "
                            + "aqmask gains none and loses 0000 (set by a kernel parameter)");
        }

        @Test
        void aRuleThatIsRefusedIsNotTheirSource() {
            PersistentHost host = PersistentHost.none()
                    .with(ID, automatic(SCENARIO))
                    .withBoot(parameters(Hosts.without(adapters(0x00, 0x0a, 0x0b))))
                    .withEarlyLoad("a list")
                    .withRules(rule(HostMasks.allReserved()));
            assertThat(texts(HOST, host))
                    .containsExactly(
                            "the next boot sets other masks: apmask gains none and loses 0b (set by a kernel parameter)");
        }

        @Test
        void masksThatAreNotKnownAreNone() {
            HostSnapshot unknown = HostSnapshot.builder().vfioAp(Answer.YES).build();
            assertThat(Drift.between(unknown, ONLY_RULE).isEmpty()).isTrue();
        }

        @Test
        void manyBitsStayReadable() {
            AdapterSet odd = AdapterSet.of(ApMask.of(IntStream.range(0, 128).map(i -> 2 * i + 1)));
            HostSnapshot running =
                    HOST.toBuilder().masks(new HostMasks(odd, DomainSet.none())).build();
            assertThat(texts(running, PersistentHost.none()).get(0))
                    .startsWith("the next boot sets other masks: apmask gains 00,02,04,")
                    .endsWith("aqmask gains 0000-00ff and loses none (set nowhere, so all ones)")
                    .hasSizeLessThan(600);
        }
    }

    @Test
    void driverOverridesAreLost() {
        HostSnapshot recorded = Hosts.recorded("7.3", "scenario");
        ApQueue queue = ApQueue.parse("00.0002");
        HostSnapshot running = recorded.toBuilder()
                .add(QueueDevice.builder(queue)
                        .driver(Objects.requireNonNull(recorded.queues().get(queue))
                                .driver())
                        .driverOverride("vfio_ap")
                        .build())
                .build();
        assertThat(Drift.between(running, scenario()).items())
                .containsExactly(new DriftItem.OverridesLost(ApQueueSet.of(queue)));
        assertThat(texts(running, scenario()))
                .containsExactly("the driver overrides of 00.0002 do not survive a reboot; only masks do");
    }

    @Nested
    class OfTheModule {
        @Test
        void itIsLoadedOnlyNow() {
            assertThat(texts(without(HOST), PersistentHost.none().withBoot(parameters(SCENARIO_MASKS))))
                    .containsExactly("vfio_ap is loaded, but will not be after the next boot: nothing loads vfio_ap");
        }

        @Test
        void itIsLoadedOnlyAtBoot() {
            HostSnapshot running = without(HOST).toBuilder().vfioAp(Answer.NO).build();
            assertThat(texts(running, ONLY_RULE))
                    .containsExactly(
                            "vfio_ap is not loaded, but will be after the next boot: 41-ap.rules loads vfio_ap");
        }

        @Test
        void whatKeepsItOutIsNamed() {
            PersistentHost host = Hosts.blacklisted(ONLY_RULE, "/etc/modprobe.d/a.conf, line 1");
            assertThat(texts(without(HOST), host))
                    .containsExactly("vfio_ap is loaded, but will not be after the next boot: "
                            + "41-ap.rules does not load vfio_ap: /etc/modprobe.d/a.conf, line 1");
        }

        @Test
        void whatCouldNotBeReadIsNamed() {
            PersistentHost host = Hosts.with(
                    PersistentHost.none().withBoot(parameters(SCENARIO_MASKS)),
                    new SourceProblem(Source.RULES, "/etc/udev/rules.d/41-ap.rules", "not UTF-8"),
                    new SourceProblem(Source.OTHER_RULES, "/etc/udev/rules.d/50-x.rules", "line 1 sets a mask"));
            assertThat(texts(without(HOST), host))
                    .containsExactly("vfio_ap is loaded, but will not be after the next boot: nothing loads vfio_ap, "
                            + "as far as can be told without /etc/udev/rules.d/41-ap.rules");
        }

        @Test
        void itIsNoneIfNotKnown() {
            HostSnapshot running = HostSnapshot.builder().masks(SCENARIO_MASKS).build();
            assertThat(texts(running, ONLY_RULE)).isEmpty();
        }
    }

    @Nested
    class OfDevices {
        @Test
        void oneIsOnlyDefined() {
            assertThat(texts(without(HOST), scenario()))
                    .containsExactly(NAME + " is defined to start automatically, but is not running");
            assertThat(Drift.between(without(HOST), scenario()).atBoot().changes())
                    .startsWith(new HostChange.DeviceCreated(ID));
        }

        @Test
        void oneThatIsToBeStartedByHandAndIsNotRunningIsNone() {
            PersistentHost host = ONLY_RULE.with(ID, manual(SCENARIO));
            assertThat(Drift.between(without(HOST), host).isEmpty()).isTrue();
        }

        @Test
        void oneIsNotStartedAutomatically() {
            PersistentHost host = ONLY_RULE.with(ID, manual(SCENARIO));
            assertThat(Drift.between(HOST, host))
                    .hasToString(NAME + " is running, but its definition is to be started manually\n"
                            + "after the next boot:\n  " + NAME + " went\n");
        }

        @Test
        void oneHasSomethingElseAssigned() {
            PersistentHost host = ONLY_RULE.with(ID, automatic(ApConfig.of(adapters(0x0a), domains(0x1b))));
            assertThat(texts(HOST, host))
                    .containsExactly(
                            NAME + " has adapters 00,0a x domains 001b (control domains 001b), and its definition "
                                    + "says adapters 0a x domains 001b (control domains none)");
        }

        @Test
        void whatIsDefinedForByHandIsComparedToo() {
            PersistentHost host = ONLY_RULE.with(ID, manual(ApConfig.none()));
            assertThat(Drift.between(HOST, host).items())
                    .containsExactly(
                            new DriftItem.NotAutostarted(ID),
                            new DriftItem.AssignmentDiffers(ID, SCENARIO, ApConfig.none()));
        }

        @Test
        void anotherNotationOfTheSameIsNone() {
            PersistentHost host = ONLY_RULE.with(
                    ID,
                    Hosts.attributes(
                            "assign_adapter=012",
                            "assign_adapter=0",
                            "assign_domain=0x1b",
                            "assign_control_domain=27",
                            "assign_domain=27"));
            assertThat(Drift.between(HOST, host).isEmpty()).isTrue();
        }

        @Test
        void oneThatIsBeingRemovedIsNotRunning() {
            HostSnapshot running = without(HOST).toBuilder()
                    .add(MediatedDevice.builder(ID)
                            .state(MediatedDeviceState.BEING_REMOVED)
                            .build())
                    .build();
            assertThat(texts(running, ONLY_RULE)).isEmpty();
            assertThat(texts(running, scenario()))
                    .containsExactly(NAME + " is defined to start automatically, but is not running");
        }

        @Test
        void oneDoesNotStartForAReasonOfItsOwn() {
            PersistentHost host = scenario().withRules(rule(Hosts.without(adapters(0x0a))));
            assertThat(texts(HOST, host))
                    .endsWith(NAME
                            + " is defined to start automatically, but will not start: writing 27 to assign_domain "
                            + "is refused: " + NAME + " needs 00.001b, which the masks reserve for the host");
        }

        @Test
        void noneStartsWithAMalformedDefinition() {
            PersistentHost host = Hosts.with(
                    scenario(), new SourceProblem(Source.MALFORMED_DEFINITION, "/etc/mdevctl.d/matrix/x", "no JSON"));
            assertThat(texts(HOST, host))
                    .containsExactly(
                            NAME + " is defined to start automatically, but will not start: mdevctl starts no device "
                                    + "because of /etc/mdevctl.d/matrix/x: no JSON");
        }

        @Test
        void noneStartsIfNothingLoadsTheModule() {
            PersistentHost host =
                    PersistentHost.none().withBoot(parameters(SCENARIO_MASKS)).with(ID, automatic(SCENARIO));
            assertThat(texts(HOST, host))
                    .endsWith(NAME + " is defined to start automatically, but will not start: nothing loads vfio_ap");
        }

        @Test
        void noneStartsIfTheRuleWaits() {
            PersistentHost host = scenario().withBoot(parameters(SCENARIO_MASKS));
            assertThat(texts(HOST, host))
                    .endsWith(
                            NAME + " is defined to start automatically, but will not start: 41-ap.rules waits for ever "
                                    + "until these queues have a driver, and sets and loads nothing: 00.0001, 00.0002, 00.0004, "
                                    + "00.001b, 0a.0001, 0a.0002, 0a.0004, 0a.001b");
        }
    }

    /** What is not known of the running host is no drift. */
    @Nested
    class NotKnown {
        private static HostSnapshot documented(String kernel) {
            String console = kernel + "/scenario.tools.txt";
            return DocumentedHost.builder()
                    .devices(DeviceListing.parse(Samples.command(console, "lszcrypt -V")))
                    .domains(DomainMap.parse(Samples.command(console, "lszcrypt -d")))
                    .masks(LszdevOutput.parse(Samples.command(console, "lszdev --type ap -i"))
                            .active())
                    .mediatedDevices(MdevctlListing.parseActive(Samples.command(console, "mdevctl list --dumpjson")))
                    .build();
        }

        /** mdevctl shows no attributes of a running device unless ap-check is installed. */
        @ParameterizedTest
        @ValueSource(strings = {"6.1", "6.12", "7.3"})
        void theAssignmentOfADeviceThatMdevctlListsWithoutAttributes(String kernel) {
            HostSnapshot running = documented(kernel);
            assertThat(running.devices()).containsOnlyKeys(ID);
            Drift drift = Drift.between(running, scenario());
            assertThat(drift.items()).isEmpty();
            assertThat(drift.atBoot().changes()).isEmpty();
            assertThat(texts(running, ONLY_RULE)).containsExactly(NAME + " is running, but has no definition");
        }

        @Test
        void aMatrixThatCouldNotBeRead() {
            HostSnapshot running = HOST.toBuilder()
                    .add(MediatedDevice.builder(ID)
                            .assignedMatrix(MatrixReading.unreadable("EACCES"))
                            .build())
                    .build();
            assertThat(Drift.between(running, scenario()).isEmpty()).isTrue();
        }

        @Test
        void devicesOfAHostOfWhichOnlyTheQueuesAreKnown() {
            HostSnapshot running = DocumentedHost.builder()
                    .devices(DeviceListing.parse(Samples.captured("6.12/scenario.lszcrypt-V.txt")))
                    .build();
            assertThat(running.vfioAp()).isEqualTo(Answer.YES);
            assertThat(Drift.between(running, scenario()).isEmpty()).isTrue();
        }

        @Test
        void everything() {
            HostSnapshot nothing = HostSnapshot.builder().build();
            assertThat(Drift.between(nothing, scenario()).isEmpty()).isTrue();
            assertThat(Drift.between(nothing, PersistentHost.none()).isEmpty()).isTrue();
            assertThat(PersistenceConflict.find(scenario(), nothing)).isEmpty();
        }
    }
}
