package io.github.apmatrix.render;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.render.TableStyle.Cells;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the marks of a table mean. */
final class TableLegend {
    /** What stands above the numbers of devices. */
    static final String DEVICES = "\nin place of M, the mediated device (* several):\n";

    private static final String LEVELS = """
            L  in the LPAR                   F  free for vfio_ap (f: free, but bound to no driver)
            M  assigned to a mediated device H  kept by the host
            G  in a guest matrix             -  not at this level     ?  not known
            """;
    private static final int LEVELS_WIDTH =
            LEVELS.lines().mapToInt(String::length).max().orElseThrow();
    private static final String NARROW_LEVELS = """
            L  in the LPAR
            F  free for vfio_ap
            f  free for vfio_ap, but bound to no driver
            H  kept by the host
            M  assigned to a mediated device
            G  in a guest matrix
            -  not at this level
            ?  not known
            """;

    private TableLegend() {}

    static String of(MatrixTable table, TableStyle style) {
        String marks =
                style.cells() == Cells.STATE ? states() : levels(style.width().orElse(Integer.MAX_VALUE));
        String legend = style.isUnicode() ? marks.replace("-  not", "·  not") : marks;
        return style.cells() == Cells.DEVICES ? legend + devices(table.devices()) : legend;
    }

    private static String levels(int width) {
        return width < LEVELS_WIDTH ? NARROW_LEVELS : LEVELS;
    }

    private static String states() {
        return Stream.of(CellState.values())
                .map(state -> state.mark() + "  " + state.meaning() + "\n")
                .collect(Collectors.joining());
    }

    private static String devices(ImmutableList<MediatedDeviceId> devices) {
        StringBuilder text = new StringBuilder(DEVICES);
        int width = Integer.toString(devices.size()).length();
        for (int i = 0; i < devices.size(); i++) {
            text.append(String.format("%0" + width + "d  %s\n", i + 1, devices.get(i)));
        }
        return devices.isEmpty() ? "" : text.toString();
    }
}
