package io.github.apmatrix.persistence;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.persistence.boot.BootMasks;
import io.github.apmatrix.persistence.chzdev.ApRules;
import io.github.apmatrix.persistence.chzdev.MaskSettings;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.MdevAttribute;
import io.github.apmatrix.persistence.document.MdevAttributes;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.Capture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Recorded hosts, and what is kept for their next boot. */
final class Hosts {
    /** The device of the recorded host {@code scenario}: adapters 00 and 0a, domain 001b, also to control. */
    static final MediatedDeviceId ID = MediatedDeviceId.parse("4b0518fd-9237-493f-93c8-c5597f8006a3");

    static final MediatedDeviceId OTHER = MediatedDeviceId.parse("62177883-f1bb-47f0-914d-32a22e3a8804");
    static final ApConfig SCENARIO = config(AdapterSet.adapters(0x00, 0x0a), DomainSet.domains(0x1b))
            .withControlDomains(DomainSet.domains(0x1b));
    static final HostMasks SCENARIO_MASKS =
            new HostMasks(AdapterSet.adapters(0x00, 0x0a).complement(), DomainSet.all());

    private Hosts() {}

    static HostSnapshot recorded(String kernel, String host) {
        try {
            return ApHost.at(Capture.read(Path.of("target/test-classes/captures", kernel, host + ".sysfs.gz"))
                            .sysfs())
                    .snapshot();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ApConfig config(AdapterSet adapters, DomainSet domains) {
        return ApConfig.of(adapters, domains);
    }

    static HostMasks without(AdapterSet adapters) {
        return new HostMasks(adapters.complement(), DomainSet.all());
    }

    static HostMasks without(DomainSet domains) {
        return new HostMasks(AdapterSet.all(), domains.complement());
    }

    static ApRules rule(HostMasks masks) {
        return ApRules.of(MaskSettings.of(masks));
    }

    static BootMasks parameters(HostMasks masks) {
        return commandLine(BootMasks.parameters(masks));
    }

    static BootMasks commandLine(String text) {
        return BootMasks.parse(new Document("/proc/cmdline", text));
    }

    static MdevDefinition automatic(ApConfig config) {
        return MdevDefinition.of(MdevDefinition.Start.AUTO, MdevAttributes.of(config));
    }

    static MdevDefinition manual(ApConfig config) {
        return automatic(config).withStart(MdevDefinition.Start.MANUAL);
    }

    /** A definition that starts automatically; each attribute is written {@code name=value}. */
    static MdevDefinition attributes(String... attributes) {
        return MdevDefinition.of(
                MdevDefinition.Start.AUTO,
                MdevAttributes.copyOf(Arrays.stream(attributes)
                        .map(attribute -> attribute.split("=", 2))
                        .map(parts -> new MdevAttribute(parts[0], parts[1]))
                        .toList()));
    }

    /** What brings back the recorded host {@code scenario}. */
    static PersistentHost scenario() {
        return PersistentHost.none().withRules(rule(SCENARIO_MASKS)).with(ID, automatic(SCENARIO));
    }

    static PersistentHost checked(PersistentHost host) {
        return new PersistentHost(
                host.rules(),
                host.boot(),
                host.earlyLoad(),
                host.blacklisting(),
                host.definitions(),
                true,
                host.problems());
    }

    static PersistentHost blacklisted(PersistentHost host, String by) {
        return new PersistentHost(
                host.rules(),
                host.boot(),
                host.earlyLoad(),
                Optional.of(by),
                host.definitions(),
                host.checksDefinitions(),
                host.problems());
    }

    static PersistentHost with(PersistentHost host, SourceProblem... problems) {
        return new PersistentHost(
                host.rules(),
                host.boot(),
                host.earlyLoad(),
                host.blacklisting(),
                host.definitions(),
                host.checksDefinitions(),
                ImmutableList.copyOf(problems));
    }
}
