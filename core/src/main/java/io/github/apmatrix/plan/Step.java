package io.github.apmatrix.plan;

import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.MediatedDeviceId;

/**
 * One write to the kernel.
 *
 * @since 0.1.0
 */
public sealed interface Step {
    /**
     * Returns the file that is written.
     *
     * @return the path below {@code /sys}
     */
    String path();

    /**
     * Returns what is written.
     *
     * @return the text, without newline
     */
    String value();

    /**
     * Returns the shell command.
     *
     * @return {@code echo VALUE > /sys/PATH}
     */
    default String command() {
        return "echo " + value() + " > /sys/" + path();
    }

    /**
     * Returns the step of a command.
     *
     * @param command a text that {@link #command()} gave
     * @return the step
     * @throws io.github.apmatrix.ApFormatException if it is no such text
     */
    static Step parse(String command) {
        return StepParser.parse(command);
    }

    /**
     * Changes {@code apmask}.
     *
     * @param update the bits that change
     */
    record UpdateAdapterMask(MaskUpdate.Relative update) implements Step {
        @Override
        public String path() {
            return "bus/ap/apmask";
        }

        @Override
        public String value() {
            return update.toString();
        }
    }

    /**
     * Changes {@code aqmask}.
     *
     * @param update the bits that change
     */
    record UpdateDomainMask(MaskUpdate.Relative update) implements Step {
        @Override
        public String path() {
            return "bus/ap/aqmask";
        }

        @Override
        public String value() {
            return update.toString();
        }
    }

    /**
     * Creates a mediated device.
     *
     * @param device its id
     */
    record CreateDevice(MediatedDeviceId device) implements Step {
        @Override
        public String path() {
            return "devices/vfio_ap/matrix/mdev_supported_types/vfio_ap-passthrough/create";
        }

        @Override
        public String value() {
            return device.toString();
        }
    }

    /**
     * Removes a mediated device.
     *
     * @param device the device; no guest may have it
     */
    record RemoveDevice(MediatedDeviceId device) implements Step {
        @Override
        public String path() {
            return "devices/vfio_ap/matrix/" + device + "/remove";
        }

        @Override
        public String value() {
            return "1";
        }
    }

    /**
     * Assigns an adapter or domain.
     *
     * @param device the device
     * @param part adapter, usage domain or control domain
     * @param number from 0 to 255
     */
    record Assign(MediatedDeviceId device, Part part, int number) implements Step {
        @Override
        public String path() {
            return "devices/vfio_ap/matrix/" + device + "/assign_" + part;
        }

        @Override
        public String value() {
            return part.text(number);
        }
    }

    /**
     * Takes an adapter or domain away.
     *
     * @param device the device
     * @param part adapter, usage domain or control domain
     * @param number from 0 to 255
     */
    record Unassign(MediatedDeviceId device, Part part, int number) implements Step {
        @Override
        public String path() {
            return "devices/vfio_ap/matrix/" + device + "/unassign_" + part;
        }

        @Override
        public String value() {
            return part.text(number);
        }
    }

    /**
     * Replaces all that is assigned, and has the guest matrix evaluated.
     *
     * @param device the device
     * @param config what shall be assigned
     */
    record Configure(MediatedDeviceId device, ApConfig config) implements Step {
        @Override
        public String path() {
            return "devices/vfio_ap/matrix/" + device + "/ap_config";
        }

        @Override
        public String value() {
            return config.toString();
        }
    }

    /**
     * Takes a queue from its driver.
     *
     * @param queue the queue
     * @param driver the driver, for example {@code vfio_ap}
     */
    record Unbind(ApQueue queue, String driver) implements Step {
        @Override
        public String path() {
            return "bus/ap/drivers/" + driver + "/unbind";
        }

        @Override
        public String value() {
            return queue.toString();
        }
    }

    /**
     * Gives a queue to a driver. The device that has the queue is evaluated.
     *
     * @param queue the queue
     * @param driver the driver, for example {@code vfio_ap}
     */
    record Bind(ApQueue queue, String driver) implements Step {
        @Override
        public String path() {
            return "bus/ap/drivers/" + driver + "/bind";
        }

        @Override
        public String value() {
            return queue.toString();
        }
    }
}
