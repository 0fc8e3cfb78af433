package io.github.apmatrix.testkit;

import com.google.common.base.Splitter;
import com.google.common.collect.Maps;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.MdevAttribute;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.testkit.ToolHost.Claim;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The checks that mdevctl calls for vfio_ap devices: ap-check of s390-tools. Each returns what it prints if it refuses. */
final class SimulatedApCheck {
    private static final String AP_CONFIG = "ap_config";

    private final ToolHost host;
    private final List<MediatedDeviceId> devices;

    SimulatedApCheck(ToolHost host, List<MediatedDeviceId> devices) {
        this.host = host;
        this.devices = devices;
    }

    static String file(MediatedDeviceId id) {
        return ToolHost.DEFINITIONS + "/" + id;
    }

    Optional<MdevDefinition> definition(MediatedDeviceId id) {
        return host.text(file(id)).map(text -> MdevDefinition.parse(new Document(file(id), text)));
    }

    Map<MediatedDeviceId, MdevDefinition> autostartedDefinitions() {
        Map<MediatedDeviceId, MdevDefinition> defined = new TreeMap<>();
        devices.forEach(id -> definition(id)
                .filter(definition -> definition.start() == MdevDefinition.Start.AUTO)
                .ifPresent(definition -> defined.put(id, definition)));
        return defined;
    }

    Map<MediatedDeviceId, Claim> autostarted() {
        return Maps.transformValues(
                autostartedDefinitions(), definition -> Config.of(definition).claim());
    }

    /** Definitions that are started by hand are not checked before. */
    Optional<String> checkDefinition(MediatedDeviceId id, MdevDefinition definition) {
        if (definition.start() == MdevDefinition.Start.MANUAL) {
            return Optional.empty();
        }
        StringBuilder problems = new StringBuilder();
        Claim claim = Config.of(definition).claim();
        autostarted().forEach((other, otherClaim) -> {
            if (!other.equals(id)) {
                otherClaim
                        .conflicts(claim)
                        .forEach(queue ->
                                problems.append("APQN " + queue + " is defined for autostart by " + other + "\n"));
            }
        });
        new Claim(host.persistentMask("apmask"), host.persistentMask("aqmask"))
                .conflicts(claim)
                .forEach(queue -> problems.append("APQN " + queue
                        + " is not defined for vfio_ap-passthrough use by the persistent ap bus mask settings\n"));
        return problems(problems);
    }

    Optional<String> checkStart(MediatedDeviceId id, MdevDefinition definition) {
        return host.isLoaded() ? checkActive(id, Config.of(definition)) : Optional.of("vfio_ap module is not loaded\n");
    }

    private Optional<String> checkActive(MediatedDeviceId id, Config config) {
        if (config.usage.isEmpty() && !config.control.isEmpty()) {
            return Optional.of("At least one usage domain must be specified\n");
        }
        StringBuilder problems = new StringBuilder();
        host.active().forEach((other, otherClaim) -> {
            if (!other.equals(id)) {
                otherClaim
                        .conflicts(config.claim())
                        .forEach(queue -> problems.append("APQN " + queue + " already in use by " + other + "\n"));
            }
        });
        new Claim(host.activeMask("apmask"), host.activeMask("aqmask"))
                .conflicts(config.claim())
                .forEach(queue -> problems.append("APQN " + queue
                        + " is not allowed for vfio_ap-passthrough use by the active ap bus mask settings\n"));
        return problems(problems);
    }

    private static Optional<String> problems(StringBuilder problems) {
        return Optional.of(problems.toString()).filter(text -> !text.isEmpty());
    }

    /** Here the check makes the change, too. */
    Optional<String> modifyLive(MediatedDeviceId id, MdevDefinition definition) {
        String file = ToolHost.device(id) + "/" + AP_CONFIG;
        try {
            host.read(file);
        } catch (KernelRefusal e) {
            return Optional.of("vfio-ap module does not support ap_config for live modification");
        }
        Config config = Config.of(definition);
        Optional<String> problems = checkActive(id, config);
        if (problems.isPresent()) {
            return problems;
        }
        Optional<Errno> refusal = host.set(file, config.text());
        return refusal.map(errno -> "Error writing to ap_config\n");
    }

    /** What ap-check reads from attributes: it passes over those that take something away. */
    private record Config(BitSet adapters, BitSet usage, BitSet control) {
        static Config of(MdevDefinition definition) {
            Config config = new Config(new BitSet(), new BitSet(), new BitSet());
            definition.attributes().list().forEach(config::add);
            return config;
        }

        private void add(MdevAttribute attribute) {
            switch (attribute.name()) {
                case "assign_adapter" -> adapters.set(Integer.decode(attribute.value()));
                case "assign_domain" -> usage.set(Integer.decode(attribute.value()));
                case "assign_control_domain" -> control.set(Integer.decode(attribute.value()));
                case AP_CONFIG -> {
                    List<String> masks = Splitter.on(',').splitToList(attribute.value());
                    replace(adapters, masks.get(0));
                    replace(usage, masks.get(1));
                    replace(control, masks.get(2));
                }
                default -> {}
            }
        }

        private static void replace(BitSet bits, String hex) {
            bits.clear();
            bits.or(ToolHost.bits(hex));
        }

        Claim claim() {
            return new Claim(adapters, usage);
        }

        String text() {
            return ToolHost.hex(adapters) + "," + ToolHost.hex(usage) + "," + ToolHost.hex(control) + "\n";
        }
    }
}
