package io.github.apmatrix.explain;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.MediatedDeviceId;
import java.util.stream.Collectors;

/**
 * The queues are assigned to the device, but vfio_ap does not let them through to its guest.
 *
 * @since 0.1.0
 */
public sealed interface GuestReason extends Reason {
    @Override
    default Level level() {
        return Level.GUEST;
    }

    /**
     * The whole adapters are left out, because each misses another queue of the device: vfio_ap never leaves out a single
     * queue.
     *
     * @param adapters the adapters
     * @param culprits the assigned queues of these adapters that are not bound to vfio_ap
     * @param why what is wrong with the culprits
     * @param queues the queues that are kept out for it
     */
    record AdaptersFiltered(AdapterSet adapters, ApQueueSet culprits, ImmutableList<Reason> why, ApQueueSet queues)
            implements GuestReason {
        @Override
        public String description() {
            return Words.adaptersAre(adapters) + " filtered out as a whole because of " + culprits
                    + ": "
                    + why.stream().map(Reason::description).collect(Collectors.joining(", "));
        }

        @Override
        public String remedy() {
            return why.stream().map(Reason::remedy).collect(Collectors.joining("; "));
        }
    }

    /**
     * The guest matrix is older than the state of the host: evaluated now, the queues would pass.
     *
     * @param device the device
     * @param queues the queues
     * @param toRebind the queues of the device on these adapters that its guest does not have
     */
    record GuestMatrixOutdated(MediatedDeviceId device, ApQueueSet queues, ApQueueSet toRebind) implements GuestReason {
        @Override
        public String description() {
            return "the guest matrix of device " + device + " was not evaluated since " + queues + " could pass";
        }

        @Override
        public String remedy() {
            return "have it evaluated: " + Commands.rewriteConfig(device)
                    + "; if that does not help, an earlier reset failed, which binding anew forgets: "
                    + Commands.rebind(toRebind);
        }
    }

    /**
     * Everything that can be seen is right. Kernels without {@code ap_config} also filter a queue whose last reset failed,
     * and no file shows that; or the guest matrix was not evaluated since the queues could pass.
     *
     * @param device the device
     * @param queues the queues
     * @param toRebind the queues of the device on these adapters that its guest does not have
     */
    record EarlierFailedReset(MediatedDeviceId device, ApQueueSet queues, ApQueueSet toRebind) implements GuestReason {
        @Override
        public String description() {
            return "an earlier reset of a queue of " + Words.adapters(queues.adapters())
                    + " failed, which is not visible, or the guest matrix was not evaluated since";
        }

        @Override
        public String remedy() {
            return "bind anew, which forgets resets and evaluates: " + Commands.rebind(toRebind);
        }
    }

    /**
     * What keeps the queues out stands in files that were not read, or that the kernel cut.
     *
     * @param parts what was not read
     * @param queues the queues
     */
    record NotVisible(ImmutableList<String> parts, ApQueueSet queues) implements GuestReason {
        @Override
        public String description() {
            return "the cause is not visible: " + String.join(", ", parts) + " could not be read";
        }

        @Override
        public String remedy() {
            return "read the host again, as root";
        }
    }
}
