package io.github.apmatrix.render;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import io.github.apmatrix.MediatedDeviceId;

/** The text of cells in a style. */
final class CellText {
    private static final int DEVICE_MARK = 2;

    private final ImmutableList<MediatedDeviceId> devices;
    private final TableStyle style;
    private final int deviceWidth;

    CellText(ImmutableList<MediatedDeviceId> devices, TableStyle style) {
        this.devices = devices;
        this.style = style;
        this.deviceWidth = Integer.toString(devices.size()).length();
    }

    /** The number of characters of each cell. */
    int width() {
        return switch (style.cells()) {
            case LEVELS -> 4;
            case DEVICES -> 3 + deviceWidth;
            case STATE -> 1;
        };
    }

    String plain(MatrixCell cell) {
        String marks = switch (style.cells()) {
            case LEVELS -> cell.marks();
            case DEVICES -> withDevice(cell);
            case STATE -> String.valueOf(cell.state().mark());
        };
        return style.isUnicode() ? marks.replace('-', '·') : marks;
    }

    private String withDevice(MatrixCell cell) {
        String marks = cell.marks();
        return marks.substring(0, DEVICE_MARK) + device(cell) + marks.substring(DEVICE_MARK + 1);
    }

    private String device(MatrixCell cell) {
        return switch (cell.devices().size()) {
            case 0 -> String.valueOf(cell.marks().charAt(DEVICE_MARK)).repeat(deviceWidth);
            case 1 ->
                Strings.padStart(String.valueOf(devices.indexOf(cell.devices().get(0)) + 1), deviceWidth, '0');
            default -> "*".repeat(deviceWidth);
        };
    }

    String colored(MatrixCell cell) {
        return style.hasColor() ? "\u001b[" + color(cell.state()) + "m" + plain(cell) + "\u001b[0m" : plain(cell);
    }

    private static String color(CellState state) {
        return switch (state) {
            case IN_GUEST -> "1;32";
            case ASSIGNED -> "1;33";
            case FREE -> "36";
            case WITHOUT_DRIVER -> "35";
            case KEPT_BY_HOST -> "34";
            case NOT_IN_LPAR -> "90";
            case NOT_KNOWN -> "31";
        };
    }
}
