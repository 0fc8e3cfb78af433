package io.github.apmatrix.render;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.explain.Level;
import io.github.apmatrix.host.MediatedDevice;

/** What pictures say in words. */
final class PictureWords {
    private PictureWords() {}

    /** All that the picture shows, for those who cannot see it. */
    static String description(MatrixTable table) {
        StringBuilder text = new StringBuilder();
        text.append("Columns are adapters ").append(table.adapters());
        text.append(", rows are domains ").append(table.domains()).append(". ");
        text.append("In the LPAR: ").append(QueueCounts.after(table, Level.LPAR));
        text.append("; of these free for vfio_ap: ").append(QueueCounts.after(table, Level.HOST));
        text.append("; of these assigned to mediated devices: ")
                .append(QueueCounts.after(table, Level.MEDIATED_DEVICE));
        text.append("; in guest matrices: ")
                .append(QueueCounts.after(table, Level.GUEST))
                .append('.');
        int number = 1;
        for (MediatedDevice device : table.deviceDetails()) {
            text.append("\nDevice ").append(number++).append(' ').append(device.id());
            text.append(": assigned ").append(device.assignedMatrix());
            text.append("; guest matrix ").append(device.guestMatrix()).append('.');
        }
        return text.toString();
    }

    /** The number of the device that has the queue of a cell, a star if there are several. */
    static String number(MatrixCell cell, ImmutableList<MediatedDeviceId> devices) {
        return switch (cell.devices().size()) {
            case 0 -> "";
            case 1 -> Integer.toString(devices.indexOf(cell.devices().get(0)) + 1);
            default -> "*";
        };
    }
}
