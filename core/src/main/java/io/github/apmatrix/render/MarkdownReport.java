package io.github.apmatrix.render;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.explain.Level;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.render.TableStyle.Cells;
import java.util.List;
import java.util.Optional;

/**
 * A whole host in Markdown (with the tables of GitHub's), for tickets: a summary, the levels, the cards, the mediated devices, and
 * what does not reach their guests and why. What is not known is said to be so; texts of the host cannot become markup.
 *
 * <p>So that the report of any host fits into a ticket, only the first {@value #MOST_DEVICES} devices are listed, and the cells of
 * a large table show less.
 *
 * @since 0.1.0
 */
public final class MarkdownReport {
    private static final int MOST_DEVICES = 100;
    private static final int WIDTH = 100;
    private static final int LONGEST_TABLE = 16_000;
    private static final ImmutableList<Cells> DETAILED_FIRST =
            ImmutableList.of(Cells.DEVICES, Cells.LEVELS, Cells.STATE);
    private static final String NOT_KNOWN = Answer.NOT_KNOWN.toString();

    private final HostSnapshot snapshot;
    private final MatrixTable table;
    private final StringBuilder text = new StringBuilder();

    private MarkdownReport(HostSnapshot snapshot) {
        this.snapshot = snapshot;
        this.table = MatrixTable.of(snapshot);
    }

    /**
     * Returns the report of a snapshot.
     *
     * @param snapshot the snapshot
     * @return the report; {@link #toString()} is its text
     */
    public static MarkdownReport of(HostSnapshot snapshot) {
        MarkdownReport report = new MarkdownReport(snapshot);
        report.write();
        return report;
    }

    private void write() {
        text.append("# AP pass-through of a host\n\n");
        writeSummary();
        if (snapshot.apBus().isNo()) {
            return;
        }
        writeLevels();
        writeCards();
        writeDevices();
        text.append(MarkdownReasons.of(snapshot, MOST_DEVICES));
    }

    private void writeSummary() {
        text.append(MarkdownText.header("what", "value"));
        line("AP bus", snapshot.apBus());
        line("vfio_ap loaded", snapshot.vfioAp());
        if (snapshot.apBus().isNo()) {
            return;
        }
        line("LPAR adapters", show(snapshot.lpar().map(ApConfig::adapters)));
        line("LPAR usage domains", show(snapshot.lpar().map(ApConfig::usageDomains)));
        line("LPAR control domains", show(snapshot.lpar().map(ApConfig::controlDomains)));
        line("apmask (kept by the host)", show(snapshot.masks().map(HostMasks::apmask)));
        line("aqmask (kept by the host)", show(snapshot.masks().map(HostMasks::aqmask)));
        line("bindings", show(snapshot.bindings()));
        line("in the LPAR", QueueCounts.after(table, Level.LPAR));
        line("of these free for vfio_ap", QueueCounts.after(table, Level.HOST));
        line("of these assigned to mediated devices", QueueCounts.after(table, Level.MEDIATED_DEVICE));
        line("in guest matrices", QueueCounts.after(table, Level.GUEST));
    }

    private void line(String what, Object value) {
        text.append(MarkdownText.row(List.of(what, value)));
    }

    /** Draws the table with as much in each cell as there is room for. */
    private void writeLevels() {
        text.append("\n## Levels\n\n");
        Optional<String> drawn = DETAILED_FIRST.stream()
                .map(this::drawn)
                .filter(levels -> levels.length() <= LONGEST_TABLE)
                .findFirst();
        text.append(
                drawn.map(levels -> "```text\n" + levels + "```\n").orElse("The table is too large for a report.\n"));
    }

    private String drawn(Cells cells) {
        String drawn = table.toText(TableStyle.builder()
                .cells(cells)
                .foldAdapters(true)
                .width(WIDTH)
                .build());
        int devices = drawn.indexOf(TableLegend.DEVICES); // they have a table of their own
        return devices < 0 ? drawn : drawn.substring(0, devices) + "M is the number of the mediated device\n";
    }

    private void writeCards() {
        text.append("\n## Cards\n\n");
        if (snapshot.cards().isEmpty()) {
            text.append("No card is known.\n");
            return;
        }
        text.append(MarkdownText.header("adapter", "type", "online", "configured", "checkstopped", "driver"));
        for (Card card : snapshot.cards().values()) {
            text.append(MarkdownText.row(List.of(
                    card.adapter(),
                    show(card.type()),
                    card.online(),
                    card.configured(),
                    card.checkstopped(),
                    card.driver())));
        }
    }

    private void writeDevices() {
        text.append("\n## Mediated devices\n\n");
        ImmutableList<MediatedDevice> devices = table.deviceDetails();
        if (devices.isEmpty()) {
            text.append("No mediated device is known.\n");
            return;
        }
        text.append(MarkdownText.header(
                "number", "device", "state", "assigned", "control domains", "guest matrix", "held by guest"));
        int number = 0;
        for (MediatedDevice device : devices.subList(0, Math.min(MOST_DEVICES, devices.size()))) {
            text.append(MarkdownText.row(List.of(
                    ++number,
                    device.id(),
                    state(device.state()),
                    device.assignedMatrix(),
                    show(device.controlDomains()),
                    device.guestMatrix(),
                    device.heldByGuest())));
        }
        if (devices.size() > MOST_DEVICES) {
            text.append("\nThere are ").append(devices.size() - MOST_DEVICES).append(" more devices.\n");
        }
    }

    private static String state(MediatedDeviceState state) {
        return switch (state) {
            case READY -> "ready";
            case BEING_REMOVED -> "being removed";
            case WITHOUT_DRIVER -> "without driver";
        };
    }

    private static String show(Optional<?> value) {
        return value.map(Object::toString).orElse(NOT_KNOWN);
    }

    /** Returns the report, many lines. */
    @Override
    public String toString() {
        return text.toString();
    }
}
