package io.github.apmatrix.persistence.qemu;

import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.MediatedDeviceId;
import java.util.regex.Pattern;

/** The paths in sysfs that lead to a vfio_ap mediated device. */
final class DevicePath {
    private static final String BUS = "/sys/bus/mdev/devices/";
    private static final Pattern BEFORE_ID =
            Pattern.compile("(?:/sys/bus/mdev/devices|/sys/(?:devices/vfio_ap|class/mdev_bus)/matrix"
                    + "(?:/mdev_supported_types/vfio_ap-passthrough/devices)?)/");
    private static final String WHAT = "the path of a vfio_ap device";

    private DevicePath() {}

    static String of(MediatedDeviceId device) {
        return BUS + device;
    }

    static MediatedDeviceId parse(String path) {
        var before = BEFORE_ID.matcher(path);
        if (!before.lookingAt()) {
            throw ApFormatException.malformed(WHAT, path, 0, "not in a directory of mediated devices");
        }
        String name = path.substring(before.end());
        MediatedDeviceId device = MediatedDeviceId.parse(name);
        if (!device.toString().equals(name)) {
            throw ApFormatException.malformed(
                    WHAT, path, before.end(), "an upper-case digit, while the kernel names devices in lower case,");
        }
        return device;
    }
}
