package io.github.apmatrix.persistence.command;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.persistence.chzdev.ChzdevValue;
import io.github.apmatrix.persistence.chzdev.MaskSettings;

/**
 * Commands of {@code chzdev}.
 *
 * <p>chzdev does not look whether the kernel took the active masks, and succeeds also if it did not: read them again. An
 * empty mask can be set, but not from the persistent configuration: with one in it, {@link #apply()} fails with
 * {@link CommandFailure#INVALID_VALUE}.
 *
 * @since 0.1.0
 */
public final class Chzdev {
    private Chzdev() {}

    /**
     * Returns the command that sets masks for the next boot.
     *
     * @param masks the masks; one that is left open stays as it is
     * @return for example {@code chzdev --type ap apmask=0-9,11-255 aqmask=0-3,5-255 -p}
     * @throws IllegalArgumentException if both masks are left open
     */
    public static HostCommand setPersistent(MaskSettings masks) {
        return configure(ImmutableList.<String>builder().addAll(values(masks)).add("-p"));
    }

    /**
     * Returns the command that sets masks until the next boot.
     *
     * @param masks the masks; one that is left open stays as it is
     * @return for example {@code chzdev --type ap apmask=0-9,11-255 aqmask=0-3,5-255 -a}
     * @throws IllegalArgumentException if both masks are left open
     */
    public static HostCommand setActive(MaskSettings masks) {
        return configure(ImmutableList.<String>builder().addAll(values(masks)).add("-a"));
    }

    /**
     * Returns the command that sets masks both now and for the next boot, or neither if one of them is in conflict.
     *
     * @param masks the masks; one that is left open stays as it is
     * @return for example {@code chzdev --type ap apmask=0-9,11-255 aqmask=0-3,5-255}
     * @throws IllegalArgumentException if both masks are left open
     */
    public static HostCommand setBoth(MaskSettings masks) {
        return configure(ImmutableList.<String>builder().addAll(values(masks)));
    }

    /**
     * Returns the command that removes the masks for the next boot. It fails with {@link CommandFailure#NOTHING_TO_REMOVE} if
     * there are none.
     *
     * @return {@code chzdev --type ap -R -p}
     */
    public static HostCommand removePersistent() {
        return configure(ImmutableList.<String>builder().add("-R", "-p"));
    }

    /**
     * Returns the command that makes the masks for the next boot active now.
     *
     * @return {@code chzdev --type ap --apply}
     */
    public static HostCommand apply() {
        return configure(ImmutableList.<String>builder().add("--apply"));
    }

    private static HostCommand configure(ImmutableList.Builder<String> options) {
        return new HostCommand(
                ImmutableList.<String>builder()
                        .add("chzdev", "--type", "ap")
                        .addAll(options.build())
                        .build(),
                "");
    }

    private static ImmutableList<String> values(MaskSettings masks) {
        if (masks.isEmpty()) {
            throw new IllegalArgumentException("chzdev wants at least one mask to set, and both are left open");
        }
        ImmutableList.Builder<String> values = ImmutableList.builder();
        masks.apmask().ifPresent(apmask -> values.add("apmask=" + ChzdevValue.toText(apmask)));
        masks.aqmask().ifPresent(aqmask -> values.add("aqmask=" + ChzdevValue.toText(aqmask)));
        return values.build();
    }
}
