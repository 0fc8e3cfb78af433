package io.github.apmatrix.sysfs;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.sysfs.Devices.BY_AQMASK;
import static io.github.apmatrix.sysfs.Devices.FIRST;
import static io.github.apmatrix.sysfs.Devices.IDLE;
import static io.github.apmatrix.sysfs.Devices.OVERPROVISIONED;
import static io.github.apmatrix.sysfs.Devices.SECOND_HELD;
import static io.github.apmatrix.sysfs.Devices.queues;
import static io.github.apmatrix.sysfs.Errno.EADDRINUSE;
import static io.github.apmatrix.sysfs.Errno.EADDRNOTAVAIL;
import static io.github.apmatrix.sysfs.Errno.EBUSY;
import static io.github.apmatrix.sysfs.Errno.ENODEV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.rules.AssignmentRule.InOtherDevices;
import io.github.apmatrix.rules.AssignmentRule.Refusal;
import io.github.apmatrix.rules.AssignmentRule.ReservedForHost;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernel names nobody; the host "production" tells who stands in the way. */
class CulpritsTest {
    private static final AdapterId HOST_ADAPTER = AdapterId.of(0x03);
    private static final DomainId DOMAIN_OF_SECOND = DomainId.of(0x02);

    static Stream<Arguments> explained() {
        return Stream.of(
                argumentSet(
                        "an adapter of the host",
                        EADDRNOTAVAIL,
                        change(host -> host.vfioAp().assign(FIRST, HOST_ADAPTER)),
                        new ReservedForHost(queues("03.0000", "03.0001"))),
                argumentSet(
                        "a domain of another device",
                        EADDRINUSE,
                        change(host -> host.vfioAp().assign(FIRST, DOMAIN_OF_SECOND)),
                        inOthers(SECOND_HELD, "01.0002", "02.0002")),
                argumentSet(
                        "a domain that a device with adapters of the host gets",
                        EADDRNOTAVAIL,
                        change(host -> host.vfioAp().assign(BY_AQMASK, DomainId.of(0x53))),
                        new ReservedForHost(queues("00.0053", "03.0053"))),
                argumentSet(
                        "a whole configuration with queues of two devices",
                        EADDRINUSE,
                        change(host ->
                                host.vfioAp().configure(IDLE, ApConfig.of(adapters(0x01, 0x05), domains(0x00, 0x08)))),
                        new InOtherDevices(
                                ImmutableMap.of(FIRST, queues("01.0000"), OVERPROVISIONED, queues("05.0008")))),
                argumentSet(
                        "an adapter mask that takes queues of two devices",
                        EBUSY,
                        change(host -> host.apBus().updateAdapterMask(MaskUpdate.parse("+0x01"))),
                        new InOtherDevices(ImmutableMap.of(
                                FIRST, queues("01.0000", "01.0001"), SECOND_HELD, queues("01.0002", "01.0003")))),
                argumentSet(
                        "a domain mask that takes queues",
                        EBUSY,
                        change(host -> host.apBus().updateDomainMask(MaskUpdate.replacing(ApMask.all()))),
                        inOthers(BY_AQMASK, "00.0054", "03.0054")));
    }

    @ParameterizedTest
    @MethodSource("explained")
    void culpritsAreThoseOfTheState(Errno answer, Consumer<ApHost> change, Refusal culprits) {
        StubSysfs stub = StubSysfs.refusing(answer, Captures.sysfs("6.12", "production"));

        AssignmentRefusedException refused = refusal(stub, change);

        assertThat(refused.culprits()).contains(culprits);
        assertThat(refused.errno()).isEqualTo(answer);
        assertThat(stub.writes()).containsExactly(refused.call());
        assertThat(refused).hasMessageStartingWith(refused.call() + ": " + answer + ": ");
        assertThat(refused.getCause()).isInstanceOf(AssignmentRefusedException.class);
    }

    @Test
    void messageNamesTheReservedQueues() {
        AssignmentRefusedException refused =
                refusal("6.12", EADDRNOTAVAIL, host -> host.vfioAp().assign(FIRST, HOST_ADAPTER));

        assertThat(refused)
                .hasMessageEndingWith("a resulting queue is reserved for the host by apmask and aqmask; reserved are "
                        + queues("03.0000", "03.0001"));
    }

    @Test
    void messageNamesTheOtherDevice() {
        AssignmentRefusedException refused =
                refusal("6.12", EADDRINUSE, host -> host.vfioAp().assign(FIRST, DOMAIN_OF_SECOND));

        assertThat(refused)
                .hasMessageEndingWith("a resulting queue is assigned to another mediated device; "
                        + queues("01.0002", "02.0002") + " in device " + SECOND_HELD);
    }

    static Stream<Arguments> unexplained() {
        return Stream.of(
                argumentSet(
                        "reserved queues explain no sharing",
                        EADDRINUSE,
                        change(host -> host.vfioAp().assign(FIRST, HOST_ADAPTER))),
                argumentSet(
                        "sharing explains no reservation",
                        EADDRNOTAVAIL,
                        change(host -> host.vfioAp().assign(FIRST, DOMAIN_OF_SECOND))),
                argumentSet(
                        "free queues explain nothing",
                        EADDRNOTAVAIL,
                        change(host -> host.vfioAp().assign(FIRST, AdapterId.of(0x04)))),
                argumentSet(
                        "a number above the maximum has no culprit",
                        ENODEV,
                        change(host -> host.vfioAp().assign(FIRST, HOST_ADAPTER))),
                argumentSet(
                        "clearing bits takes nothing",
                        EBUSY,
                        change(host -> host.apBus().updateAdapterMask(MaskUpdate.parse("-0x00")))),
                argumentSet(
                        "setting bits of no device takes nothing",
                        EBUSY,
                        change(host -> host.apBus().updateDomainMask(MaskUpdate.parse("+0x00-0x53")))));
    }

    @ParameterizedTest
    @MethodSource("unexplained")
    void nobodyIsNamedWhenTheStateDoesNotExplainTheError(Errno answer, Consumer<ApHost> change) {
        AssignmentRefusedException refused = refusal("6.12", answer, change);

        assertThat(refused.culprits()).isEmpty();
        assertThat(refused).hasNoCause();
        assertThat(refused.errno()).isEqualTo(answer);
    }

    /** Since driver overrides, vfio_ap objects whatever the other mask says. */
    @EachKernel
    void newKernelsLookAtAnyCounterpart(String kernel) {
        Sysfs domainsOfIdleAreFree = EditedHost.of(kernel, "production")
                .content(Layout.AQMASK, "0xf0" + "f".repeat(62) + "\n")
                .sysfs();
        Optional<Refusal> culprits = refusal(
                        StubSysfs.refusing(EBUSY, domainsOfIdleAreFree),
                        host -> host.apBus().updateAdapterMask(MaskUpdate.parse("+0x04")))
                .culprits();

        assertThat(culprits)
                .isEqualTo(
                        kernel.equals("7.3")
                                ? Optional.of(inOthers(IDLE, "04.0004", "04.0005", "04.0006", "04.0007"))
                                : Optional.empty());
    }

    @Test
    void queueThatAnOverrideGivesToTheHostIsNamed() {
        SysfsPath override = SysfsPath.of("devices/ap/card01/01.0009/driver_override");
        Sysfs host = EditedHost.of("7.3", "production")
                .content(override, "cex4queue\n")
                .target(override.parent().orElseThrow().resolve("driver"), "../../../../bus/ap/drivers/cex4queue")
                .sysfs();

        AssignmentRefusedException refused = refusal(
                StubSysfs.refusing(EADDRNOTAVAIL, host), ap -> ap.vfioAp().assign(FIRST, DomainId.of(0x09)));

        assertThat(refused.culprits()).contains(new ReservedForHost(queues("01.0009")));
    }

    @Test
    void nobodyIsNamedWhenTheMasksCannotBeRead() {
        Sysfs host = EditedHost.of("6.12", "production")
                .unreadable(Layout.APMASK, Errno.EACCES)
                .sysfs();

        AssignmentRefusedException refused = refusal(
                StubSysfs.refusing(EADDRNOTAVAIL, host), ap -> ap.vfioAp().assign(FIRST, HOST_ADAPTER));

        assertThat(refused.culprits()).isEmpty();
    }

    @Test
    void nobodyIsLookedForWhenTheErrorCannotHaveCulprits() {
        StubSysfs host = StubSysfs.refusing(ENODEV, Captures.sysfs("6.12", "production"));

        AssignmentRefusedException refused = refusal(host, ap -> ap.vfioAp().assign(FIRST, HOST_ADAPTER));

        assertThat(host.calls()).containsExactly(refused.call());
    }

    private static AssignmentRefusedException refusal(String kernel, Errno answer, Consumer<ApHost> change) {
        return refusal(StubSysfs.refusing(answer, Captures.sysfs(kernel, "production")), change);
    }

    private static AssignmentRefusedException refusal(Sysfs host, Consumer<ApHost> change) {
        return catchThrowableOfType(AssignmentRefusedException.class, () -> change.accept(ApHost.at(host)));
    }

    private static Consumer<ApHost> change(Consumer<ApHost> change) {
        return change;
    }

    private static InOtherDevices inOthers(MediatedDeviceId owner, String... queues) {
        ApQueueSet owned = queues(queues);
        return new InOtherDevices(ImmutableMap.of(owner, owned));
    }
}
