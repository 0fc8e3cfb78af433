package io.github.apmatrix.testkit.assertions;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.sysfs.SysfsCall;
import io.github.apmatrix.sysfs.SysfsPath;
import io.github.apmatrix.testkit.Journal;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on a {@link Journal}. Only writes that the kernel accepted count.
 *
 * @since 0.1.0
 */
public final class JournalAssert extends AbstractAssert<JournalAssert, Journal> {
    JournalAssert(@Nullable Journal actual) {
        super(actual, JournalAssert.class);
    }

    /**
     * Verifies that there was exactly one write, this one.
     *
     * @param path the path below the root, for example {@code bus/ap/apmask}
     * @param value the value
     * @return this
     */
    public JournalAssert wroteExactly(String path, String value) {
        isNotNull();
        ImmutableList<SysfsCall> expected = ImmutableList.of(SysfsCall.write(SysfsPath.of(path), value));
        if (!actual.writes().equals(expected)) {
            throw failureWithActualExpected(
                    actual.writes(), expected, "Expected only %s, but written was %s", expected, actual.writes());
        }
        return this;
    }

    /**
     * Verifies that there was such a write, among any others.
     *
     * @param path the path below the root
     * @param value the value
     * @return this
     */
    public JournalAssert wrote(String path, String value) {
        isNotNull();
        SysfsCall expected = SysfsCall.write(SysfsPath.of(path), value);
        if (!actual.writes().contains(expected)) {
            throw failure("Expected %s, but written was %s", expected, actual.writes());
        }
        return this;
    }

    /**
     * Verifies that nothing was written.
     *
     * @return this
     */
    public JournalAssert wroteNothing() {
        isNotNull();
        if (!actual.writes().isEmpty()) {
            throw failure("Expected no write, but written was %s", actual.writes());
        }
        return this;
    }
}
