package io.github.apmatrix.plan;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;

/**
 * A way to free queues by the masks.
 *
 * @param before the masks before
 * @param after the masks after
 * @param collateral existing queues that the host loses although nobody asked for them
 * @param returned existing queues that are with the host again, because bits are set for queues to keep
 * @param proven whether there is surely no choice with fewer bits or less collateral; false where the search was given up
 * @since 0.1.0
 */
public record MaskChoice(
        HostMasks before, HostMasks after, ApQueueSet collateral, ApQueueSet returned, boolean proven) {

    /**
     * Returns the bits of {@code apmask} to clear.
     *
     * @return adapters
     */
    public AdapterSet adaptersToClear() {
        return before.apmask().difference(after.apmask());
    }

    /**
     * Returns the bits of {@code aqmask} to clear.
     *
     * @return usage domains
     */
    public DomainSet domainsToClear() {
        return before.aqmask().difference(after.aqmask());
    }

    /**
     * Returns the bits of {@code apmask} to set.
     *
     * @return adapters
     */
    public AdapterSet adaptersToSet() {
        return after.apmask().difference(before.apmask());
    }

    /**
     * Returns the bits of {@code aqmask} to set.
     *
     * @return usage domains
     */
    public DomainSet domainsToSet() {
        return after.aqmask().difference(before.aqmask());
    }

    /**
     * Returns how many bits are to clear.
     *
     * @return from 0 to 512
     */
    public int bitsToClear() {
        return adaptersToClear().size() + domainsToClear().size();
    }

    /** Returns the bits and what happens to other queues. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("clear apmask " + adaptersToClear() + ", aqmask " + domainsToClear());
        if (!adaptersToSet().isEmpty() || !domainsToSet().isEmpty()) {
            text.append("; set apmask ")
                    .append(adaptersToSet())
                    .append(", aqmask ")
                    .append(domainsToSet());
        }
        if (!collateral.isEmpty()) {
            text.append("; also frees ").append(collateral);
        }
        if (!returned.isEmpty()) {
            text.append("; gives back ").append(returned);
        }
        return text.append(proven ? "" : "; there may be a better choice").toString();
    }
}
