package io.github.apmatrix.render;

import com.google.common.base.Strings;
import com.google.common.collect.Iterables;
import com.google.common.collect.Lists;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.QueueDevice;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The four levels of a host as one table: adapters as columns, domains as rows, and for each queue one mark per level.
 * Neighbouring domains with the same marks share a row; many adapters are drawn in blocks of 16.
 *
 * <pre>{@code
 * domain      00   0a   0b
 * 0001-0002 LF-- LF-- LH--
 * 001b      LFMG LFMG LH--
 * }</pre>
 *
 * @since 0.1.0
 */
public final class LevelsTable {
    private static final int ADAPTERS_PER_BLOCK = 16;
    private static final int FIRST_COLUMN = "0000-0000".length();
    private static final String LEGEND = """
            L  in the LPAR                   F  free for vfio_ap (f: free, but bound to no driver)
            M  assigned to a mediated device H  kept by the host
            G  in a guest matrix             -  not at this level     ?  not known
            """;

    private final HostSnapshot snapshot;
    private final ApQueueSet lpar;
    private final ApQueueSet free;
    private final ApQueueSet assigned;
    private final ApQueueSet guests;

    private LevelsTable(HostSnapshot snapshot) {
        this.snapshot = snapshot;
        this.lpar = snapshot.availableToLpar();
        this.free = snapshot.freeForVfio();
        this.assigned = snapshot.assigned();
        this.guests = snapshot.reachingGuests();
    }

    /**
     * Returns the table of a snapshot.
     *
     * @param snapshot the snapshot
     * @return the table; {@link #toString()} is its text
     */
    public static LevelsTable of(HostSnapshot snapshot) {
        return new LevelsTable(snapshot);
    }

    /**
     * Returns the marks of one queue.
     *
     * @param queue the queue
     * @return four characters, for LPAR, host, mediated device and guest: {@code LFMG} passes all levels, {@code LH--}
     *     is kept by the host
     */
    public String marks(ApQueue queue) {
        return ""
                + (lpar.contains(queue) ? 'L' : isLparKnown() ? '-' : '?')
                + hostMark(queue)
                + mark('M', assigned.contains(queue), queue, MediatedDevice::assignedMatrix)
                + mark('G', guests.contains(queue), queue, MediatedDevice::guestMatrix);
    }

    /** Without the LPAR's masks, the queue devices tell only where the machine has no masks at all. */
    private boolean isLparKnown() {
        return snapshot.lpar().isPresent()
                || snapshot.apBus().isNo()
                || snapshot.features().has(KernelFeature.LPAR_CONFIGURATION).isNo();
    }

    private char hostMark(ApQueue queue) {
        if (snapshot.masks().isEmpty()) {
            return '?';
        } else if (!free.contains(queue)) {
            return 'H';
        }
        Optional<QueueDevice> device = Optional.ofNullable(snapshot.queues().get(queue));
        return device.map(QueueDevice::driver).filter(d -> d.isBound().isNo()).isPresent() ? 'f' : 'F';
    }

    private char mark(char mark, boolean present, ApQueue queue, Function<MediatedDevice, MatrixReading> reading) {
        if (present) {
            return mark;
        }
        boolean open = snapshot.devices().values().stream()
                .map(reading)
                .anyMatch(matrix -> matrix.contains(queue) == Answer.NOT_KNOWN);
        return open ? '?' : '-';
    }

    /** Returns the table with its legend; without any adapter or domain one line that says so. */
    @Override
    public String toString() {
        AdapterSet adapters = lpar.adapters().union(assigned.adapters());
        DomainSet domains = lpar.domains().union(assigned.domains());
        if (adapters.isEmpty() || domains.isEmpty()) {
            return "no queues: the LPAR has none and none is assigned\n";
        }
        StringBuilder text = new StringBuilder();
        for (List<AdapterId> block : Lists.partition(adapters.stream().toList(), ADAPTERS_PER_BLOCK)) {
            appendBlock(text, block, domains);
        }
        return text.append(LEGEND).toString();
    }

    private void appendBlock(StringBuilder text, List<AdapterId> adapters, DomainSet domains) {
        text.append(Strings.padEnd("domain", FIRST_COLUMN, ' '));
        adapters.forEach(adapter -> text.append("   ").append(adapter));
        text.append('\n');
        DomainSet sameRow = DomainSet.none();
        String row = "";
        for (DomainId domain : domains) {
            String next = row(adapters, domain);
            boolean isNeighbour = sameRow.contains(DomainId.of(Math.max(domain.value() - 1, 0)));
            if (!sameRow.isEmpty() && !(isNeighbour && next.equals(row))) {
                appendRow(text, sameRow, row);
                sameRow = DomainSet.none();
            }
            sameRow = sameRow.with(domain);
            row = next;
        }
        appendRow(text, sameRow, row);
        text.append('\n');
    }

    private String row(List<AdapterId> adapters, DomainId domain) {
        StringBuilder row = new StringBuilder();
        adapters.forEach(adapter -> row.append(' ').append(marks(ApQueue.of(adapter, domain))));
        return row.toString();
    }

    private static void appendRow(StringBuilder text, DomainSet domains, String row) {
        String first = domains.first().orElseThrow().toHex();
        String label = domains.size() == 1 ? first : first + "-" + Iterables.getLast(domains);
        text.append(Strings.padEnd(label, FIRST_COLUMN, ' ')).append(row).append('\n');
    }
}
