package io.github.apmatrix.sysfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.ApFunctions;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.VfioStatus;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueueAttributesTest {
    private static final ApQueue OF_THE_HOST = ApQueue.parse("03.001b");
    private static final ApQueue OF_A_GUEST = ApQueue.parse("01.0000");
    private static final ApQueue UNBOUND = ApQueue.parse("0b.0009");
    private static final ApQueue MISSING = ApQueue.parse("05.0028");

    private static QueueAttributes queue(String kernel, ApQueue queue) {
        return ApBus.at(Captures.sysfs(kernel, "production")).queue(queue);
    }

    private static QueueAttributes overridden(String content) {
        return ApBus.at(EditedHost.of("7.3", "production")
                        .content(Layout.queue(OF_A_GUEST).resolve("driver_override"), content)
                        .sysfs())
                .queue(OF_A_GUEST);
    }

    @EachKernel
    void driverIsNamed(String kernel) {
        assertThat(queue(kernel, OF_THE_HOST).driver()).contains("cex4queue");
        assertThat(queue(kernel, OF_A_GUEST).driver()).contains("vfio_ap");
        assertThat(queue(kernel, UNBOUND).driver()).isEmpty();
    }

    @EachKernel
    void onlyQueuesOfVfioApHaveAStatus(String kernel) {
        assertThat(queue(kernel, OF_A_GUEST).status()).contains(VfioStatus.IN_USE);
        assertThat(queue(kernel, ApQueue.parse("04.0004")).status()).contains(VfioStatus.ASSIGNED);
        assertThat(queue(kernel, ApQueue.parse("04.0000")).status()).contains(VfioStatus.UNASSIGNED);
        assertThat(queue(kernel, OF_THE_HOST).status()).isEmpty();
    }

    @EachKernel
    void onlyQueuesOfTheHostAreOnline(String kernel) {
        assertThat(queue(kernel, OF_THE_HOST).isOnline()).contains(true);
        assertThat(queue(kernel, OF_A_GUEST).isOnline()).isEmpty();
    }

    @EachKernel
    void functionsAreReadWhereTheKernelTellsThem(String kernel) {
        assertThat(queue(kernel, OF_A_GUEST).functions())
                .isEqualTo(kernel.equals("6.1") ? Optional.empty() : Optional.of(ApFunctions.parse("0x06800000")));
    }

    @Test
    void queueThatIsNotInitialisedCountsNoRequests() {
        assertThat(queue("6.12", OF_A_GUEST).requestCount()).isEmpty();
        assertThat(queue("6.12", OF_THE_HOST).requestCount()).hasValue(0);
    }

    @Test
    void overrideIsReadOnNewKernels() {
        assertThat(queue("7.3", OF_A_GUEST).driverOverride()).isEmpty();
        assertThat(overridden("vfio_ap\n").driverOverride()).contains("vfio_ap");
        assertThatExceptionOfType(AttributeMissingException.class)
                .isThrownBy(() -> queue("6.12", OF_A_GUEST).driverOverride());
    }

    @EachKernel
    void wholeQueueOfAGuestIsRead(String kernel) {
        assertThat(queue(kernel, OF_A_GUEST).read())
                .contains(QueueDevice.builder(OF_A_GUEST)
                        .driver(DriverBinding.to("vfio_ap"))
                        .status(VfioStatus.IN_USE)
                        .configured(Answer.YES)
                        .checkstopped(Answer.NO)
                        .build());
    }

    @EachKernel
    void wholeQueueOfTheHostIsRead(String kernel) {
        assertThat(queue(kernel, OF_THE_HOST).read())
                .contains(QueueDevice.builder(OF_THE_HOST)
                        .driver(DriverBinding.to("cex4queue"))
                        .online(Answer.YES)
                        .configured(Answer.YES)
                        .checkstopped(Answer.NO)
                        .build());
    }

    @Test
    void overrideIsPartOfTheWholeQueue() {
        assertThat(overridden("vfio_ap\n").read().orElseThrow().driverOverride())
                .contains("vfio_ap");
        assertThat(overridden("\n").read().orElseThrow().driverOverride()).isEmpty();
    }

    @Test
    void missingQueueIsEmptyAsAWhole() {
        assertThat(queue("6.12", MISSING).read()).isEmpty();
    }

    @EachKernel
    void detailsOfAQueueOfTheHostAreRead(String kernel) {
        QueueAttributes queue = queue(kernel, ApQueue.parse("00.0001"));

        assertThat(queue.isConfigured()).isTrue();
        assertThat(queue.isCheckstopped()).contains(false);
        assertThat(queue.requestQueueCount()).isZero();
        assertThat(queue.pendingQueueCount()).isZero();
        assertThat(queue.interruptState()).isEqualTo("Interrupts enabled.");
        assertThat(queue.resetState()).isEqualTo("No Reset Timer set.");
        assertThat(queue.load()).hasValue(0);
        assertThat(queue.masterKeyPatterns().orElseThrow())
                .startsWith("AES NEW: - -\nAES CUR: - -\n")
                .hasLineCount(9);
        assertThat(queue.operationModes()).isEmpty();
        assertThat(queue.secureBindState()).isEmpty();
        assertThat(queue.secureAssociationState()).isEmpty();
    }

    @EachKernel
    void queueOfVfioApHasNoAttributesOfTheHostsDriver(String kernel) {
        QueueAttributes queue = queue(kernel, OF_A_GUEST);

        assertThat(queue.load()).isEmpty();
        assertThat(queue.masterKeyPatterns()).isEmpty();
    }

    static Stream<Arguments> getters() {
        return Stream.of(
                argumentSet("driver", getter(QueueAttributes::driver)),
                argumentSet("request_count", getter(QueueAttributes::requestCount)),
                argumentSet("driver_override", getter(QueueAttributes::driverOverride)));
    }

    private static Function<QueueAttributes, Object> getter(Function<QueueAttributes, Object> getter) {
        return getter;
    }

    @ParameterizedTest
    @MethodSource("getters")
    void missingQueueIsTold(Function<QueueAttributes, Object> getter) {
        assertThatExceptionOfType(AttributeMissingException.class)
                .isThrownBy(() -> getter.apply(queue("7.3", MISSING)))
                .withMessageContaining("devices/ap/card05/05.0028/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\nx", "vfio_ap\n", "a\0b"})
    void overrideThatWouldClearOrBeCutIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> queue("7.3", MISSING).overrideDriver(name))
                .withMessageContaining("is no name of a driver");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unused\n", "IN USE\n", "\n", ""})
    void unknownStatusIsNamed(String content) {
        QueueAttributes queue = ApBus.at(EditedHost.of("6.12", "production")
                        .content(Layout.queue(OF_A_GUEST).resolve("status"), content)
                        .sysfs())
                .queue(OF_A_GUEST);

        assertThatExceptionOfType(UnreadableContentException.class).isThrownBy(queue::status);
        assertThat(queue.read().orElseThrow().status()).isEmpty();
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("online", "1", queue -> queue.setOnline(true)),
                change("online", "0", queue -> queue.setOnline(false)),
                change("reset", "1", QueueAttributes::reset),
                change("driver_override", "vfio_ap", queue -> queue.overrideDriver("vfio_ap")),
                change("driver_override", "\n", QueueAttributes::clearDriverOverride));
    }

    private static Arguments change(String attribute, String text, Consumer<QueueAttributes> change) {
        return argumentSet(
                attribute + " " + text.strip(),
                SysfsCall.write(Layout.queue(OF_THE_HOST).resolve(attribute), text),
                change);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void onlyOneTextIsWritten(SysfsCall expected, Consumer<QueueAttributes> change) {
        StubSysfs host = StubSysfs.accepting(Captures.sysfs("7.3", "production"));

        change.accept(ApBus.at(host).queue(OF_THE_HOST));

        assertThat(host.calls()).containsExactly(expected);
    }

    @Test
    void emptyOverrideWouldDoNothingAndIsRefused() {
        StubSysfs host = StubSysfs.accepting(Captures.sysfs("7.3", "production"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApBus.at(host).queue(OF_THE_HOST).overrideDriver(""));
        assertThat(host.calls()).isEmpty();
    }
}
