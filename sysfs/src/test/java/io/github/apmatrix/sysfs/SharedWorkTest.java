package io.github.apmatrix.sysfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedWorkTest {
    private static final List<Integer> NUMBERS = IntStream.range(0, 100).boxed().toList();
    private static final List<Integer> SQUARES =
            NUMBERS.stream().map(number -> number * number).toList();

    private static List<Integer> squares(SharedWork work) {
        return work.map(NUMBERS, number -> number * number);
    }

    @Test
    void theResultsHaveTheOrderOfTheElements() {
        Executor threads = task -> new Thread(task).start();
        assertThat(squares(new SharedWork(threads, 3))).isEqualTo(SQUARES);
        assertThat(squares(SharedWork.with(threads))).isEqualTo(SQUARES);
        assertThat(squares(SharedWork.alone())).isEqualTo(SQUARES);
    }

    @Test
    void anotherThreadTakesPart() {
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        CountDownLatch both = new CountDownLatch(2);
        new SharedWork(task -> new Thread(task).start(), 1).map(List.of(1, 2), number -> {
            both.countDown();
            awaitUninterruptibly(both); // the other element has to be begun by somebody else
            return workers.add(Thread.currentThread());
        });
        assertThat(workers).hasSize(2).contains(Thread.currentThread());
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anExecutorThatRefusesOrNeverStartsIsNotWaitedFor() {
        Queue<Runnable> waiting = new ArrayDeque<>();
        assertThat(squares(new SharedWork(waiting::add, 2))).isEqualTo(SQUARES);
        assertThat(waiting).hasSize(2);
        waiting.forEach(Runnable::run); // nothing is left to do
        assertThat(squares(new SharedWork(
                        task -> {
                            throw new RejectedExecutionException("full");
                        },
                        2)))
                .isEqualTo(SQUARES);
    }

    @Test
    void whatFailsFailsForTheCaller() {
        assertThatThrownBy(() -> SharedWork.alone().map(NUMBERS, number -> 1 / number))
                .hasRootCauseInstanceOf(ArithmeticException.class);
    }
}
