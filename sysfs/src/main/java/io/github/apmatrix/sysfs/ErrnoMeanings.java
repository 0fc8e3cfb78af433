package io.github.apmatrix.sysfs;

import static io.github.apmatrix.sysfs.Errno.EACCES;
import static io.github.apmatrix.sysfs.Errno.EADDRINUSE;
import static io.github.apmatrix.sysfs.Errno.EADDRNOTAVAIL;
import static io.github.apmatrix.sysfs.Errno.EAGAIN;
import static io.github.apmatrix.sysfs.Errno.EBUSY;
import static io.github.apmatrix.sysfs.Errno.EEXIST;
import static io.github.apmatrix.sysfs.Errno.EINVAL;
import static io.github.apmatrix.sysfs.Errno.EIO;
import static io.github.apmatrix.sysfs.Errno.ENODEV;
import static io.github.apmatrix.sysfs.Errno.ENOENT;
import static io.github.apmatrix.sysfs.Errno.EOPNOTSUPP;
import static io.github.apmatrix.sysfs.Errno.EPERM;
import static io.github.apmatrix.sysfs.Errno.ERANGE;
import static io.github.apmatrix.sysfs.Errno.EUSERS;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableTable;
import java.util.stream.Collectors;

/**
 * What an error number means at an attribute that is written: one row for each answer of the kernel's store routines, in
 * the order in which they check.
 */
final class ErrnoMeanings {
    private static final String NOT_A_NUMBER = "not a number as the kernel reads it (hexadecimal needs 0x)";
    private static final String ABOVE_64_BITS = "a number above 64 bits";
    private static final String ABOVE_MAX_ADAPTER =
            "an adapter number above this machine's maximum, or the device vanished";
    private static final String ABOVE_MAX_DOMAIN =
            "a domain number above this machine's maximum, or the device vanished";
    private static final String RESERVED = "a resulting queue is reserved for the host by apmask and aqmask";
    private static final String SHARED = "a resulting queue is assigned to another mediated device";
    private static final String BEFORE_6_0 = "a guest uses the device (drivers before Linux 6.0)";
    private static final String MASK_SYNTAX = "not a mask or mask change, or driver overrides are in use";
    private static final String MASK_VETO = "a bit that would be set belongs to a queue of a mediated device";
    private static final String NO_SUCH_DEVICE = "no such device";

    private static final ImmutableTable<String, Errno, String> WRITTEN = ImmutableTable.<String, Errno, String>builder()
            // vfio_ap_ops.c: assign_adapter_store
            .put("assign_adapter", EINVAL, NOT_A_NUMBER)
            .put("assign_adapter", ERANGE, ABOVE_64_BITS)
            .put("assign_adapter", ENODEV, ABOVE_MAX_ADAPTER)
            .put("assign_adapter", EADDRNOTAVAIL, RESERVED)
            .put("assign_adapter", EADDRINUSE, SHARED)
            .put("assign_adapter", EBUSY, BEFORE_6_0)
            // vfio_ap_ops.c: assign_domain_store
            .put("assign_domain", EINVAL, NOT_A_NUMBER)
            .put("assign_domain", ERANGE, ABOVE_64_BITS)
            .put("assign_domain", ENODEV, ABOVE_MAX_DOMAIN)
            .put("assign_domain", EADDRNOTAVAIL, RESERVED)
            .put("assign_domain", EADDRINUSE, SHARED)
            .put("assign_domain", EBUSY, BEFORE_6_0)
            // vfio_ap_ops.c: unassign_adapter_store, unassign_domain_store, *_control_domain_store
            .put("unassign_adapter", EINVAL, NOT_A_NUMBER)
            .put("unassign_adapter", ERANGE, ABOVE_64_BITS)
            .put("unassign_adapter", ENODEV, ABOVE_MAX_ADAPTER)
            .put("unassign_adapter", EBUSY, BEFORE_6_0)
            .put("unassign_domain", EINVAL, NOT_A_NUMBER)
            .put("unassign_domain", ERANGE, ABOVE_64_BITS)
            .put("unassign_domain", ENODEV, ABOVE_MAX_DOMAIN)
            .put("unassign_domain", EBUSY, BEFORE_6_0)
            .put("assign_control_domain", EINVAL, NOT_A_NUMBER)
            .put("assign_control_domain", ERANGE, ABOVE_64_BITS)
            .put("assign_control_domain", ENODEV, ABOVE_MAX_DOMAIN)
            .put("assign_control_domain", EBUSY, BEFORE_6_0)
            .put("unassign_control_domain", EINVAL, NOT_A_NUMBER)
            .put("unassign_control_domain", ERANGE, ABOVE_64_BITS)
            .put("unassign_control_domain", ENODEV, ABOVE_MAX_DOMAIN)
            .put("unassign_control_domain", EBUSY, BEFORE_6_0)
            // vfio_ap_ops.c: ap_config_store
            .put("ap_config", EINVAL, "not three masks separated by commas")
            .put("ap_config", EADDRNOTAVAIL, RESERVED)
            .put("ap_config", EADDRINUSE, SHARED)
            .put("ap_config", ENODEV, "an adapter or domain number above this machine's maximum")
            // ap_bus.c: apmask_store, aqmask_store
            .put("apmask", EINVAL, MASK_SYNTAX)
            .put("apmask", EBUSY, MASK_VETO)
            .put("aqmask", EINVAL, MASK_SYNTAX)
            .put("aqmask", EBUSY, MASK_VETO)
            // mdev_sysfs.c: create_store, mdev_device_create
            .put("create", EINVAL, "not a UUID of 36 characters")
            .put("create", EEXIST, "a mediated device with this UUID exists, under any parent")
            .put("create", EUSERS, "no more mediated devices can be created")
            .put("create", EPERM, "no more mediated devices can be created (drivers before Linux 6.1), or no privilege")
            .put("create", ENODEV, "vfio_ap is being unloaded")
            // mdev_sysfs.c: remove_store
            .put("remove", EINVAL, "not a number")
            .put("remove", EAGAIN, "the device is being created or removed by someone else")
            .put("remove", ENODEV, "the device is gone, or vfio_ap is being unloaded")
            // drivers/base/bus.c: bind_store, unbind_store, drivers_probe_store
            .put("bind", ENODEV, "no such device, another kind of device, or masks or override forbid this driver")
            .put("bind", EBUSY, "the device is bound to a driver already")
            .put("unbind", ENODEV, "no such device, or it is not bound to this driver")
            .put("drivers_probe", ENODEV, NO_SUCH_DEVICE)
            .put("drivers_probe", EINVAL, "the driver failed to take the device")
            // ap_queue.c: driver_override_store
            .put("driver_override", EINVAL, "apmask or aqmask is not all ones, or the name is too long")
            // ap_bus.c: ap_domain_store, config_time_store, poll_thread_store, poll_timeout_store
            .put("ap_domain", EINVAL, "not a domain number that is within the maximum and set in aqmask")
            .put("config_time", EINVAL, "not a number of seconds from 5 to 120")
            .put("poll_thread", EINVAL, "not a switch value")
            .put("poll_timeout", EINVAL, "not a number of nanoseconds up to 120000000000")
            .put("poll_timeout", ERANGE, ABOVE_64_BITS)
            // ap_card.c: config_store; zcrypt_card.c, zcrypt_queue.c: online_store
            .put("config", EINVAL, "not 0 or 1")
            .put("config", EOPNOTSUPP, "this machine cannot configure adapters from Linux")
            .put("config", EIO, "the service element refused")
            .put("online", EINVAL, "not 0 or 1, or the card of the queue is offline")
            .put("online", ENODEV, "the adapter is deconfigured or checkstopped")
            .build();

    /** Attributes where a refusal with these errors is about the change itself, not about its text. */
    private static final ImmutableSet<String> ASSIGNMENTS = ImmutableSet.of(
            "assign_adapter",
            "assign_domain",
            "assign_control_domain",
            "unassign_adapter",
            "unassign_domain",
            "unassign_control_domain",
            "ap_config");

    private ErrnoMeanings() {}

    static boolean isRefusedChange(SysfsCall call, Errno errno) {
        if (call.operation() != SysfsCall.Operation.WRITE) {
            return false;
        }
        String attribute = call.path().name();
        return switch (errno) {
            case EADDRNOTAVAIL, EADDRINUSE, ENODEV -> ASSIGNMENTS.contains(attribute);
            case EBUSY -> ASSIGNMENTS.contains(attribute) || attribute.equals("apmask") || attribute.equals("aqmask");
            case EEXIST, EUSERS -> attribute.equals("create");
            default -> false;
        };
    }

    static String of(SysfsCall call, Errno errno) {
        String attribute = call.path().name();
        boolean written = call.operation() == SysfsCall.Operation.WRITE;
        String meaning = written ? WRITTEN.get(attribute, errno) : null;
        if (meaning != null) {
            return meaning;
        } else if (errno == ENOENT) {
            return "not there: the module is not loaded, the kernel is too old, or the device vanished";
        } else if (errno == EACCES) {
            return "no privilege, or nobody can " + call.operation() + " this";
        } else if (errno == ENODEV) {
            return "the device vanished meanwhile";
        }
        return errno.text();
    }

    /** Returns the words of an answer that was not recognised, and what the attribute may have meant. */
    static String ofUnknown(SysfsCall call, String words) {
        String known = call.operation() != SysfsCall.Operation.WRITE
                ? ""
                : WRITTEN.row(call.path().name()).entrySet().stream()
                        .map(row -> row.getKey() + " (" + row.getValue() + ")")
                        .collect(Collectors.joining(", "));
        return "the system answered '" + words + "', which is not an English error text (run with LC_ALL=C)"
                + (known.isEmpty() ? "" : "; possible here: " + known);
    }
}
