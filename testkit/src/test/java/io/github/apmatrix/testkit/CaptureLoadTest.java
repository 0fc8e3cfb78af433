package io.github.apmatrix.testkit;

import static io.github.apmatrix.testkit.Console.A;
import static io.github.apmatrix.testkit.Console.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.ApFunctions;
import io.github.apmatrix.host.CardMode;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.Capture;
import io.github.apmatrix.sysfs.SysfsPath;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaptureLoadTest {
    /** What {@link SimulatedKernel#load} says that it loses, as far as the recorded hosts have it. */
    private static final Pattern LOST =
            Pattern.compile("file 0444 (/proc/cmdline|/sys/module/vfio_ap/(coresize|initsize)) .*");

    @TestFactory
    Stream<DynamicTest> aLoadedHostIsTheRecordedOne() throws IOException, URISyntaxException {
        return RecordedHosts.all().stream().map(name -> dynamicTest(name, () -> isTheRecordedOne(name)));
    }

    private static void isTheRecordedOne(String name) throws IOException, URISyntaxException {
        Capture capture = RecordedHosts.of(name);
        SimulatedKernel loaded = SimulatedKernel.load(capture);
        assertThat(name).startsWith(loaded.profile().release() + "/");
        assertThat(snapshot(loaded)).isEqualTo(ApHost.at(capture.sysfs()).snapshot());
        assertIsTheSameText(capture, loaded);
    }

    private static HostSnapshot snapshot(SimulatedKernel kernel) {
        return ApHost.at(kernel.sysfs()).snapshot();
    }

    private static void assertIsTheSameText(Capture capture, SimulatedKernel loaded) {
        ImmutableSortedSet<String> before = lines(capture);
        ImmutableSortedSet<String> after = lines(recorded(loaded));
        assertThat(Stream.concat(
                        Sets.difference(before, after).stream().map(line -> "- " + line),
                        Sets.difference(after, before).stream().map(line -> "+ " + line)))
                .as("- recorded, + loaded and recorded again")
                .isEmpty();
    }

    private static Capture recorded(SimulatedKernel kernel) {
        return Capture.record(kernel.sysfs());
    }

    private static ImmutableSortedSet<String> lines(Capture capture) {
        Pattern asked = Pattern.compile(ApHost.at(capture.sysfs()).snapshot().cards().values().stream()
                .filter(card -> card.mode().equals(Optional.of(CardMode.EP11)))
                .map(card -> "file 0644 /sys/devices/ap/card" + card.adapter() + "/.*request_count \"[0-9].*")
                .collect(Collectors.joining("|")));
        return Splitter.on('\n')
                .omitEmptyStrings()
                .splitToStream(capture.toText())
                .filter(line -> !LOST.matcher(line).matches())
                .filter(line -> !asked.matcher(line).matches())
                .collect(ImmutableSortedSet.toImmutableSortedSet(String::compareTo));
    }

    // states that the recorded hosts do not have

    /** Loads what a simulated kernel shows and expects to see the same. */
    private static SimulatedKernel reloaded(SimulatedKernel kernel) {
        Capture capture = recorded(kernel);
        SimulatedKernel loaded = SimulatedKernel.load(Capture.parse(capture.toText()));
        assertIsTheSameText(capture, loaded);
        assertThat(snapshot(loaded)).isEqualTo(ApHost.at(capture.sysfs()).snapshot());
        return loaded;
    }

    @ParameterizedTest
    @EnumSource(KernelProfile.class)
    void anAdapterWithoutCardStaysInTheLpar(KernelProfile profile) {
        SimulatedKernel kernel = SimulatedKernel.builder()
                .profile(profile)
                .adapter(AdapterId.of(5), CardType.CEX8C)
                .usageDomains(DomainSet.domains(4))
                .build();
        kernel.machine().plugRaw(AdapterId.of(9), 4, new ApFunctions(0));
        SimulatedKernel loaded = reloaded(kernel);
        loaded.machine().together(() -> {});
        assertThat(snapshot(loaded).lpar().map(ApConfig::adapters)).contains(AdapterSet.adapters(5, 9));
        assertThat(snapshot(loaded).cards()).containsOnlyKeys(AdapterId.of(5));
    }

    @ParameterizedTest
    @EnumSource(KernelProfile.class)
    void settingsSwitchesAndBootParametersComeBack(KernelProfile profile) {
        SimulatedKernel kernel = SimulatedKernel.builder()
                .profile(profile)
                .adapter(AdapterId.of(5), CardType.CEX8A)
                .adapter(AdapterId.of(6), CardType.CEX7C)
                .usageDomains(DomainSet.domains(4, 7))
                .controlDomains(DomainSet.domains(9))
                .apParameter("apmask", "0xffff")
                .apParameter("useirq", "0")
                .apParameter("poll_thread", "1")
                .apParameter("domain", "7")
                .maxAdapter(AdapterId.of(40))
                .build();
        set(kernel, "bus/ap/config_time", "77");
        set(kernel, "bus/ap/poll_timeout", "1234");
        set(kernel, "bus/ap/drivers_autoprobe", "0");
        set(kernel, "devices/ap/card05/online", "0");
        set(kernel, "devices/ap/card06/06.0007/online", "0");
        set(kernel, "bus/ap/drivers/cex4queue/unbind", "05.0004");
        SimulatedKernel loaded = reloaded(kernel);
        set(loaded, "bus/ap/scans", "1");
        set(kernel, "bus/ap/scans", "1");
        assertThat(recorded(loaded)).isEqualTo(recorded(kernel));
    }

    private static void set(SimulatedKernel kernel, String path, String value) {
        kernel.sysfs().write(SysfsPath.of(path), value);
    }

    @Test
    void driverOverridesComeBackAndLockTheMasks() {
        Console console = Console.recorded(KernelProfile.LINUX_7_3);
        console.given("devices/ap/card0a/0a.0002/driver_override", "vfio_ap");
        console.given("bus/ap/drivers/cex4queue/unbind", "0a.0002").given("bus/ap/drivers_probe", "0a.0002");
        SimulatedKernel loaded = reloaded(console.kernel());
        assertThat(new Console(loaded).write("bus/ap/apmask", "-1")).isEqualTo("EINVAL");
    }

    @ParameterizedTest
    @EnumSource(KernelProfile.class)
    void aHostWithoutReportedConfigurationComesBack(KernelProfile profile) {
        reloaded(SimulatedKernel.builder()
                .profile(profile)
                .reportsConfiguration(false)
                .adapter(AdapterId.of(5), CardType.CEX8A)
                .usageDomains(DomainSet.domains(4))
                .build());
    }

    @ParameterizedTest
    @EnumSource(KernelProfile.class)
    void aHostWithoutVfioApComesBack(KernelProfile profile) {
        SimulatedKernel loaded = reloaded(
                SimulatedKernel.builder().profile(profile).vfioApLoaded(false).build());
        loaded.loadVfioAp();
        assertThat(snapshot(loaded).vfioAp()).isEqualTo(Answer.YES);
    }

    private static Console withTwoDevices(KernelProfile profile) {
        Console console = Console.recorded(profile).given("bus/ap/apmask", "-0x0a");
        console.givenDevice(A).givenSet(A, "assign_adapter", "0x0a").givenSet(A, "assign_domain", "1", "2");
        return console.givenDevice(B);
    }

    @ParameterizedTest
    @EnumSource(KernelProfile.class)
    void aDeviceThatIsBeingRemovedKeepsItsQueuesAndGoesWithItsGuest(KernelProfile profile) {
        Console console = withTwoDevices(profile);
        assertThat(console.attach(A)).isEqualTo("OK");
        assertThat(console.set(A, "remove", "1")).isEqualTo("BLOCKED");
        SimulatedKernel loaded = reloaded(console.kernel());
        loaded.guests().detach(A);
        assertThat(snapshot(loaded).devices()).containsOnlyKeys(B);
    }

    @ParameterizedTest
    @EnumSource(KernelProfile.class)
    void aDeviceWithoutDriverComesBack(KernelProfile profile) {
        Console console = withTwoDevices(profile);
        console.given("bus/mdev/drivers/vfio_ap_mdev/unbind", A.toString());
        SimulatedKernel loaded = reloaded(console.kernel());
        assertThat(new Console(loaded).set(A, "remove", "1")).isEqualTo("OK");
    }

    @ParameterizedTest
    @EnumSource(KernelProfile.class)
    void aHolderThatNoQueueShowsIsTheGuestOfTheDeviceWithoutQueues(KernelProfile profile) {
        Console console = withTwoDevices(profile);
        assertThat(console.attach(B)).isEqualTo("OK");
        SimulatedKernel loaded = reloaded(console.kernel());
        assertThat(new Console(loaded).attach(B)).isEqualTo("EBUSY");
        assertThat(new Console(loaded).attach(A)).isEqualTo("OK");
    }

    @ParameterizedTest
    @EnumSource(KernelProfile.class)
    void theStoredGuestMatrixIsNotEvaluatedAnew(KernelProfile profile) {
        Console console = withTwoDevices(profile).given("bus/ap/drivers/vfio_ap/unbind", "0a.0002");
        console.givenSet(A, "unassign_domain", "2");

        SimulatedKernel loaded = reloaded(console.kernel());
        assertThat(new Console(loaded).guestMatrix(A)).isEqualTo(".0001\n");
        new Console(loaded).givenSet(A, "assign_domain", "4");
        assertThat(new Console(loaded).guestMatrix(A)).isEqualTo("0a.0001\n0a.0004\n");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LINUX_6_6") // was not recorded
    void aCardThatIsSwitchedOffForAnotherReasonComesBackOn(KernelProfile profile) throws Exception {
        SimulatedKernel loaded = SimulatedKernel.load(RecordedHosts.of(profile, "production"));
        loaded.machine().setConfigured(AdapterId.of(0x10), true);
        assertThat(new Console(loaded).read("devices/ap/card10/online")).isEqualTo("1\n");
    }

    @Test
    void mediatedDevicesOfOtherDriversDoNotMakeAHostUnloadable() throws Exception {
        Capture capture = RecordedHosts.of(KernelProfile.LINUX_6_12, "bare");
        Capture withMdev = Capture.parse(
                capture.toText() + "dir /sys/bus/mdev\nfile 0644 /sys/bus/mdev/drivers_autoprobe \"1\\n\"\n");
        assertThat(snapshot(SimulatedKernel.load(withMdev)).vfioAp()).isEqualTo(Answer.NO);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LINUX_6_6") // was not recorded
    void aGuestOfTheCaptureHasItsOwnVm(KernelProfile profile) throws Exception {
        SimulatedKernel loaded = SimulatedKernel.load(RecordedHosts.of(profile, "production"));
        MediatedDeviceId held = MediatedDeviceId.parse("4b0518fd-9237-493f-93c8-c5597f8006a3");
        assertThat(new Console(loaded).status("01.0000")).isEqualTo("in use\n");
        assertThat(new Console(loaded).attach(held)).isEqualTo("EBUSY");
        loaded.guests().detach(held);
        assertThat(new Console(loaded).status("01.0000")).isEqualTo("assigned\n");
        assertThat(new Console(loaded).status("01.0002")).isEqualTo("in use\n");
    }

    @Test
    void aHostWithoutApBusIsNotLoaded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatedKernel.load(Capture.parse("dir /sys\n")))
                .withMessageContaining("no AP bus");
    }

    @Test
    void aDriverThatIsNotSimulatedIsNamed() throws Exception {
        Capture capture = RecordedHosts.of(KernelProfile.LINUX_6_12, "bare");
        Capture odd = Capture.parse(capture.toText().replace("drivers/cex4card\n", "drivers/cex9card\n"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatedKernel.load(odd))
                .withMessageContaining("cex9card");
    }
}
