package io.github.apmatrix.sysfs;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Streams;
import com.google.common.util.concurrent.Futures;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Shares work between the caller's thread and those of an executor. The caller works, too, and waits at the end for what others
 * have begun, never for what an executor has not started: one that is busy or refuses only costs time.
 */
final class SharedWork {
    private final Executor executor;
    private final int helpers;

    SharedWork(Executor executor, int helpers) {
        this.executor = executor;
        this.helpers = helpers;
    }

    static SharedWork alone() {
        return new SharedWork(Runnable::run, 0);
    }

    /** Uses as many threads as the machine can run at once. */
    static SharedWork with(Executor executor) {
        return new SharedWork(executor, Runtime.getRuntime().availableProcessors() - 1);
    }

    /** Returns the results in the order of the elements. */
    <T, R> ImmutableList<R> map(Iterable<T> elements, Function<T, R> work) {
        List<FutureTask<R>> tasks = Streams.stream(elements)
                .map(element -> new FutureTask<>(() -> work.apply(element)))
                .toList();
        AtomicInteger next = new AtomicInteger();
        Runnable share = () -> {
            for (int i = next.getAndIncrement(); i < tasks.size(); i = next.getAndIncrement()) {
                tasks.get(i).run();
            }
        };
        for (int i = 0; i < helpers; i++) {
            try {
                executor.execute(share);
            } catch (RejectedExecutionException e) {
                break; // the caller does it alone
            }
        }
        share.run();
        return tasks.stream().map(Futures::getUnchecked).collect(ImmutableList.toImmutableList());
    }
}
