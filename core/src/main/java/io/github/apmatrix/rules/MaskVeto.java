package io.github.apmatrix.rules;

import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import java.util.Map;

/**
 * Whether vfio_ap objects to a mask change, because it would take assigned queues from a mediated device (EBUSY). Only
 * bits that are newly set can be vetoed; clearing bits never is. Whether a guest runs does not matter.
 *
 * <p>Source: {@code ap_bus_in_use}, {@code vfio_ap_mdev_resource_in_use}.
 *
 * @since 0.1.0
 */
public enum MaskVeto {
    /** A queue counts only if its other half is set in the other mask, as in kernels before driver overrides. */
    BY_CURRENT_OTHER_MASK,
    /** The other mask is not looked at: any assigned counterpart counts, as in kernels with driver overrides. */
    BY_ANY_COUNTERPART;

    /**
     * Returns who objects to a new {@code apmask}.
     *
     * @param current the masks before the change
     * @param newApmask the adapters of the new mask
     * @param assigned what each device has assigned, also devices that are being removed
     * @return each device that objects, with its queues on the adapters that would be set; empty if the change is accepted
     */
    public ImmutableMap<MediatedDeviceId, ApQueueSet> forApmask(
            HostMasks current, AdapterSet newApmask, Map<MediatedDeviceId, Matrix> assigned) {
        DomainSet counterpart = this == BY_ANY_COUNTERPART ? DomainSet.all() : current.aqmask();
        return AssignmentRule.sharers(Matrix.of(newApmask.difference(current.apmask()), counterpart), assigned);
    }

    /**
     * Returns who objects to a new {@code aqmask}.
     *
     * @param current the masks before the change
     * @param newAqmask the domains of the new mask
     * @param assigned what each device has assigned, also devices that are being removed
     * @return each device that objects, with its queues of the domains that would be set; empty if the change is accepted
     */
    public ImmutableMap<MediatedDeviceId, ApQueueSet> forAqmask(
            HostMasks current, DomainSet newAqmask, Map<MediatedDeviceId, Matrix> assigned) {
        AdapterSet counterpart = this == BY_ANY_COUNTERPART ? AdapterSet.all() : current.apmask();
        return AssignmentRule.sharers(Matrix.of(counterpart, newAqmask.difference(current.aqmask())), assigned);
    }
}
