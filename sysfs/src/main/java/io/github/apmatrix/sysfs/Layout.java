package io.github.apmatrix.sysfs;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.MediatedDeviceId;

/** Where the kernel puts its AP objects. */
final class Layout {
    static final SysfsPath BUS = SysfsPath.of("bus/ap");
    static final SysfsPath APMASK = BUS.resolve("apmask");
    static final SysfsPath AQMASK = BUS.resolve("aqmask");
    static final SysfsPath BUS_DEVICES = BUS.resolve("devices");
    static final SysfsPath DRIVERS = BUS.resolve("drivers");
    static final SysfsPath CARDS = SysfsPath.of("devices/ap");
    static final SysfsPath MATRIX = SysfsPath.of("devices/vfio_ap/matrix");
    static final SysfsPath TYPES = MATRIX.resolve("mdev_supported_types");
    static final SysfsPath TYPE = TYPES.resolve("vfio_ap-passthrough");
    static final SysfsPath PARAMETERS = SysfsPath.of("module/ap/parameters");
    static final SysfsPath VFIO_AP_REFCNT = SysfsPath.of("module/vfio_ap/refcnt");

    static final String CARD_PREFIX = "card";

    private Layout() {}

    static SysfsPath card(AdapterId adapter) {
        return CARDS.join(CARD_PREFIX + adapter);
    }

    static SysfsPath queue(ApQueue queue) {
        return CARDS.join(CARD_PREFIX + queue.adapter() + "/" + queue);
    }

    static SysfsPath device(MediatedDeviceId id) {
        return MATRIX.join(id.toString());
    }
}
