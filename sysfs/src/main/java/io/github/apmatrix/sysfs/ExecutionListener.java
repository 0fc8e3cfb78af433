package io.github.apmatrix.sysfs;

import io.github.apmatrix.plan.Plan;
import io.github.apmatrix.plan.PlannedStep;
import io.github.apmatrix.plan.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the execution of a plan, and can end it. Called by the thread that executes.
 *
 * @since 0.1.0
 */
public interface ExecutionListener {
    /**
     * Called once, under the lock, before the first step.
     *
     * @param plan the plan
     */
    default void begin(Plan plan) {}

    /**
     * Called once at the end, still under the lock; not if a method of the listener threw something.
     *
     * @param report what came of the plan
     */
    default void end(ExecutionReport report) {}

    /**
     * Called before each step. If it throws something, what was done is undone first.
     *
     * @param step the step
     * @param number its number, from 1 on
     * @param total how many steps there are
     * @return true to go on, false to undo what was done
     */
    default boolean starting(PlannedStep step, int number, int total) {
        return true;
    }

    /**
     * Called when a step was refused, before what was done is undone.
     *
     * @param step the step
     * @param failure why
     */
    default void failed(PlannedStep step, SysfsException failure) {}

    /**
     * Called before each write that undoes something.
     *
     * @param undo the write
     */
    default void undoing(Step undo) {}

    /**
     * Returns a listener that does nothing.
     *
     * @return a listener
     */
    static ExecutionListener none() {
        return new ExecutionListener() {};
    }

    /**
     * Returns a listener that logs steps at level info and failures at level warn.
     *
     * @return a listener
     */
    static ExecutionListener logging() {
        return new ExecutionListener() {
            private final Logger log = LoggerFactory.getLogger(ExecutionListener.class);

            @Override
            public boolean starting(PlannedStep step, int number, int total) {
                log.info("step {} of {}: {}", number, total, step);
                return true;
            }

            @Override
            public void failed(PlannedStep step, SysfsException failure) {
                log.warn("failed: {}", step, failure);
            }

            @Override
            public void undoing(Step undo) {
                log.warn("undo: {}", undo.command());
            }
        };
    }
}
