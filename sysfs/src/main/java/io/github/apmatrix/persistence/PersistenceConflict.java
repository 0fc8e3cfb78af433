package io.github.apmatrix.persistence;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.IdSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.persistence.boot.BootFinding;
import io.github.apmatrix.plan.Conflict;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
            String remedy = "take the queues out of one of the definitions";
            return automatic
                    ? remedy + ", or have only one of the devices start automatically (mdevctl modify --uuid=" + other
                            + " --manual)"
                    : remedy;
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
                    + (automatic ? ": with these masks it does not start" : "");
        }

        @Override
        public String remedy() {
            return "clear the bits of their adapters or of their domains in the persistent masks (chzdev --type ap "
                    + "--persistent apmask=-... or aqmask=-...)";
        }
    }

    /**
     * The tools would refuse a definition because of running masks, which they take where {@code /etc/udev/rules.d/41-ap.rules}
     * has none; the next boot would not.
     *
     * @param device the device, which starts automatically
     * @param queues the queues
     */
    record RefusedByTools(MediatedDeviceId device, ApQueueSet queues) implements PersistenceConflict {
        @Override
        public String description() {
            return "/etc/udev/rules.d/41-ap.rules does not set both masks, so chzdev and ap-check take the running ones, which reserve "
                    + queues + " of device " + device;
        }

        @Override
        public String remedy() {
            return "keep both masks in 41-ap.rules";
        }
    }

    /**
     * A definition has attributes that take something away again. ap-check and chzdev pass over these, so for them the device
     * has more queues, and they can refuse it or another one because of them.
     *
     * @param device the device, which starts automatically
     * @param queues the queues that only the tools see
     */
    record SeenByToolsOnly(MediatedDeviceId device, ApQueueSet queues) implements PersistenceConflict {
        @Override
        public String description() {
            return "the definition of device " + device + " takes away " + queues
                    + " again, but for chzdev and ap-check, which pass over unassign attributes, it keeps them";
        }

        @Override
        public String remedy() {
            return "define it with just the adapters and domains that it shall have";
        }
    }

    /**
     * A definition has control domains but no usage domain, which ap-check refuses to start. Attributes that take something away
     * again do not count for it.
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
            return "device " + device + " is defined with what the LPAR does not have: "
                    + Stream.of(
                                    text("adapters ", missing.adapters()),
                                    text("domains ", missing.usageDomains()),
                                    text("control domains ", missing.controlDomains()))
                            .flatMap(Optional::stream)
                            .collect(Collectors.joining(", "));
        }

        @Override
        public String remedy() {
            return "give it to the LPAR, or take it out of the definition";
        }

        private static Optional<String> text(String what, IdSet<?, ?> ids) {
            return ids.isEmpty() ? Optional.empty() : Optional.of(what + ids);
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
                    + "/etc/modules-load.d, so that every queue has a driver";
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
     * A parameter of the kernel and the rule give the same mask different values. The rule wins, but between start and rule the
     * parameter counts.
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
     * There is a problem with a source.
     *
     * @param problem the source
     */
    record BadSource(SourceProblem problem) implements PersistenceConflict {
        @Override
        public String description() {
            return problem.toString();
        }

        @Override
        public String remedy() {
            return problem.source().remedy();
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
