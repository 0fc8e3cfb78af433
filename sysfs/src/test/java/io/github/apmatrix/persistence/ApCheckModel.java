package io.github.apmatrix.persistence;

import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What ap-check and chzdev find when they check one definition after the other, written after the behaviour of s390-tools with
 * nothing of the library but the files: numbers as they read them, one queue at a time.
 */
final class ApCheckModel {
    private static final int BITS = 256;

    private final Map<MediatedDeviceId, Read> definitions = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();

    /** A conflict: of a device with another one, with the masks, or (without queue) of its control domains. */
    record Finding(MediatedDeviceId device, Optional<MediatedDeviceId> other, int adapter, int domain) {
        boolean isOfControlDomains() {
            return adapter < 0;
        }
    }

    /** The JSON as the tools read it. Keys that take something away are not known to them. */
    private record Read(boolean automatic, Set<Integer> adapters, Set<Integer> domains, Set<Integer> control) {
        static Read of(MdevDefinition definition) {
            Read read = new Read(
                    definition.start() == MdevDefinition.Start.AUTO, new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
            definition.attributes().list().forEach(attribute -> read.take(attribute.name(), attribute.value()));
            return read;
        }

        private void take(String key, String value) {
            switch (key) {
                case "assign_adapter" -> adapters.add(Integer.decode(value));
                case "assign_domain" -> domains.add(Integer.decode(value));
                case "assign_control_domain" -> control.add(Integer.decode(value));
                case "ap_config" -> {
                    String[] masks = value.split(",", -1);
                    replace(adapters, masks[0]);
                    replace(domains, masks[1]);
                    replace(control, masks[2]);
                }
                default -> {}
            }
        }
    }

    private static void replace(Set<Integer> numbers, String hex) {
        numbers.clear();
        for (int bit = 0; bit < BITS; bit++) {
            int digit = Character.digit(hex.charAt(2 + bit / 4), 16);
            if ((digit & (8 >> bit % 4)) != 0) {
                numbers.add(bit);
            }
        }
    }

    private ApCheckModel(PersistentHost host) {
        host.definitions().forEach((id, definition) -> definitions.put(id, Read.of(definition)));
    }

    static List<Finding> check(PersistentHost host, HostMasks active) {
        ApCheckModel model = new ApCheckModel(host);
        Set<Integer> apmask = new TreeSet<>();
        Set<Integer> aqmask = new TreeSet<>();
        // a mask that the rule does not have is that of sysfs
        replace(
                apmask,
                host.rules()
                        .flatMap(rules -> rules.masks().apmask())
                        .orElse(active.apmask())
                        .mask()
                        .toHex());
        replace(
                aqmask,
                host.rules()
                        .flatMap(rules -> rules.masks().aqmask())
                        .orElse(active.aqmask())
                        .mask()
                        .toHex());
        model.definitions.forEach((id, read) -> model.check(id, read, apmask, aqmask));
        return model.findings;
    }

    private void check(MediatedDeviceId id, Read read, Set<Integer> apmask, Set<Integer> aqmask) {
        if (read.domains.isEmpty() && !read.control.isEmpty()) {
            findings.add(new Finding(id, Optional.empty(), -1, -1));
        }
        if (!read.automatic) {
            return;
        }
        definitions.forEach((otherId, other) -> {
            if (other.automatic && !otherId.equals(id)) {
                common(id, Optional.of(otherId), read, other.adapters, other.domains);
            }
        });
        common(id, Optional.empty(), read, apmask, aqmask);
    }

    private void common(
            MediatedDeviceId id,
            Optional<MediatedDeviceId> other,
            Read read,
            Set<Integer> adapters,
            Set<Integer> domains) {
        for (int adapter : read.adapters) {
            for (int domain : read.domains) {
                if (adapters.contains(adapter) && domains.contains(domain)) {
                    findings.add(new Finding(id, other, adapter, domain));
                }
            }
        }
    }
}
