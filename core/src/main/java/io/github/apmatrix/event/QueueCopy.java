package io.github.apmatrix.event;

import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.VfioStatus;
import java.util.Optional;

/** Copies of queue devices in which something can become unknown. */
final class QueueCopy {
    private QueueCopy() {}

    static QueueDevice.Builder withStatus(QueueDevice device, Optional<VfioStatus> status) {
        return copy(device, status, device.driverOverride());
    }

    static QueueDevice.Builder withOverride(QueueDevice device, Optional<String> driverOverride) {
        return copy(device, device.status(), driverOverride);
    }

    private static QueueDevice.Builder copy(
            QueueDevice device, Optional<VfioStatus> status, Optional<String> driverOverride) {
        QueueDevice.Builder copy = QueueDevice.builder(device.queue())
                .driver(device.driver())
                .online(device.online())
                .configured(device.configured())
                .checkstopped(device.checkstopped());
        status.ifPresent(copy::status);
        driverOverride.ifPresent(copy::driverOverride);
        return copy;
    }
}
