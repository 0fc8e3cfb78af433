package io.github.apmatrix.persistence;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.persistence.boot.BootFinding;
import io.github.apmatrix.plan.Conflict;
import java.util.stream.Collectors;

/**
 * Something in what is kept for the next boot that does not fit together, or not with the machine.
 *
 * <p>This is more than the checks of s390-tools (ap-check, chzdev) find, and all that they find: these look only at devices that
 * start automatically, at the masks of the rule, and at one kind of conflict at a time.
 *
 * @since 0.1.0
 */
public sealed interface PersistenceConflict {
    /**
     * Returns the conflict in words.
     *
     * @return a sentence without period that names the culprit
     */
    String description();

    /**
     * Returns what would help.
     *
     * @return a sentence without period
     */
    String remedy();

    /**
     * Finds the conflicts that can be seen without knowing the machine.
     *
     * @param persistent what is kept
     * @return the conflicts
     */
    static ImmutableList<PersistenceConflict> find(PersistentHost persistent) {
        return new PersistenceConflictSearch(persistent).find();
    }

    /**
     * Finds all conflicts.
     *
     * @param persistent what is kept
     * @param running the host now, for the machine (maxima, LPAR, queues) and for the masks that ap-check falls back on
     * @return the conflicts
     */
    static ImmutableList<PersistenceConflict> find(PersistentHost persistent, HostSnapshot running) {
        return new PersistenceConflictSearch(persistent).find(running);
    }

    /**
     * Two definitions have the same queues, so the devices cannot both run.
     *
     * @param device a device
     * @param other another device, after it in the order of ids
     * @param queues the queues of both
     * @param automatic whether both start automatically: then one of them fails to start
     */
    record SharedQueues(MediatedDeviceId device, MediatedDeviceId other, ApQueueSet queues, boolean automatic)
            implements PersistenceConflict {
        @Override
        public String description() {
            return "devices " + device + " and " + other + " are both defined with " + queues
                    + (automatic
                            ? " and both start automatically: the second one fails, and which is the second is not certain"
                            : ", so they cannot run at the same time");
        }

        @Override
        public String remedy() {
            return "take the queues out of one definition, or have only one of the devices start automatically "
                    + "(mdevctl modify --uuid=" + other + " --manual)";
        }
    }

    /**
     * A definition has queues that the masks of the next boot reserve for the host.
     *
     * @param device the device
     * @param queues the queues
     * @param automatic whether the device starts automatically: then it fails to start
     */
    record ReservedQueues(MediatedDeviceId device, ApQueueSet queues, boolean automatic)
            implements PersistenceConflict {
        @Override
        public String description() {
            return "device " + device + " is defined with " + queues
                    + ", which the masks of the next boot reserve for the host"
                    + (automatic ? ": it will not start" : "");
        }

        @Override
        public String remedy() {
            return "clear the bits of their adapters or of their domains in the persistent masks (chzdev --type ap "
                    + "--persistent apmask=-... or aqmask=-...)";
        }
    }

    /**
     * The tools would refuse a definition because of running masks, which they take where the rule has none; the next boot
     * would not.
     *
     * @param device the device
     * @param queues the queues
     */
    record RefusedByTools(MediatedDeviceId device, ApQueueSet queues) implements PersistenceConflict {
        @Override
        public String description() {
            return "41-ap.rules leaves a mask open, so chzdev and ap-check take the running one, which reserves "
                    + queues + " of device " + device;
        }

        @Override
        public String remedy() {
            return "keep both masks in 41-ap.rules";
        }
    }

    /**
     * A definition has control domains but no usage domain, which ap-check refuses to start.
     *
     * @param device the device
     */
    record ControlWithoutUsage(MediatedDeviceId device) implements PersistenceConflict {
        @Override
        public String description() {
            return "device " + device + " is defined with control domains but without usage domain";
        }

        @Override
        public String remedy() {
            return "add a usage domain to its definition";
        }
    }

    /**
     * A definition has numbers above what the machine has, which the kernel refuses (ENODEV).
     *
     * @param conflict the device and the numbers
     */
    record AboveMaximum(Conflict.AboveMaximum conflict) implements PersistenceConflict {
        @Override
        public String description() {
            return conflict.description() + ": it cannot be started";
        }

        @Override
        public String remedy() {
            return "take these numbers out of its definition";
        }
    }

    /**
     * A definition has adapters or domains that the LPAR does not have. The kernel takes them, but no guest gets them.
     *
     * @param device the device
     * @param missing what the LPAR does not have
     */
    record OutsideLpar(MediatedDeviceId device, ApConfig missing) implements PersistenceConflict {
        @Override
        public String description() {
            return "device " + device + " is defined with what the LPAR does not have: " + missing.matrix()
                    + " (control domains " + missing.controlDomains() + ")";
        }

        @Override
        public String remedy() {
            return "give it to the LPAR, or take it out of the definition";
        }
    }

    /**
     * A device that starts automatically is started before the rule frees its queues, because something loads vfio_ap early.
     *
     * @param device the device
     * @param queues the queues that are still reserved then
     * @param earlyLoad what loads vfio_ap
     */
    record StartedTooEarly(MediatedDeviceId device, ApQueueSet queues, String earlyLoad)
            implements PersistenceConflict {
        @Override
        public String description() {
            return earlyLoad + " loads vfio_ap, and device " + device + " starts, possibly before 41-ap.rules frees "
                    + queues;
        }

        @Override
        public String remedy() {
            return "leave loading to 41-ap.rules: take vfio_ap out of " + earlyLoad;
        }
    }

    /**
     * A mask of the rule is refused, because a device that was started early has queues that the mask reserves.
     *
     * @param conflict the refusal
     */
    record RuleRefused(Conflict conflict) implements PersistenceConflict {
        @Override
        public String description() {
            return "a mask of 41-ap.rules can be refused at boot: " + conflict.description();
        }

        @Override
        public String remedy() {
            return "have 41-ap.rules and the kernel's parameters free the same queues";
        }
    }

    /**
     * The rule never acts: it waits until all queues have a driver, but the kernel's parameters free queues for vfio_ap, which
     * only the rule would load.
     *
     * @param unbound the queues without driver
     */
    record RuleWaits(ApQueueSet unbound) implements PersistenceConflict {
        @Override
        public String description() {
            return "41-ap.rules never acts, because it waits for a driver of " + unbound;
        }

        @Override
        public String remedy() {
            return "drop ap.apmask and ap.aqmask from the kernel's parameters, or have vfio_ap loaded by a file of "
                    + "/etc/modules-load.d";
        }
    }

    /** The rule has the form of chzdev before 2.40: if the AP bus is ready before udev starts, it never acts. */
    record RuleCanBeMissed() implements PersistenceConflict {
        @Override
        public String description() {
            return "41-ap.rules has the form of chzdev before 2.40, which does nothing if the AP bus is ready before udev "
                    + "starts";
        }

        @Override
        public String remedy() {
            return "write it again with chzdev 2.40 or later";
        }
    }

    /**
     * The kernel's parameters and the rule set different masks. The rule wins, but between start and rule the parameters count.
     *
     * @param parameters the masks after the parameters
     * @param rule the masks after the rule
     */
    record SourcesDisagree(HostMasks parameters, HostMasks rule) implements PersistenceConflict {
        @Override
        public String description() {
            return "the kernel's parameters set apmask " + parameters.apmask() + ", aqmask " + parameters.aqmask()
                    + ", then 41-ap.rules sets apmask " + rule.apmask() + ", aqmask " + rule.aqmask();
        }

        @Override
        public String remedy() {
            return "drop ap.apmask and ap.aqmask from the kernel's parameters";
        }
    }

    /**
     * A parameter of the kernel does what hardly anybody means.
     *
     * @param finding the parameter
     */
    record OddParameter(BootFinding finding) implements PersistenceConflict {
        @Override
        public String description() {
            return "kernel parameter " + finding;
        }

        @Override
        public String remedy() {
            return "give whole masks of 64 hex digits";
        }
    }

    /**
     * Devices are to start automatically, but nothing loads vfio_ap at boot.
     *
     * @param devices the devices
     * @param blacklisting what keeps vfio_ap out; empty if nothing would load it
     */
    record NotLoaded(ImmutableSortedSet<MediatedDeviceId> devices, String blacklisting) implements PersistenceConflict {
        @Override
        public String description() {
            return (blacklisting.isEmpty()
                            ? "nothing loads vfio_ap at boot"
                            : "vfio_ap is not loaded at boot: " + blacklisting)
                    + ", so these devices do not start: "
                    + devices.stream().map(MediatedDeviceId::toString).collect(Collectors.joining(", "));
        }

        @Override
        public String remedy() {
            return blacklisting.isEmpty()
                    ? "keep the masks in 41-ap.rules, which loads vfio_ap as well"
                    : "take vfio_ap from the blacklist";
        }
    }

    /**
     * A source could not be read.
     *
     * @param problem the source
     */
    record Unreadable(SourceProblem problem) implements PersistenceConflict {
        @Override
        public String description() {
            return "cannot read " + problem;
        }

        @Override
        public String remedy() {
            return "repair or remove " + problem.file();
        }
    }

    /**
     * A device does not start for a reason that is no other conflict, for example because the attributes of its definition
     * have an order in which one of them is refused.
     *
     * @param device the device
     * @param failure why
     */
    record DoesNotStart(MediatedDeviceId device, StartFailure failure) implements PersistenceConflict {
        @Override
        public String description() {
            return "device " + device + " does not start: " + failure.description();
        }

        @Override
        public String remedy() {
            return "define it with just the adapters and domains that it shall have";
        }
    }
}
