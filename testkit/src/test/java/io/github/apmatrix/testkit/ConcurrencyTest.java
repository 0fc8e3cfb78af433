package io.github.apmatrix.testkit;

import static io.github.apmatrix.testkit.Console.A;
import static io.github.apmatrix.testkit.Console.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.ApMask;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.sysfs.ApHost;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConcurrencyTest {
    private static final int ROUNDS = 300;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Console console = Console.recorded(KernelProfile.LINUX_6_12).given("bus/ap/apmask", "-0x0a");

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void ofTwoThatAssignTheSameQueueExactlyOneWins() throws Exception {
        console.givenDevice(A).givenDevice(B);
        console.givenSet(A, "assign_adapter", "0x0a").givenSet(B, "assign_adapter", "0x0a");
        CyclicBarrier start = new CyclicBarrier(2);
        for (int round = 0; round < ROUNDS; round++) {
            Future<String> first = threads.submit(() -> assignDomain(start, A));
            Future<String> second = threads.submit(() -> assignDomain(start, B));
            assertThat(List.of(first.get(30, TimeUnit.SECONDS), second.get(30, TimeUnit.SECONDS)))
                    .as("round %d", round)
                    .containsExactlyInAnyOrder("OK", "EADDRINUSE");
            assertThat(List.of(console.matrix(A), console.matrix(B))).containsExactlyInAnyOrder("0a.0004\n", "0a.\n");
            console.givenSet(A, "unassign_domain", "4").givenSet(B, "unassign_domain", "4");
        }
    }

    private String assignDomain(CyclicBarrier start, MediatedDeviceId device) throws Exception {
        start.await(30, TimeUnit.SECONDS);
        return console.set(device, "assign_domain", "4");
    }

    @Test
    void relativeMaskUpdatesOfTwoThreadsAreNeverLost() throws Exception {
        ApHost host = ApHost.at(console.kernel().sysfs());
        host.apBus().updateAdapterMask(MaskUpdate.adding(ApMask.all()));
        CyclicBarrier start = new CyclicBarrier(2);
        for (int round = 0; round < ROUNDS; round++) {
            int low = round % 128;
            int high = 128 + low;
            Future<?> first = threads.submit(() -> remove(start, host, low));
            Future<?> second = threads.submit(() -> remove(start, host, high));
            first.get(30, TimeUnit.SECONDS);
            second.get(30, TimeUnit.SECONDS);
            assertThat(host.apBus().masks().apmask().mask())
                    .as("round %d", round)
                    .isEqualTo(ApMask.all().without(low).without(high));
            host.apBus().updateAdapterMask(MaskUpdate.adding(ApMask.all()));
        }
    }

    private static Void remove(CyclicBarrier start, ApHost host, int bit) throws Exception {
        start.await(30, TimeUnit.SECONDS);
        host.apBus().updateAdapterMask(MaskUpdate.removing(ApMask.of(bit)));
        return null;
    }

    @Test
    void snapshotsWhileMasksAndDevicesChangeShowOnlyStatesThatWereThere() throws Exception {
        ApHost host = ApHost.at(console.kernel().sysfs());
        AtomicBoolean changing = new AtomicBoolean(true);
        CyclicBarrier start = new CyclicBarrier(2);
        Future<Integer> changes = threads.submit(() -> {
            start.await(30, TimeUnit.SECONDS);
            try {
                return changeManyTimes();
            } finally {
                changing.set(false);
            }
        });
        Future<List<HostSnapshot>> reader = threads.submit(() -> {
            List<HostSnapshot> seen = new ArrayList<>();
            start.await(30, TimeUnit.SECONDS);
            while (changing.get()) {
                seen.add(host.snapshot());
            }
            seen.add(host.snapshot());
            return seen;
        });
        assertThat(changes.get(50, TimeUnit.SECONDS)).isEqualTo(ROUNDS);
        List<HostSnapshot> snapshots = reader.get(50, TimeUnit.SECONDS);
        assertThat(snapshots).isNotEmpty().allSatisfy(snapshot -> {
            assertThat(snapshot.masks()).isPresent();
            assertThat(snapshot.queues()).hasSize(8);
            assertThat(snapshot.devices().keySet()).isSubsetOf(A);
        });
        assertThat(snapshots.get(snapshots.size() - 1).devices()).isEmpty();
    }

    private int changeManyTimes() {
        int round = 0;
        for (; round < ROUNDS; round++) {
            console.givenDevice(A).given("bus/ap/apmask", "-0").given("bus/ap/aqmask", "-1");
            console.givenSet(A, "assign_adapter", "10").givenSet(A, "assign_domain", "4");
            console.givenSet(A, "remove", "1").given("bus/ap/apmask", "+0").given("bus/ap/aqmask", "+1");
        }
        return round;
    }
}
