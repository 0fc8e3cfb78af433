package io.github.apmatrix.persistence.command;

/**
 * What it means that a program failed. Exit codes mean something else for each program, and mdevctl and virsh have only one
 * for nearly everything, so their messages are looked at, too.
 *
 * @since 0.1.0
 */
public enum CommandFailure {
    /** The command line was not understood: a program of another version. */
    USAGE("the program does not take this command line"),
    /** chzdev does not know the device type: a version without support for AP. */
    UNKNOWN_DEVICE_TYPE("the program does not know the device type"),
    /** chzdev did not find the device. */
    DEVICE_NOT_FOUND("there is no such device"),
    /** chzdev does not know the attribute. */
    UNKNOWN_ATTRIBUTE("the program does not know the attribute"),
    /** chzdev cannot do that with the device type. */
    INVALID_DEVICE_TYPE("the device type is not valid here"),
    /** chzdev does not take the value, or an attribute came twice. {@code --apply} has this for an empty mask. */
    INVALID_VALUE("the value of an attribute is not valid"),
    /** There was no persistent setting to remove: what was wanted is so already. */
    NOTHING_TO_REMOVE("there is no setting to remove"),
    /** No device was selected, or there was nothing to export. */
    NOTHING_SELECTED("nothing is selected, or there is nothing to export"),
    /** A queue cannot have two owners; {@link CommandFailedException#conflicts()} lists who has it. */
    CONFLICT("a queue would have two owners, mediated devices or the host"),
    /** chzdev does not take the device's id. */
    INVALID_DEVICE_ID("the id of the device is not valid"),
    /** chzdev wants more of the device's id. */
    INCOMPLETE_DEVICE_ID("the id of the device is not complete"),
    /** chzdev has no data about the device. */
    NO_DATA("there is no data"),
    /** lszdev does not know the column. */
    UNKNOWN_COLUMN("the program does not know the column"),
    /** chzdev wants more of the type. */
    INCOMPLETE_DEVICE_TYPE("the device type is not complete"),
    /** Something did not work while chzdev was running, for example reading the active masks. */
    RUNTIME_ERROR("the program met an error while it was running"),
    /** Somebody said no to chzdev. */
    ABORTED("the program was told to stop"),
    /** chzdev did not get a setting into effect. */
    SETTING_FAILED("a setting could not be made"),
    /** chzdev did not understand a file. */
    FORMAT_ERROR("a file has a format that the program does not read"),
    /** A kernel module is in use. */
    MODULE_BUSY("a kernel module is in use"),
    /** A kernel module was not unloaded. */
    MODULE_UNLOAD_FAILED("a kernel module could not be unloaded"),
    /** A kernel module was not loaded; {@link CommandFailedException#errno()} can tell more. */
    MODULE_LOAD_FAILED("a kernel module could not be loaded"),
    /** The running kernel has no such module. */
    MODULE_NOT_FOUND("the kernel that runs has no such module"),
    /** There was not enough memory. */
    OUT_OF_MEMORY("there is not enough memory"),
    /** A code of chzdev for devices of other types. */
    OTHER_DEVICE_TYPE("an error with devices of another type than ap"),
    /** A file was not made by chzdev. */
    NOT_OWNER("the file was not made by the program"),
    /** A bug of chzdev. */
    INTERNAL_ERROR("the program has found a bug in itself"),
    /** Somebody else held the lock on the AP configuration all the time. */
    LOCK_NOT_OBTAINED("the AP configuration lock was not free in time"),
    /** The device is defined already. */
    ALREADY_DEFINED("the device is defined already"),
    /** The device is not defined. */
    NOT_DEFINED("the device is not defined"),
    /** The device exists already. */
    ALREADY_ACTIVE("the device is active already"),
    /** The device does not exist. */
    NOT_ACTIVE("the device is not active"),
    /** A guest holds the device. */
    DEVICE_IN_USE("the device is in use"),
    /** There is no {@code matrix} device, as long as vfio_ap is not loaded, or it has no such type. */
    PARENT_MISSING("the parent device is not there, or has no devices of this type; is vfio_ap loaded?"),
    /** No more devices can be made. */
    NO_INSTANCE_LEFT("no more devices of this type can be made"),
    /** The kernel did not take an attribute; {@link CommandFailedException#errno()} tells why. */
    ATTRIBUTE_REFUSED("the kernel refused to write an attribute of the device"),
    /** The kernel, mdevctl or s390-tools cannot change a device that exists. */
    LIVE_CHANGE_NOT_SUPPORTED("a device that is active cannot be changed on this host"),
    /** The JSON was not read. */
    INVALID_DOCUMENT("the definition could not be read"),
    /** A check of s390-tools, or another script of mdevctl, said no. */
    CALLOUT_REJECTED("a check that mdevctl calls refused it"),
    /** Directories of mdevctl are missing. */
    INCOMPLETE_INSTALLATION("the program is not completely installed"),
    /** There is no libvirt daemon that answers. */
    NOT_CONNECTED("libvirt does not answer"),
    /** A signal killed the program, because it crashed or because somebody wanted it. */
    KILLED_BY_SIGNAL("a signal killed the program"),
    /** What the output says, which is not known here. */
    OTHER("the program failed");

    private final String meaning;

    CommandFailure(String meaning) {
        this.meaning = meaning;
    }

    /**
     * Returns the meaning in words.
     *
     * @return a phrase without period
     */
    public String meaning() {
        return meaning;
    }

    /**
     * Returns what it means that a command failed.
     *
     * @param command the command; the meaning of exit codes is known for chzdev, lszdev, mdevctl, virsh and modprobe
     * @param result how it ended
     * @return the meaning, {@link #OTHER} if it is not known
     * @throws IllegalArgumentException if it succeeded
     */
    public static CommandFailure of(HostCommand command, CommandResult result) {
        if (result.isSuccess()) {
            throw new IllegalArgumentException(command.line() + ": exit 0 is no failure");
        }
        return FailureReader.read(command, result);
    }
}
