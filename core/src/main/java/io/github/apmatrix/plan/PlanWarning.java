package io.github.apmatrix.plan;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MediatedDeviceId;

/**
 * Something about a plan that the kernel accepts, but that may not be meant.
 *
 * @since 0.1.0
 */
public sealed interface PlanWarning {
    /**
     * Returns the warning in words.
     *
     * @return a sentence without period
     */
    String description();

    /**
     * A device gets adapters or domains that the LPAR does not have.
     *
     * @param device the device
     * @param adapters the adapters that the LPAR does not have
     * @param domains the usage domains that the LPAR does not have
     */
    record OverProvisioned(MediatedDeviceId device, AdapterSet adapters, DomainSet domains) implements PlanWarning {
        @Override
        public String description() {
            return "the LPAR does not have all of device " + device + ": adapters " + adapters + ", usage domains "
                    + domains;
        }
    }

    /**
     * A device gets so many queues that the kernel cuts {@code matrix}, and there is no {@code ap_config} to read instead.
     *
     * @param device the device
     * @param queues how many queues it gets
     */
    record MatrixTooLarge(MediatedDeviceId device, int queues) implements PlanWarning {
        @Override
        public String description() {
            return "what is assigned to device " + device + " cannot be read whole afterwards, it has " + queues
                    + " queues";
        }
    }

    /**
     * The masks free queues of the host that no device needs.
     *
     * @param queues the queues
     */
    record FreesMore(ApQueueSet queues) implements PlanWarning {
        @Override
        public String description() {
            return "the host also loses " + queues;
        }
    }

    /**
     * Adapters may not reach the guest, because the kernel remembers failed resets, which no file shows.
     *
     * @param device the device
     * @param adapters the adapters
     */
    record Uncertain(MediatedDeviceId device, AdapterSet adapters) implements PlanWarning {
        @Override
        public String description() {
            return "a failed reset may keep adapters " + adapters + " out of the guest matrix of device " + device;
        }
    }
}
