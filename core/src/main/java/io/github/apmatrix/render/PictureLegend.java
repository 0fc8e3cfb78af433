package io.github.apmatrix.render;

import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import java.util.List;

/** What the cells of a picture mean, and the devices, below each other. */
final class PictureLegend {
    private static final int SWATCH_WIDTH = 36;
    private static final int SWATCH_HEIGHT = 26;
    private static final int FONT = 15;
    private static final int SMALL_FONT = 13;
    private static final int LINE = 32;
    private static final int DEVICE_LINE = 18;
    private static final int NUMBER_WIDTH = 30;
    private static final int ID_WIDTH = 296;
    private static final int COLUMN_WIDTH = NUMBER_WIDTH + ID_WIDTH + 130;

    private final PictureFrame frame;
    private final int left;
    private final int top;
    private int y;

    /** Places a legend right of and below a point. */
    PictureLegend(PictureFrame frame, int left, int top) {
        this.frame = frame;
        this.left = left;
        this.top = top;
        this.y = top;
    }

    void add(CellLook look, String meaning) {
        look.paintSample(frame.svg(), left, y, SWATCH_WIDTH, SWATCH_HEIGHT);
        frame.drawText(meaning, left + SWATCH_WIDTH + 12, y + 18, FONT, "normal", "#222222");
        y += LINE;
        frame.reserve(left, y);
    }

    /** Adds the devices below the other entries, in columns of so many. */
    void addDevices(List<MediatedDevice> devices, int inColumn) {
        addDevices(devices, inColumn, left, y + LINE / 2);
    }

    /** Adds the devices right of the other entries, in columns of so many. */
    void addDevicesBeside(List<MediatedDevice> devices, int inColumn, int distance) {
        addDevices(devices, inColumn, left + distance, top);
    }

    private void addDevices(List<MediatedDevice> devices, int inColumn, int x, int titleY) {
        if (devices.isEmpty()) {
            return;
        }
        frame.drawText("mediated devices, and what their guests get", x, titleY + FONT, FONT, "bold", "#222222");
        for (int i = 0; i < devices.size(); i++) {
            int column = x + i / inColumn * COLUMN_WIDTH;
            int base = titleY + LINE + i % inColumn * DEVICE_LINE + SMALL_FONT;
            drawDevice(Integer.toString(i + 1), devices.get(i), column, base);
        }
    }

    private void drawDevice(String number, MediatedDevice device, int x, int base) {
        frame.drawText(number, x, base, SMALL_FONT, "bold", "#222222");
        frame.svg()
                .text(
                        "text",
                        device.id().toString(),
                        "x",
                        x + NUMBER_WIDTH,
                        "y",
                        base,
                        "font-family",
                        SvgWriter.MONO,
                        "font-size",
                        SMALL_FONT,
                        "fill",
                        "#222222");
        frame.drawText(details(device), x + NUMBER_WIDTH + ID_WIDTH, base, SMALL_FONT, "normal", "#222222");
    }

    private static String details(MediatedDevice device) {
        return device.state() == MediatedDeviceState.BEING_REMOVED ? "being removed" : QueueCounts.of(device);
    }
}
