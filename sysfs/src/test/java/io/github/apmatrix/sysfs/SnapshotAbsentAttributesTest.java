package io.github.apmatrix.sysfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.QueueDevice;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An attribute that cannot be used is absent in a snapshot, never false and never a default. */
class SnapshotAbsentAttributesTest {
    private static final AdapterId ADAPTER = AdapterId.of(0x0a);
    private static final ApQueue QUEUE = ApQueue.parse("0a.001b");

    private static EditedHost scenario() {
        return EditedHost.of("6.12", "scenario");
    }

    private static QueueDevice queue(HostSnapshot snapshot) {
        return Objects.requireNonNull(snapshot.queues().get(QUEUE));
    }

    static Stream<Arguments> absent() {
        SysfsPath card = Layout.card(ADAPTER);
        SysfsPath queue = Layout.queue(QUEUE);
        return Stream.of(
                absent(Layout.APMASK, now -> now.masks().isEmpty()),
                absent(Layout.AQMASK, now -> now.masks().isEmpty()),
                absent(
                        Layout.BUS.resolve("ap_max_adapter_id"),
                        now -> now.maxAdapter().isEmpty()),
                absent(
                        Layout.BUS.resolve("ap_max_domain_id"),
                        now -> now.maxDomain().isEmpty()),
                absent(
                        Layout.BUS.resolve("ap_domain"),
                        now -> now.defaultDomain().isEmpty()),
                absent(Layout.BUS.resolve("bindings"), now -> now.bindings().isEmpty()),
                absent(
                        Layout.BUS.resolve("config_time"),
                        now -> now.configTime().isEmpty()),
                absent(
                        Layout.TYPE.resolve("available_instances"),
                        now -> now.availableInstances().isEmpty()),
                absent(card.resolve("type"), now -> card(now).type().isEmpty()),
                absent(card.resolve("hwtype"), now -> card(now).hardwareType().isEmpty()),
                absent(
                        card.resolve("raw_hwtype"),
                        now -> card(now).rawHardwareType().isEmpty()),
                absent(card.resolve("depth"), now -> card(now).depth().isEmpty()),
                absent(
                        card.resolve("max_msg_size"),
                        now -> card(now).maxMessageSize().isEmpty()),
                absent(
                        card.resolve("ap_functions"),
                        now -> card(now).functions().isEmpty()),
                absent(card.resolve("online"), now -> !card(now).online().isKnown()),
                absent(card.resolve("config"), now -> !card(now).configured().isKnown()),
                absent(card.resolve("chkstop"), now -> !card(now).checkstopped().isKnown()),
                absent(queue.resolve("config"), now -> !queue(now).configured().isKnown()),
                absent(
                        queue.resolve("chkstop"),
                        now -> !queue(now).checkstopped().isKnown()),
                absent(queue.resolve("status"), now -> queue(now).status().isEmpty()));
    }

    private static Arguments absent(SysfsPath attribute, Predicate<HostSnapshot> isAbsent) {
        return argumentSet(attribute.toString(), attribute, isAbsent);
    }

    private static Card card(HostSnapshot snapshot) {
        return Objects.requireNonNull(snapshot.cards().get(ADAPTER));
    }

    @ParameterizedTest
    @MethodSource("absent")
    void attributeIsAbsentWhetherMissingRefusedOrMalformed(SysfsPath attribute, Predicate<HostSnapshot> isAbsent) {
        assertThat(isAbsent.test(scenario().snapshot())).isFalse();
        assertThat(scenario().without(attribute).snapshot()).matches(isAbsent);
        assertThat(scenario().unreadable(attribute, Errno.EACCES).snapshot()).matches(isAbsent);
        assertThat(scenario().content(attribute, "nonsense\n").snapshot()).matches(isAbsent);
    }
}
