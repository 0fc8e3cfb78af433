package io.github.apmatrix.explain;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;

/**
 * The machine does not give the queues to this Linux, or not in a way that vfio_ap could pass on.
 *
 * @since 0.1.0
 */
public sealed interface LparReason extends Reason {
    @Override
    default Level level() {
        return Level.LPAR;
    }

    /**
     * The LPAR does not have the adapters.
     *
     * @param adapters the missing adapters
     * @param queues the queues that they keep out
     */
    record AdaptersMissing(AdapterSet adapters, ApQueueSet queues) implements LparReason {
        @Override
        public String description() {
            return "the LPAR does not have " + Words.adapters(adapters);
        }

        @Override
        public String remedy() {
            return "give " + Words.adapters(adapters)
                    + " to the LPAR, at the HMC or SE; Linux sees it with the next bus scan";
        }
    }

    /**
     * The LPAR does not have the domains as usage domains.
     *
     * @param domains the missing usage domains
     * @param queues the queues that they keep out
     */
    record DomainsMissing(DomainSet domains, ApQueueSet queues) implements LparReason {
        @Override
        public String description() {
            return "the LPAR does not have usage " + Words.domains(domains);
        }

        @Override
        public String remedy() {
            return "give usage " + Words.domains(domains)
                    + " to the LPAR, at the HMC or SE; Linux sees it with the next bus scan";
        }
    }

    /**
     * The machine does not report the LPAR's configuration (no QCI): vfio_ap lets nothing through.
     *
     * @param queues the queues that this keeps out: all
     */
    record ConfigurationNotReported(ApQueueSet queues) implements LparReason {
        @Override
        public String description() {
            return "the machine does not report the LPAR's configuration (QCI), so vfio_ap lets no queue through";
        }

        @Override
        public String remedy() {
            return "use a machine that reports it; nothing on this Linux helps";
        }
    }

    /**
     * The adapters are older than CEX4, which vfio_ap does not take.
     *
     * @param adapters the old adapters
     * @param queues the queues that they keep out
     */
    record AdaptersTooOld(AdapterSet adapters, ApQueueSet queues) implements LparReason {
        @Override
        public String description() {
            return Words.adapters(adapters) + " cannot be passed through: vfio_ap takes CEX4 and later";
        }

        @Override
        public String remedy() {
            return "use another adapter";
        }
    }
}
