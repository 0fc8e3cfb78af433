package io.github.apmatrix.sysfs;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.google.common.collect.ImmutableSet;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.Matrix;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ApBusTest {
    private static final DomainSet DOMAINS = domains(0x01, 0x02, 0x04, 0x1b);
    private static final AdapterSet ADAPTERS = adapters(0x00, 0x0a, 0x0b);

    private static ApBus bus(String kernel, String host) {
        return ApBus.at(Captures.sysfs(kernel, host));
    }

    @Nested
    class Getters {
        @EachKernel
        void masksAreRead(String kernel) {
            assertThat(bus(kernel, "scenario").masks())
                    .isEqualTo(new HostMasks(AdapterSet.all().difference(adapters(0x00, 0x0a)), DomainSet.all()));
            assertThat(bus(kernel, "bare").masks()).isEqualTo(HostMasks.allReserved());
        }

        @EachKernel
        void lparIsRead(String kernel) {
            assertThat(bus(kernel, "scenario").lpar())
                    .contains(ApConfig.of(ADAPTERS, DOMAINS).withControlDomains(DOMAINS));
            assertThat(bus(kernel, "empty").lpar()).contains(ApConfig.none());
        }

        @EachKernel
        void maximaAreRead(String kernel) {
            assertThat(bus(kernel, "production").maxAdapter()).isEqualTo(AdapterId.of(255));
            assertThat(bus(kernel, "production").maxDomain()).isEqualTo(DomainId.of(84));
        }

        @EachKernel
        void defaultDomainMayBeMissing(String kernel) {
            assertThat(bus(kernel, "scenario").defaultDomain()).contains(DomainId.of(1));
            assertThat(bus(kernel, "production").defaultDomain()).contains(DomainId.of(0));
            assertThat(bus(kernel, "empty").defaultDomain()).isEmpty();
        }

        @EachKernel
        void timersAndSwitchesAreRead(String kernel) {
            ApBus bus = bus(kernel, "scenario");

            assertThat(bus.isPresent()).isTrue();
            assertThat(bus.usesInterrupts()).isTrue();
            assertThat(bus.configTime()).isEqualTo(Duration.ofSeconds(30));
            assertThat(bus.pollThread()).isFalse();
            assertThat(bus.pollTimeout()).isEqualTo(Duration.ofNanos(250_000));
            assertThat(bus.scans()).isEqualTo(3);
        }

        @EachKernel
        void bindingsAreRead(String kernel) {
            assertThat(bus(kernel, "scenario").bindings()).hasToString("12/12 (complete)");
            assertThat(bus(kernel, "production").bindings()).hasToString("191/192");
        }

        @ParameterizedTest
        @CsvSource({"6.1, -1", "6.12, -1", "7.3, 3"})
        void onlyNewKernelsCountCompleteBindings(String kernel, long count) {
            assertThat(bus(kernel, "scenario").bindingsCompleteCount().orElse(-1))
                    .isEqualTo(count);
        }

        @EachKernel
        void facilitiesAreReadWhereTheKernelTellsThem(String kernel) {
            assertThat(bus(kernel, "scenario").facilities().orElse(ImmutableSet.of()))
                    .isEqualTo(kernel.equals("6.1") ? ImmutableSet.of() : ImmutableSet.of("APSC", "APXA", "QACT"));
        }

        @Test
        void facilitiesOfAMachineMayBeNoneOrNotTold() {
            SysfsPath features = SysfsPath.of("bus/ap/features");

            assertThat(edited(features, "-\n").facilities()).isEmpty();
            assertThat(edited(features, "").facilities()).contains(ImmutableSet.of());
        }

        @EachKernel
        void devicesAreListed(String kernel) {
            assertThat(bus(kernel, "scenario").adapters()).isEqualTo(ADAPTERS);
            assertThat(bus(kernel, "scenario").queues()).isEqualTo(ApQueueSet.of(Matrix.of(ADAPTERS, DOMAINS)));
            assertThat(bus(kernel, "production").queues().size()).isEqualTo(192);
            assertThat(bus(kernel, "empty").adapters().isEmpty()).isTrue();
            assertThat(bus(kernel, "empty").queues().isEmpty()).isTrue();
        }

        @EachKernel
        void driversAreListed(String kernel) {
            assertThat(bus(kernel, "scenario").drivers()).contains("cex4card", "cex4queue", "vfio_ap");
            assertThat(bus(kernel, "bare").drivers())
                    .contains("cex4card", "cex4queue")
                    .doesNotContain("vfio_ap");
        }
    }

    @Nested
    class OddAnswers {
        @Test
        void machineThatReportsNoLparIsNotAnEmptyOne() {
            assertThat(edited(SysfsPath.of("bus/ap/ap_adapter_mask"), "not supported\n")
                            .lpar())
                    .isEmpty();
        }

        static Stream<Arguments> wrongContents() {
            return Stream.of(
                    wrong("apmask", "0xff\n", ApBus::masks),
                    wrong("aqmask", "", ApBus::masks),
                    wrong("ap_usage_domain_mask", "unsupported\n", ApBus::lpar),
                    wrong("ap_max_adapter_id", "256\n", ApBus::maxAdapter),
                    wrong("ap_max_domain_id", "-1\n", ApBus::maxDomain),
                    wrong("ap_domain", "-2\n", ApBus::defaultDomain),
                    wrong("ap_interrupts", "2\n", ApBus::usesInterrupts),
                    wrong("config_time", "soon\n", ApBus::configTime),
                    wrong("poll_thread", "\n", ApBus::pollThread),
                    wrong("poll_timeout", "1\n\n", ApBus::pollTimeout),
                    wrong("bindings", "1 of 2\n", ApBus::bindings),
                    wrong("bindings_complete_count", "x\n", ApBus::bindingsCompleteCount),
                    wrong("scans", "x\n", ApBus::scans));
        }

        private static Arguments wrong(String attribute, String content, Function<ApBus, Object> getter) {
            return argumentSet(attribute, SysfsPath.of("bus/ap/" + attribute), content, getter);
        }

        @ParameterizedTest
        @MethodSource("wrongContents")
        void wrongContentIsNamedAndKept(SysfsPath attribute, String content, Function<ApBus, Object> getter) {
            ApBus bus = edited(attribute, content);

            assertThatExceptionOfType(UnreadableContentException.class)
                    .isThrownBy(() -> getter.apply(bus))
                    .withMessageStartingWith("read " + attribute + ": unexpected content \"")
                    .satisfies(unreadable -> {
                        assertThat(unreadable.content()).isEqualTo(content);
                        assertThat(unreadable.path()).isEqualTo(attribute);
                        assertThat(unreadable.errno()).isEqualTo(Errno.UNKNOWN);
                    });
        }

        @Test
        void busMayBeMissing() {
            ApBus bus =
                    ApBus.at(EditedHost.of("6.12", "bare").without(Layout.BUS).sysfs());

            assertThat(bus.isPresent()).isFalse();
            assertThatExceptionOfType(AttributeMissingException.class).isThrownBy(bus::masks);
            assertThatExceptionOfType(AttributeMissingException.class).isThrownBy(bus::queues);
            assertThatExceptionOfType(AttributeMissingException.class).isThrownBy(bus::drivers);
        }
    }

    private static ApBus edited(SysfsPath attribute, String content) {
        return ApBus.at(
                EditedHost.of("7.3", "scenario").content(attribute, content).sysfs());
    }

    @Nested
    class Setters {
        static Stream<Arguments> changes() {
            ApQueue queue = ApQueue.parse("0b.001b");
            return Stream.of(
                    change("apmask", "-0x0a", bus -> bus.updateAdapterMask(MaskUpdate.parse("-0x0a"))),
                    change("apmask", "+0x10-0x1f", bus -> bus.updateAdapterMask(MaskUpdate.parse("+16-31\n"))),
                    change(
                            "aqmask",
                            "0xe" + "0".repeat(63),
                            bus -> bus.updateDomainMask(MaskUpdate.replacing(ApMask.of(0, 1, 2)))),
                    change("ap_domain", "27", bus -> bus.setDefaultDomain(DomainId.of(0x1b))),
                    change("config_time", "5", bus -> bus.setConfigTime(Duration.ofMillis(5_999))),
                    change("poll_thread", "1", bus -> bus.setPollThread(true)),
                    change("poll_thread", "0", bus -> bus.setPollThread(false)),
                    change("poll_timeout", "1500000", bus -> bus.setPollTimeout(Duration.ofNanos(1_500_000))),
                    change("scans", "1\n", ApBus::rescan),
                    change("drivers/cex4queue/bind", "0b.001b", bus -> bus.bind(queue, "cex4queue")),
                    change("drivers/vfio_ap/unbind", "0b.001b", bus -> bus.unbind(queue, "vfio_ap")),
                    change("drivers_probe", "0b.001b", bus -> bus.probe(queue)));
        }

        private static Arguments change(String attribute, String text, Consumer<ApBus> setter) {
            return argumentSet(
                    attribute + " " + text.strip(), SysfsCall.write(SysfsPath.of("bus/ap/" + attribute), text), setter);
        }

        @ParameterizedTest
        @MethodSource("changes")
        void onlyOneTextIsWritten(SysfsCall expected, Consumer<ApBus> setter) {
            StubSysfs host = StubSysfs.accepting(Captures.sysfs("6.12", "scenario"));

            setter.accept(ApBus.at(host));

            assertThat(host.calls()).containsExactly(expected);
        }

        @ParameterizedTest
        @MethodSource("changes")
        void refusalIsPassedOn(SysfsCall expected, Consumer<ApBus> setter) {
            StubSysfs host = StubSysfs.refusing(Errno.EINVAL, Captures.sysfs("6.12", "scenario"));

            assertThatExceptionOfType(SysfsIoException.class)
                    .isThrownBy(() -> setter.accept(ApBus.at(host)))
                    .satisfies(refused -> assertThat(refused.call()).isEqualTo(expected));
            assertThat(host.writes()).containsExactly(expected);
        }
    }

    @EachKernel
    void bootParameterThatWasNotGivenIsEmpty(String kernel) {
        ApBus bus = ApBus.at(Captures.sysfs(kernel, "production"));

        assertThat(bus.bootAdapterMask()).isEmpty();
        assertThat(bus.bootDomainMask()).isEmpty();
    }

    @Test
    void bootParameterIsTheTextThatWasGiven() {
        ApBus bus = ApBus.at(EditedHost.of("6.12", "production")
                .content(SysfsPath.of("module/ap/parameters/aqmask"), "+0-15\n")
                .sysfs());

        assertThat(bus.bootDomainMask()).contains("+0-15");
    }
}
