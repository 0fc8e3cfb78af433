package io.github.apmatrix.testkit;

import static io.github.apmatrix.testkit.Console.A;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in a guest matrix after a failed reset was asked of the real kernels 6.1.192, 6.12.107 and 7.3.4. */
class ResetFaultsTest {
    private static Console withGuestOn(KernelProfile profile) {
        return Console.recorded(profile)
                .given("bus/ap/apmask", "-0x00,-0x0a")
                .givenDevice(A)
                .givenSet(A, "assign_adapter", "0x0a")
                .givenSet(A, "assign_domain", "1");
    }

    @ParameterizedTest
    @CsvSource({
        "LINUX_6_1, 1, false",
        "LINUX_6_1, 3, false",
        "LINUX_6_1, 6, false",
        "LINUX_6_12, 1, false",
        "LINUX_6_12, 3, true",
        "LINUX_6_12, 4, true",
        "LINUX_6_12, 6, false",
        "LINUX_7_3, 1, false",
        "LINUX_7_3, 3, true",
        "LINUX_7_3, 6, false"
    })
    void aFailedResetFiltersTheAdapterAtTheNextEvaluation(KernelProfile profile, int code, boolean passes) {
        Console console = withGuestOn(profile);
        console.kernel().faults().onReset("0a.*").failNext(code);
        console.kernel().guests().attach(A);
        assertThat(console.guestMatrix(A)).isEqualTo("0a.0001\n");
        console.givenSet(A, "assign_adapter", "0");
        assertThat(console.guestMatrix(A)).isEqualTo(passes ? "00.0001\n0a.0001\n" : "00.0001\n");
    }

    @ParameterizedTest
    @EnumSource(KernelProfile.class)
    void anotherResetThatGoesWellHeals(KernelProfile profile) {
        Console console = withGuestOn(profile);
        console.kernel().faults().onReset("0a.0001").failNext(1);
        console.kernel().guests().attach(A);
        console.kernel().guests().reset(A);
        console.givenSet(A, "assign_adapter", "0");
        assertThat(console.guestMatrix(A)).isEqualTo("00.0001\n0a.0001\n");
    }

    @Test
    void earlierKernelsGiveUpOnASlowReset() {
        Console console = withGuestOn(KernelProfile.LINUX_6_1);
        console.kernel().guests().attach(A);
        console.kernel().faults().onReset("0a.0001").slowNext();
        assertThat(catchThrowableOfType(
                                KernelRefusal.class,
                                () -> console.kernel().guests().reset(A))
                        .errno())
                .isEqualTo(Errno.EIO);
        console.givenSet(A, "assign_adapter", "0");
        assertThat(console.guestMatrix(A)).isEqualTo("00.0001\n");
    }

    @Test
    void laterKernelsWaitForASlowResetAndTheJournalSaysSo() {
        Console console = withGuestOn(KernelProfile.LINUX_6_12);
        console.kernel().guests().attach(A);
        console.kernel().faults().onReset("0a.*").slowNext();
        ApHost host = ApHost.at(console.kernel().sysfs());
        host.vfioAp().unassign(A, AdapterId.of(0x0a));
        host.vfioAp().assign(A, AdapterId.of(0x0a));
        assertThat(console.guestMatrix(A)).isEqualTo("0a.0001\n");
        assertThat(console.kernel().journal().entries().stream().filter(JournalEntry::isWritten))
                .extracting(JournalEntry::waitedFor)
                .containsExactly(ImmutableList.of(ApQueue.parse("0a.0001")), ImmutableList.of());
        assertThat(console.kernel().journal().toString())
                .contains("unassign_adapter: OK after slow resets of 0a.0001\n");
    }

    @Test
    void aQueueThatIsNotMeantIsResetWell() {
        Console console = withGuestOn(KernelProfile.LINUX_6_1);
        console.kernel().faults().onReset("00.*").failNext(1);
        console.kernel().guests().attach(A);
        console.givenSet(A, "assign_domain", "2");
        assertThat(console.guestMatrix(A)).isEqualTo("0a.0001\n0a.0002\n");
    }

    @Test
    void clearForgetsThem() {
        Console console = withGuestOn(KernelProfile.LINUX_6_12);
        console.kernel().faults().onReset("**").failNext(1);
        console.kernel().faults().clear();
        console.kernel().guests().attach(A);
        console.givenSet(A, "assign_domain", "2");
        assertThat(console.guestMatrix(A)).isEqualTo("0a.0001\n0a.0002\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 0, 2, 5, 256})
    void aCodeThatIsNoFailureIsRefused(int code) {
        Faults.ResetTrigger resets =
                Console.recorded(KernelProfile.LINUX_6_12).kernel().faults().onReset("**");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> resets.failNext(code))
                .withMessage(code + " is no code of a failed reset");
    }
}
