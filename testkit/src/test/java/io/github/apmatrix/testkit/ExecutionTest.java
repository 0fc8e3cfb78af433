package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.plan.DesiredHost;
import io.github.apmatrix.plan.Plan;
import io.github.apmatrix.plan.PlannedStep;
import io.github.apmatrix.plan.Planner;
import io.github.apmatrix.plan.Step;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.ApLock;
import io.github.apmatrix.sysfs.ApLockException;
import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.sysfs.ExecutionListener;
import io.github.apmatrix.sysfs.ExecutionReport;
import io.github.apmatrix.sysfs.ExecutionReport.Outcome;
import io.github.apmatrix.sysfs.HostChangedException;
import io.github.apmatrix.sysfs.SysfsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ExecutionTest {
    private final SimulatedKernel kernel = SimulatedKernel.builder()
            .adapter(AdapterId.of(0x0a), CardType.CEX7P)
            .usageDomains(DomainSet.domains(0x04, 0x1b))
            .build();
    private final ApHost host = ApHost.at(kernel.sysfs());
    private final DesiredHost desired = wanting(Console.A);

    private static DesiredHost wanting(MediatedDeviceId device) {
        return DesiredHost.builder()
                .device(
                        device,
                        ApConfig.of(AdapterSet.adapters(0x0a), DomainSet.domains(0x1b))
                                .withControlDomainsLikeUsage())
                .build();
    }

    private Plan plan() {
        return (Plan) Planner.plan(host.snapshot(), desired);
    }

    /** Keeps what it is told, and can cancel. */
    private static final class Recorder implements ExecutionListener {
        private final List<String> calls = new ArrayList<>();
        private final int lastStep;

        Recorder(int lastStep) {
            this.lastStep = lastStep;
        }

        @Override
        public boolean starting(PlannedStep step, int number, int total) {
            calls.add(number + "/" + total);
            return number <= lastStep;
        }

        @Override
        public void failed(PlannedStep step, SysfsException failure) {
            calls.add("failed " + failure.errno());
        }

        @Override
        public void undoing(Step undo) {
            calls.add("undo " + undo.value());
        }
    }

    @Test
    void aPlanIsDoneAndReported() {
        ExecutionReport report = host.execute(plan(), ExecutionListener.logging());
        assertThat(report.isDone()).isTrue();
        assertThat(report).hasToString("done, 3 steps\n");
        assertThat(host.snapshot().reachingGuests()).isEqualTo(ApQueueSet.of(ApQueue.parse("0a.001b")));
    }

    @Test
    void aRefusedStepIsUndoneInReverseOrder() {
        HostSnapshot before = host.snapshot();
        kernel.faults().onWrite("**/ap_config").failNext(Errno.EBUSY);
        Recorder recorder = new Recorder(99);
        ExecutionReport report = host.execute(plan(), recorder);
        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.difference().isEmpty()).isTrue();
        assertThat(report.toString())
                .startsWith("undone, a step was refused\nrefused: echo 0x0020")
                .contains("EBUSY");
        assertThat(recorder.calls)
                .containsExactly(
                        "1/3", "2/3", "3/3", "failed EBUSY", "undo " + ApConfig.none(), "undo 1", "undo +0x1b");
        assertThat(host.snapshot()).isEqualTo(before);
    }

    @Test
    void whatCannotBeUndoneIsNamed() {
        kernel.faults().onWrite("**/ap_config").failNext(Errno.EBUSY);
        kernel.faults().onWrite("**/remove").failNext(Errno.EIO);
        ExecutionReport report = host.execute(plan(), ExecutionListener.none());
        assertThat(report.notUndone())
                .singleElement()
                .satisfies(undo -> assertThat(undo.failure().errno()).isEqualTo(Errno.EIO));
        assertThat(report.toString())
                .contains("not undone: echo 1 > /sys/devices/vfio_ap/matrix/" + Console.A + "/remove\n")
                .contains("not as before: device " + Console.A + " came\n");
    }

    @Test
    void cancellationUndoesWhatWasDone() {
        HostSnapshot before = host.snapshot();
        ExecutionReport report = host.execute(plan(), new Recorder(2));
        assertThat(report.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(report.done()).hasSize(2);
        assertThat(report.toString()).isEqualTo("undone, it was cancelled\n");
        assertThat(host.snapshot()).isEqualTo(before);
    }

    @Test
    void anInterruptCancels() {
        Plan plan = plan();
        ExecutionListener interrupting = new ExecutionListener() {
            @Override
            public boolean starting(PlannedStep step, int number, int total) {
                Thread.currentThread().interrupt();
                return true;
            }
        };
        assertThat(host.execute(plan, interrupting).outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aHostThatIsNotAsPredictedIsPutBack() {
        ExecutionListener meddler = new ExecutionListener() {
            @Override
            public boolean starting(PlannedStep step, int number, int total) {
                if (number == total) {
                    host.apBus().updateDomainMask(MaskUpdate.parse("-0x04"));
                }
                return true;
            }
        };
        ExecutionReport report = host.execute(plan(), meddler);
        assertThat(report.outcome()).isEqualTo(Outcome.NOT_AS_PREDICTED);
        assertThat(host.snapshot().devices()).isEmpty();
        assertThat(report.toString())
                .startsWith("undone, the host was not as predicted\nnot as before: the masks were apmask 00-ff");
    }

    @Test
    void nothingIsWrittenToAHostThatMoved() {
        Plan plan = plan();
        host.apBus().updateDomainMask(MaskUpdate.parse("-0x04"));
        kernel.journal().clear();
        assertThatExceptionOfType(HostChangedException.class)
                .isThrownBy(() -> host.execute(plan, ExecutionListener.none()))
                .withMessage(
                        "the host changed since it was planned: the masks were apmask 00-ff, aqmask 0000-00ff and are"
                                + " apmask 00-ff, aqmask 0000-0003,0005-00ff; the driver of 0a.0004 was cex4queue and is vfio_ap")
                .satisfies(moved -> assertThat(moved.difference().changes()).hasSize(2));
        assertThat(kernel.journal().writes()).isEmpty();
    }

    @Test
    void nothingIsTakenFromAGuestThatCameMeanwhile() {
        host.execute(plan(), ExecutionListener.none());
        Plan plan = (Plan) Planner.plan(
                host.snapshot(),
                DesiredHost.builder().device(Console.A, ApConfig.none()).build());
        kernel.guests().attach(Console.A);
        assertThatExceptionOfType(HostChangedException.class)
                .isThrownBy(() -> host.execute(plan, ExecutionListener.none()))
                .withMessage("the host changed since it was planned: a guest got device " + Console.A);
    }

    @Test
    void nothingIsWrittenWithoutTheLock() {
        Plan plan = plan();
        ApLock.Held held = kernel.sysfs().lock().acquire(Duration.ZERO);
        assertThatExceptionOfType(ApLockException.class)
                .isThrownBy(() -> host.execute(plan, ExecutionListener.none(), Duration.ofMillis(1)));
        assertThat(kernel.journal().writes()).isEmpty();
        held.close();
        assertThat(host.execute(plan, ExecutionListener.none()).isDone()).isTrue();
    }

    /** Both want the same queue: one gets it, and the other one's plan is out of date. */
    @RepeatedTest(20)
    void ofTwoExecutorsOneWins() throws InterruptedException {
        HostSnapshot before = host.snapshot();
        Callable<ExecutionReport> first = executing(before, wanting(Console.A));
        Callable<ExecutionReport> second = executing(before, wanting(Console.B));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<ExecutionReport>> results = threads.invokeAll(List.of(first, second));
        threads.shutdown();
        assertThat(results.stream().filter(ExecutionTest::isDone)).hasSize(1);
        assertThat(host.snapshot().devices()).hasSize(1);
    }

    private Callable<ExecutionReport> executing(HostSnapshot before, DesiredHost wish) {
        Plan plan = (Plan) Planner.plan(before, wish);
        return () -> ApHost.at(kernel.sysfs()).execute(plan, ExecutionListener.none());
    }

    private static boolean isDone(Future<ExecutionReport> result) {
        try {
            return result.get().isDone();
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(HostChangedException.class);
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
