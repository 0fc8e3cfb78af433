package io.github.apmatrix.testkit;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.sysfs.Errno;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the kernel sends events about: a device, driver, bus or module. Its variables are also the content of its
 * {@code uevent} attribute. Source: {@code kobject_uevent.c}, {@code dev_uevent} of {@code drivers/base/core.c}.
 */
final class Kobject {
    private static final Pattern REQUEST = Pattern.compile("(?:add|remove|change|move|online|offline|bind|unbind)"
            + "(?: [0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?: [0-9a-zA-Z]+=[0-9a-zA-Z]+)*+)?");
    private static final String NO_SUBSYSTEM = "";

    /** The attribute of a device. */
    static final Attribute<Kobject> UEVENT =
            Attribute.readWrite("uevent", kobject -> lines(kobject.variables.get()), Kobject::store);

    /** The attribute of what is no device. */
    static final Attribute<Kobject> WRITE_ONLY_UEVENT = Attribute.writeOnly("uevent", Kobject::store);

    private final UeventStream stream;
    private final String devpath;
    private final String subsystem;
    private final Supplier<ImmutableMap<String, String>> variables;

    private Kobject(
            UeventStream stream, String devpath, String subsystem, Supplier<ImmutableMap<String, String>> variables) {
        this.stream = stream;
        this.devpath = devpath;
        this.subsystem = subsystem;
        this.variables = variables;
    }

    static Kobject of(UeventStream stream, String devpath, String subsystem) {
        return new Kobject(stream, devpath, subsystem, ImmutableMap::of);
    }

    /** A device that belongs to no bus and no class: the kernel sends no events about it. */
    static Kobject withoutSubsystem(UeventStream stream, String devpath) {
        return of(stream, devpath, NO_SUBSYSTEM);
    }

    static Kobject driver(UeventStream stream, String bus, String name) {
        return of(stream, "/bus/" + bus + "/drivers/" + name, "drivers");
    }

    static Kobject bus(UeventStream stream, String name) {
        return of(stream, "/bus/" + name, "bus");
    }

    static Kobject module(UeventStream stream, String name) {
        return of(stream, "/module/" + name, "module");
    }

    Kobject with(Supplier<ImmutableMap<String, String>> newVariables) {
        return new Kobject(stream, devpath, subsystem, newVariables);
    }

    /** A device below this one. */
    Kobject child(String name, String childSubsystem) {
        return of(stream, devpath + "/" + name, childSubsystem);
    }

    /** Another object of the same kernel. */
    Kobject other(String otherDevpath, String otherSubsystem) {
        return of(stream, otherDevpath, otherSubsystem);
    }

    // events

    void emit(String action) {
        emit(action, ImmutableMap.of());
    }

    void change(String variable, String value) {
        change(ImmutableMap.of(variable, value));
    }

    void change(ImmutableMap<String, String> ofEvent) {
        emit("change", ofEvent);
    }

    /** What belongs to the event comes before what belongs to the object; an unbind event has no MODALIAS. */
    private void emit(String action, ImmutableMap<String, String> ofEvent) {
        if (subsystem.equals(NO_SUBSYSTEM)) {
            return;
        }
        ImmutableMap.Builder<String, String> all =
                ImmutableMap.<String, String>builder().putAll(ofEvent);
        variables.get().forEach((name, value) -> {
            if (!(action.equals("unbind") && name.equals("MODALIAS"))) {
                all.put(name, value);
            }
        });
        stream.emit(action, devpath, subsystem, all.buildOrThrow());
    }

    // the uevent attribute

    static String lines(ImmutableMap<String, String> variables) {
        return variables.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** Asks for a synthetic event: an action, and then perhaps a UUID and variables for it. */
    private void store(String value) {
        char last = value.charAt(value.length() - 1);
        String request = last == '\n' || last == '\0' ? value.substring(0, value.length() - 1) : value;
        if (!REQUEST.matcher(request).matches()) {
            throw new KernelRefusal(Errno.EINVAL);
        }
        List<String> words = Splitter.on(' ').splitToList(request);
        ImmutableMap.Builder<String, String> synthetic = ImmutableMap.builder();
        synthetic.put("SYNTH_UUID", words.size() > 1 ? words.get(1) : "0");
        words.stream().skip(2).forEach(word -> {
            int equals = word.indexOf('=');
            synthetic.put("SYNTH_ARG_" + word.substring(0, equals), word.substring(equals + 1));
        });
        emit(words.get(0), synthetic.buildKeepingLast());
    }
}
