package io.github.apmatrix.sysfs;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.sysfs.Devices.FIRST;
import static io.github.apmatrix.sysfs.Devices.OVERPROVISIONED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.google.common.collect.ImmutableSet;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.MatrixReading;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VfioApTest {
    private static final MediatedDeviceId MISSING = MediatedDeviceId.parse("00000000-0000-4000-8000-000000000001");

    private static VfioAp vfioAp(String kernel, String host) {
        return VfioAp.at(Captures.sysfs(kernel, host));
    }

    @Nested
    class Driver {
        @EachKernel
        void typeIsRead(String kernel) {
            VfioAp vfioAp = vfioAp(kernel, "scenario");

            assertThat(vfioAp.isLoaded()).isTrue();
            assertThat(vfioAp.types()).containsExactly("vfio_ap-passthrough");
            assertThat(vfioAp.deviceApi()).isEqualTo("vfio-ap");
            assertThat(vfioAp.typeTitle()).isEqualTo("VFIO AP Passthrough Device");
            assertThat(vfioAp.availableInstances()).isEqualTo(65_535);
            assertThat(vfioAp(kernel, "empty").availableInstances()).isEqualTo(65_536);
        }

        @EachKernel
        void featuresAreReadWhereTheDriverNamesThem(String kernel) {
            assertThat(vfioAp(kernel, "scenario").features().orElse(ImmutableSet.of()))
                    .isEqualTo(
                            kernel.equals("6.1")
                                    ? ImmutableSet.of()
                                    : ImmutableSet.of("guest_matrix", "hotplug", "ap_config"));
        }

        @EachKernel
        void openDevicesAreCounted(String kernel) {
            assertThat(vfioAp(kernel, "scenario").openDevices()).hasValue(0);
            assertThat(vfioAp(kernel, "production").openDevices()).hasValue(2);
        }

        @EachKernel
        void driverMayBeMissing(String kernel) {
            VfioAp vfioAp = vfioAp(kernel, "bare");

            assertThat(vfioAp.isLoaded()).isFalse();
            assertThat(vfioAp.devices()).isEmpty();
            assertThat(vfioAp.device(FIRST)).isEmpty();
            assertThat(vfioAp.openDevices()).isEmpty();
            assertThatExceptionOfType(AttributeMissingException.class).isThrownBy(vfioAp::types);
            assertThatExceptionOfType(AttributeMissingException.class).isThrownBy(vfioAp::availableInstances);
            assertThatExceptionOfType(AttributeMissingException.class).isThrownBy(() -> vfioAp.matrix(FIRST));
        }
    }

    @Nested
    class Device {
        @EachKernel
        void onlyDevicesAreListed(String kernel) {
            assertThat(vfioAp(kernel, "scenario").devices()).containsExactly(FIRST);
            assertThat(vfioAp(kernel, "production").devices()).hasSize(9).contains(FIRST, OVERPROVISIONED);
            assertThat(vfioAp(kernel, "empty").devices()).isEmpty();
        }

        @EachKernel
        void assignmentsAreRead(String kernel) {
            VfioAp vfioAp = vfioAp(kernel, "production");

            assertThat(vfioAp.matrix(OVERPROVISIONED))
                    .isEqualTo(MatrixReading.complete(Matrix.of(adapters(0x05, 0x07), domains(0x08, 0x28))));
            assertThat(vfioAp.guestMatrix(OVERPROVISIONED))
                    .isEqualTo(MatrixReading.complete(Matrix.of(adapters(0x05), domains(0x08))));
            assertThat(vfioAp.controlDomains(OVERPROVISIONED)).isEqualTo(domains(0x08));
            assertThat(vfioAp.controlDomains(Devices.IDLE).isEmpty()).isTrue();
        }

        @EachKernel
        void linksAreNamed(String kernel) {
            assertThat(vfioAp(kernel, "scenario").typeOf(FIRST)).isEqualTo("vfio_ap-passthrough");
            assertThat(vfioAp(kernel, "scenario").subsystemOf(FIRST)).isEqualTo("mdev");
        }

        @EachKernel
        void deviceIsThatOfTheSnapshot(String kernel) {
            Sysfs sysfs = Captures.sysfs(kernel, "production");

            assertThat(VfioAp.at(sysfs).device(FIRST))
                    .contains(ApHost.at(sysfs).snapshot().devices().get(FIRST));
        }

        static Stream<Arguments> getters() {
            return Stream.of(
                    argumentSet("matrix", getter(vfioAp -> vfioAp.matrix(MISSING))),
                    argumentSet("guest_matrix", getter(vfioAp -> vfioAp.guestMatrix(MISSING))),
                    argumentSet("control_domains", getter(vfioAp -> vfioAp.controlDomains(MISSING))),
                    argumentSet("mdev_type", getter(vfioAp -> vfioAp.typeOf(MISSING))),
                    argumentSet("subsystem", getter(vfioAp -> vfioAp.subsystemOf(MISSING))));
        }

        private static Function<VfioAp, Object> getter(Function<VfioAp, Object> getter) {
            return getter;
        }

        @ParameterizedTest
        @MethodSource("getters")
        void missingDeviceIsTold(Function<VfioAp, Object> getter) {
            assertThatExceptionOfType(AttributeMissingException.class)
                    .isThrownBy(() -> getter.apply(vfioAp("6.12", "scenario")))
                    .satisfies(missing -> assertThat(missing.path().toString()).contains(MISSING.toString()));
        }

        @Test
        void wrongContentIsNamed() {
            SysfsPath matrix = Layout.device(FIRST).resolve("matrix");
            VfioAp vfioAp = VfioAp.at(EditedHost.of("6.12", "scenario")
                    .content(matrix, "0a-001b\n")
                    .sysfs());

            assertThatExceptionOfType(UnreadableContentException.class)
                    .isThrownBy(() -> vfioAp.matrix(FIRST))
                    .withMessageStartingWith("read " + matrix + ": unexpected content \"0a-001b\\n\"");
        }
    }

    @Nested
    class Changes {
        static Stream<Arguments> changes() {
            AdapterId adapter = AdapterId.of(0x0a);
            DomainId domain = DomainId.of(0x1b);
            ApConfig config = ApConfig.of(adapters(0, 10), domains(27)).withControlDomains(domains(1, 2));
            String mask = "0".repeat(56);
            return Stream.of(
                    change("assign_adapter", "0x0a", vfioAp -> vfioAp.assign(FIRST, adapter)),
                    change("unassign_adapter", "0x0a", vfioAp -> vfioAp.unassign(FIRST, adapter)),
                    change("assign_domain", "0x001b", vfioAp -> vfioAp.assign(FIRST, domain)),
                    change("unassign_domain", "0x001b", vfioAp -> vfioAp.unassign(FIRST, domain)),
                    change("assign_control_domain", "0x001b", vfioAp -> vfioAp.assignControlDomain(FIRST, domain)),
                    change("unassign_control_domain", "0x001b", vfioAp -> vfioAp.unassignControlDomain(FIRST, domain)),
                    change(
                            "ap_config",
                            "0x80200000" + mask + ",0x00000010" + mask + ",0x60000000" + mask,
                            vfioAp -> vfioAp.configure(FIRST, config)),
                    change("remove", "1", vfioAp -> vfioAp.removeWaiting(FIRST)));
        }

        private static Arguments change(String attribute, String text, Consumer<VfioAp> change) {
            return argumentSet(attribute, SysfsCall.write(Layout.device(FIRST).resolve(attribute), text), change);
        }

        @ParameterizedTest
        @MethodSource("changes")
        void onlyOneTextIsWrittenAndNothingLookedAt(SysfsCall expected, Consumer<VfioAp> change) {
            StubSysfs host = StubSysfs.accepting(Captures.sysfs("6.12", "scenario"));

            change.accept(VfioAp.at(host));

            assertThat(host.calls()).containsExactly(expected);
        }

        @ParameterizedTest
        @MethodSource("changes")
        void missingDeviceIsTold(SysfsCall expected, Consumer<VfioAp> change) {
            StubSysfs host = StubSysfs.accepting(Captures.sysfs("6.12", "empty"));

            assertThatExceptionOfType(AttributeMissingException.class)
                    .isThrownBy(() -> change.accept(VfioAp.at(host)))
                    .satisfies(missing -> assertThat(missing.call()).isEqualTo(expected));
        }

        @Test
        void oldKernelHasNoWholeConfiguration() {
            StubSysfs host = StubSysfs.accepting(Captures.sysfs("6.1", "scenario"));

            assertThatExceptionOfType(AttributeMissingException.class)
                    .isThrownBy(() -> VfioAp.at(host).configure(FIRST, ApConfig.none()))
                    .withMessageContaining("ap_config: ENOENT");
        }

        @Test
        void createWritesTheId() {
            StubSysfs host = StubSysfs.accepting(Captures.sysfs("6.12", "empty"));

            VfioAp.at(host).create(MISSING);

            assertThat(host.calls())
                    .containsExactly(SysfsCall.write(Layout.TYPE.resolve("create"), MISSING.toString()));
        }

        @Test
        void createWithoutAnIdTakesANewOneEachTime() {
            StubSysfs host = StubSysfs.accepting(Captures.sysfs("6.12", "empty"));

            MediatedDeviceId first = VfioAp.at(host).create();
            MediatedDeviceId second = VfioAp.at(host).create();

            assertThat(first).isNotEqualTo(second);
            assertThat(host.writes())
                    .extracting(call -> call.value().orElseThrow())
                    .containsExactly(first.toString(), second.toString());
        }

        @Test
        void existingIdIsRefused() {
            StubSysfs host = StubSysfs.refusing(Errno.EEXIST, Captures.sysfs("6.12", "scenario"));

            assertThatExceptionOfType(AssignmentRefusedException.class)
                    .isThrownBy(() -> VfioAp.at(host).create(FIRST))
                    .withMessage("write \"" + FIRST + "\" to " + Layout.TYPE
                            + "/create: EEXIST: a mediated device with this UUID exists, under any parent");
        }
    }
}
