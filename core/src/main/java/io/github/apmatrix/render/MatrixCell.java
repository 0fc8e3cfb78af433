package io.github.apmatrix.render;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.explain.Level;
import io.github.apmatrix.host.Answer;
import java.util.Objects;

/**
 * One queue in a {@link MatrixTable}: what each level says of it, for itself. A level that is not known is
 * {@link Answer#NOT_KNOWN}, never no.
 *
 * @param lpar whether the LPAR has the queue
 * @param host whether the host keeps it
 * @param assigned whether it is assigned to a mediated device
 * @param devices the devices that are known to have it: in the order of their ids, at most one on a kernel that works
 * @param guest whether it is in a guest matrix
 * @since 0.1.0
 */
public record MatrixCell(
        Answer lpar, HostUse host, Answer assigned, ImmutableList<MediatedDeviceId> devices, Answer guest) {
    /**
     * Checks that all are there.
     *
     * @param lpar whether the LPAR has the queue
     * @param host whether the host keeps it
     * @param assigned whether it is assigned to a mediated device
     * @param devices the devices that are known to have it
     * @param guest whether it is in a guest matrix
     */
    public MatrixCell {
        Objects.requireNonNull(lpar, "lpar");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(assigned, "assigned");
        Objects.requireNonNull(devices, "devices");
        Objects.requireNonNull(guest, "guest");
    }

    /**
     * Returns how far the queue comes.
     *
     * @return the last level that it reaches: a queue that is assigned counts as assigned, also where the LPAR does not
     *     have it
     */
    public CellState state() {
        if (guest.isYes()) {
            return CellState.IN_GUEST;
        } else if (assigned.isYes()) {
            return guest.isNo() ? CellState.ASSIGNED : CellState.NOT_KNOWN;
        } else if (!assigned.isKnown()) {
            return CellState.NOT_KNOWN;
        } else if (!lpar.isYes()) {
            return lpar.isNo() ? CellState.NOT_IN_LPAR : CellState.NOT_KNOWN;
        }
        return switch (host) {
            case KEPT -> CellState.KEPT_BY_HOST;
            case FREE -> CellState.FREE;
            case FREE_WITHOUT_DRIVER -> CellState.WITHOUT_DRIVER;
            case NOT_KNOWN -> CellState.NOT_KNOWN;
        };
    }

    /**
     * Returns whether the queue is left after a level and all those before it. The guest matrix has the last word: what is
     * in it is left, whatever the other levels say now.
     *
     * @param level the level
     * @return yes, no or not known
     */
    public Answer leftAfter(Level level) {
        return switch (level) {
            case LPAR -> lpar;
            case HOST -> both(lpar, isFree());
            case MEDIATED_DEVICE -> both(leftAfter(Level.HOST), assigned);
            case GUEST -> guest.isKnown() ? guest : both(leftAfter(Level.MEDIATED_DEVICE), guest);
        };
    }

    private Answer isFree() {
        return host == HostUse.NOT_KNOWN ? Answer.NOT_KNOWN : Answer.of(host != HostUse.KEPT);
    }

    private static Answer both(Answer one, Answer other) {
        if (one.isNo() || other.isNo()) {
            return Answer.NO;
        }
        return one.isYes() ? other : one;
    }

    /**
     * Returns the marks of the levels.
     *
     * @return four characters, for LPAR, host, mediated device and guest: {@code LFMG} passes all levels, {@code LH--}
     *     is kept by the host
     */
    public String marks() {
        return "" + mark('L', lpar) + host.mark() + mark('M', assigned) + mark('G', guest);
    }

    private static char mark(char yes, Answer answer) {
        return switch (answer) {
            case YES -> yes;
            case NO -> '-';
            case NOT_KNOWN -> '?';
        };
    }
}
