package io.github.apmatrix.render;

import io.github.apmatrix.ApConfig;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A whole host as text: what the LPAR has, what the host keeps, its cards, the {@link LevelsTable}, and its mediated
 * devices. What is not known is said to be so.
 *
 * @since 0.1.0
 */
public final class HostReport {
    private static final String NOT_KNOWN = Answer.NOT_KNOWN.toString();

    private final HostSnapshot snapshot;
    private final StringBuilder text = new StringBuilder();

    private HostReport(HostSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    /**
     * Returns the report of a snapshot.
     *
     * @param snapshot the snapshot
     * @return the report; {@link #toString()} is its text
     */
    public static HostReport of(HostSnapshot snapshot) {
        HostReport report = new HostReport(snapshot);
        report.write();
        return report;
    }

    private void write() {
        line("AP bus", snapshot.apBus());
        line("vfio_ap loaded", snapshot.vfioAp());
        if (snapshot.apBus().isNo()) {
            return;
        }
        writeLpar();
        writeHost();
        text.append('\n').append(QueueTable.ofCards(snapshot));
        text.append('\n').append(LevelsTable.of(snapshot));
        snapshot.devices().values().forEach(this::writeDevice);
    }

    private void writeLpar() {
        line("LPAR adapters", show(snapshot.lpar().map(ApConfig::adapters)));
        line("  usage domains", show(snapshot.lpar().map(ApConfig::usageDomains)));
        line("  control", show(snapshot.lpar().map(ApConfig::controlDomains)));
        line("  maxima", "adapter " + show(snapshot.maxAdapter()) + ", domain " + show(snapshot.maxDomain()));
    }

    private void writeHost() {
        line("host apmask", show(snapshot.masks().map(HostMasks::apmask)));
        line("     aqmask", show(snapshot.masks().map(HostMasks::aqmask)));
        line("  bindings", show(snapshot.bindings()));
        line("  default domain", show(snapshot.defaultDomain()));
        line(
                "kernel can",
                Arrays.stream(KernelFeature.values())
                        .map(feature -> feature.name().toLowerCase(Locale.ROOT) + " "
                                + snapshot.features().has(feature))
                        .collect(Collectors.joining(", ")));
    }

    private void writeDevice(MediatedDevice device) {
        text.append("\ndevice ").append(device.id());
        if (device.state() == MediatedDeviceState.BEING_REMOVED) {
            text.append(", being removed");
        } else if (device.state() == MediatedDeviceState.WITHOUT_DRIVER) {
            text.append(", without driver");
        }
        text.append('\n');
        line("  assigned", device.assignedMatrix());
        line("  control", show(device.controlDomains()));
        line("  guest matrix", device.guestMatrix());
        line("  held by guest", device.heldByGuest());
    }

    private void line(String label, Object value) {
        text.append(String.format("%-16s %s\n", label, value));
    }

    private static String show(Optional<?> value) {
        return value.map(Object::toString).orElse(NOT_KNOWN);
    }

    private static String show(OptionalInt value) {
        return value.isPresent() ? Integer.toString(value.getAsInt()) : NOT_KNOWN;
    }

    /** Returns the report, many lines. */
    @Override
    public String toString() {
        return text.toString();
    }
}
