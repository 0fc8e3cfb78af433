package io.github.apmatrix.testkit;

import com.google.common.base.Splitter;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.command.CommandResult;
import io.github.apmatrix.persistence.command.HostCommand;
import io.github.apmatrix.testkit.ToolHost.Claim;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** {@code chzdev --type ap} on a simulated host: what s390-tools do with masks. */
final class SimulatedChzdev {
    private static final String CONFIGURED = "ap device type configured\n";
    private static final int NOTHING_TO_REMOVE = 7;
    private static final int CONFLICT = 9;
    private static final int LAST = 255;

    private final ToolHost host;
    private final SimulatedApCheck definitions;
    private final boolean firesOnAdd;

    /** Before 2.40 the rule had a line less. */
    SimulatedChzdev(ToolHost host, SimulatedApCheck definitions, boolean firesOnAdd) {
        this.host = host;
        this.definitions = definitions;
        this.firesOnAdd = firesOnAdd;
    }

    CommandResult run(HostCommand command) {
        List<String> options = command.arguments();
        if (options.contains("-R")) {
            return remove();
        }
        boolean active = !options.contains("-p");
        boolean persistent = !options.contains("-a");
        StringBuilder conflicts = new StringBuilder();
        Map<String, BitSet> newActive = new LinkedHashMap<>();
        Map<String, BitSet> newPersistent = new LinkedHashMap<>();
        for (String mask : List.of("apmask", "aqmask")) {
            Optional<String> value = options.stream()
                    .filter(option -> option.startsWith(mask + "="))
                    .map(option -> option.substring(mask.length() + 1))
                    .findFirst();
            newActive.put(mask, changed(host.activeMask(mask), value));
            newPersistent.put(mask, changed(host.persistentMask(mask), value));
        }
        if (active) {
            conflicts.append(conflicts(newActive, activeMasks(), host.active(), "%s conflicts with mdev"));
        }
        if (persistent) {
            conflicts.append(conflicts(
                    newPersistent,
                    persistentMasks(),
                    definitions.autostarted(),
                    "persistent %s conflicts with defined autostart mdev"));
        }
        if (conflicts.length() > 0) {
            return CommandResult.of(
                    CONFLICT, "", conflicts + "ap device type configure failed\n    Error: Invalid configuration\n");
        }
        if (active) {
            // nobody looks whether the kernel takes it
            newActive.forEach((mask, bits) -> host.set("bus/ap/" + mask, ToolHost.hex(bits)));
        }
        if (persistent) {
            newPersistent
                    .keySet()
                    .removeIf(mask -> options.stream().noneMatch(option -> option.startsWith(mask))
                            && host.ruleMask(mask).isEmpty());
            writeRule(newPersistent);
        }
        return CommandResult.success(CONFIGURED);
    }

    private CommandResult remove() {
        if (host.text(ToolHost.RULES).isEmpty()) {
            return CommandResult.of(
                    NOTHING_TO_REMOVE, "", "ap device type configure failed\n    Error: No removable settings found\n");
        }
        host.delete(ToolHost.RULES);
        return CommandResult.success(CONFIGURED);
    }

    private Map<String, BitSet> activeMasks() {
        return Map.of("apmask", host.activeMask("apmask"), "aqmask", host.activeMask("aqmask"));
    }

    private Map<String, BitSet> persistentMasks() {
        return Map.of("apmask", host.persistentMask("apmask"), "aqmask", host.persistentMask("aqmask"));
    }

    /** Only what becomes the host's is compared, with the other mask as it will be. */
    private static String conflicts(
            Map<String, BitSet> after, Map<String, BitSet> before, Map<MediatedDeviceId, Claim> devices, String text) {
        StringBuilder conflicts = new StringBuilder();
        after.keySet().forEach(mask -> {
            BitSet added = (BitSet) mask(after, mask).clone();
            added.andNot(mask(before, mask));
            Claim taken = mask.equals("apmask")
                    ? new Claim(added, mask(after, "aqmask"))
                    : new Claim(mask(after, "apmask"), added);
            devices.forEach((id, device) -> taken.conflicts(device)
                    .forEach(queue ->
                            conflicts.append("chzdev: " + text.formatted(mask) + " " + id + " APQN " + queue + "\n")));
        });
        return conflicts.toString();
    }

    private static BitSet mask(Map<String, BitSet> masks, String name) {
        return Objects.requireNonNull(masks.get(name));
    }

    private void writeRule(Map<String, BitSet> masks) {
        StringBuilder rule = new StringBuilder("# Generated by chzdev\n");
        if (firesOnAdd) {
            rule.append("ACTION==\"add\", DEVPATH==\"/bus/ap\", ATTR{bindings_complete_count}!=\"0\","
                    + " GOTO=\"cfg_ap\"\n");
        }
        rule.append("ACTION==\"change\", SUBSYSTEM==\"ap\", DEVPATH==\"/devices/ap\", ENV{BINDINGS}==\"complete\","
                + " ENV{COMPLETECOUNT}==\"1\", GOTO=\"cfg_ap\"\nGOTO=\"end_ap\"\n\nLABEL=\"cfg_ap\"\n\n");
        masks.forEach((mask, bits) -> rule.append("ATTR{../../bus/ap/" + mask + "}=\"" + ToolHost.hex(bits) + "\"\n"));
        host.write(ToolHost.RULES, rule + "RUN{builtin}+=\"kmod load vfio_ap\"\n\nLABEL=\"end_ap\"\n");
    }

    private static BitSet changed(BitSet before, Optional<String> value) {
        BitSet bits = (BitSet) before.clone();
        value.ifPresent(text -> {
            boolean relative = "+-".indexOf(text.charAt(0)) >= 0;
            if (!relative) {
                bits.clear();
            }
            for (String item : Splitter.on(',').split(text)) {
                List<String> range = Splitter.on('-').splitToList(relative ? item.substring(1) : item);
                int first = Integer.decode(range.get(0));
                int last = range.size() > 1 ? Integer.decode(range.get(1)) : first;
                bits.set(first, Math.min(last, LAST) + 1, !relative || item.charAt(0) == '+');
            }
        });
        return bits;
    }
}
