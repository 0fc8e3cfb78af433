package io.github.apmatrix.sysfs;

import static io.github.apmatrix.sysfs.Devices.DOMAINS_ONLY;
import static io.github.apmatrix.sysfs.Devices.FIRST;
import static io.github.apmatrix.sysfs.Devices.IDLE;
import static io.github.apmatrix.sysfs.Devices.SECOND_HELD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Removing a device that is open blocks the caller, so it is looked at before. */
class VfioApRemoveTest {
    private static EditedHost production(String kernel) {
        return EditedHost.of(kernel, "production");
    }

    @EachKernel
    void deviceOfAGuestIsNotRemoved(String kernel) {
        assertHeld(production(kernel), FIRST, Answer.YES);
        assertHeld(production(kernel), SECOND_HELD, Answer.YES);
    }

    @EachKernel
    void deviceThatNobodyHasOpenIsRemoved(String kernel) {
        assertRemoved(production(kernel), IDLE);
        assertRemoved(production(kernel), DOMAINS_ONLY);
        assertRemoved(EditedHost.of(kernel, "scenario"), FIRST);
    }

    @Test
    void refusalSaysThatNothingWasWritten() {
        StubSysfs host = StubSysfs.accepting(production("6.12").sysfs());

        assertThatExceptionOfType(DeviceHeldException.class)
                .isThrownBy(() -> VfioAp.at(host).remove(FIRST))
                .withMessage(
                        "write \"1\" to " + Layout.device(FIRST) + "/remove: not written: a guest or another process "
                                + "has the device open, and the write would block until it is closed")
                .satisfies(held -> assertThat(held.errno()).isEqualTo(Errno.UNKNOWN));
    }

    @Test
    void holderThatNoQueueShowsCanHaveAnyDevice() {
        EditedHost oneMore = production("6.12").content(Layout.VFIO_AP_REFCNT, "3\n");

        assertHeld(oneMore, IDLE, Answer.NOT_KNOWN);
        assertHeld(oneMore, DOMAINS_ONLY, Answer.NOT_KNOWN);
        assertHeld(oneMore, FIRST, Answer.YES);
    }

    @Test
    void deviceThatIsBeingRemovedCountsAsHeldButShowsNoHolder() {
        EditedHost oneWaits = production("6.12").onlyKeep(Layout.device(FIRST), "iommu_group");

        assertHeld(oneWaits, IDLE, Answer.NOT_KNOWN);
        assertHeld(oneWaits, FIRST, Answer.YES);
    }

    @Test
    void queueThatIsInUseTellsAlsoWithoutACount() {
        EditedHost builtIn = production("6.12").without(Layout.VFIO_AP_REFCNT);

        assertHeld(builtIn, FIRST, Answer.YES);
    }

    @Test
    void withoutACountOnlyADeviceThatShowsAnIdleQueueIsRemoved() {
        EditedHost builtIn = production("6.12").without(Layout.VFIO_AP_REFCNT);

        assertRemoved(builtIn, IDLE);
        assertHeld(builtIn, DOMAINS_ONLY, Answer.NOT_KNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\n", "", "-\n"})
    void unreadableCountIsNoCount(String content) {
        assertHeld(production("6.12").content(Layout.VFIO_AP_REFCNT, content), DOMAINS_ONLY, Answer.NOT_KNOWN);
    }

    @Test
    void withoutGuestMatrixTheAssignedQueuesTell() {
        EditedHost old = production("6.1")
                .without(Layout.device(FIRST).resolve("guest_matrix"))
                .without(Layout.device(IDLE).resolve("guest_matrix"))
                .without(Layout.VFIO_AP_REFCNT);

        assertHeld(old, FIRST, Answer.YES);
        assertRemoved(old, IDLE);
    }

    @Test
    void deviceThatIsBeingRemovedIsHeld() {
        EditedHost removing = EditedHost.of("6.12", "scenario").onlyKeep(Layout.device(FIRST), "iommu_group");

        assertHeld(removing, FIRST, Answer.YES);
    }

    @Test
    void deviceWithoutDriverIsRemoved() {
        EditedHost unbound = EditedHost.of("6.12", "scenario").onlyKeep(Layout.device(FIRST), "remove");

        assertRemoved(unbound, FIRST);
    }

    @EachKernel
    void missingDeviceIsTold(String kernel) {
        for (String host : new String[] {"empty", "bare"}) {
            StubSysfs stub = StubSysfs.accepting(Captures.sysfs(kernel, host));

            assertThatExceptionOfType(AttributeMissingException.class)
                    .isThrownBy(() -> VfioAp.at(stub).remove(FIRST))
                    .satisfies(missing -> assertThat(missing.call()).isEqualTo(removal(FIRST)));
            assertThat(stub.writes()).isEmpty();
        }
    }

    @Test
    void refusalOfTheKernelIsPassedOn() {
        StubSysfs host = StubSysfs.refusing(Errno.EAGAIN, Captures.sysfs("6.12", "scenario"));

        assertThatExceptionOfType(SysfsIoException.class)
                .isThrownBy(() -> VfioAp.at(host).remove(FIRST))
                .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.EAGAIN));
    }

    @Test
    void waitingDoesNotLookBefore() {
        StubSysfs host = StubSysfs.accepting(production("6.12").sysfs());

        VfioAp.at(host).removeWaiting(FIRST);

        assertThat(host.calls()).containsExactly(removal(FIRST));
    }

    private static SysfsCall removal(MediatedDeviceId id) {
        return SysfsCall.write(Layout.device(id).resolve("remove"), "1");
    }

    private static void assertHeld(EditedHost edited, MediatedDeviceId id, Answer held) {
        StubSysfs host = StubSysfs.accepting(edited.sysfs());

        assertThatExceptionOfType(DeviceHeldException.class)
                .isThrownBy(() -> VfioAp.at(host).remove(id))
                .satisfies(refused -> {
                    assertThat(refused.held()).isEqualTo(held);
                    assertThat(refused.call()).isEqualTo(removal(id));
                });
        assertThat(host.writes()).isEmpty();
    }

    private static void assertRemoved(EditedHost edited, MediatedDeviceId id) {
        StubSysfs host = StubSysfs.accepting(edited.sysfs());

        VfioAp.at(host).remove(id);

        assertThat(host.writes()).containsExactly(removal(id));
    }
}
