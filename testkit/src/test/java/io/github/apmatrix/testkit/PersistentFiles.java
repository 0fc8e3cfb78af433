package io.github.apmatrix.testkit;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.boot.BootMasks;
import io.github.apmatrix.persistence.boot.ModulesLoad;
import io.github.apmatrix.persistence.chzdev.ApRules;
import io.github.apmatrix.persistence.chzdev.MaskSettings;
import io.github.apmatrix.persistence.document.MdevAttributes;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random files of a host that decide about its next boot, for the machine of most recorded traces. */
record PersistentFiles(
        Optional<HostMasks> parameters,
        boolean listsModule,
        Optional<MaskSettings> rule,
        Map<MediatedDeviceId, MdevDefinition> definitions) {

    /** Gives a directory with these files to a test, and deletes it. */
    void inDirectory(Consumer<Path> test) {
        try {
            Path root = Files.createTempDirectory("root");
            try {
                write(root);
                test.accept(root);
            } finally {
                MoreFiles.deleteRecursively(root, RecursiveDeleteOption.ALLOW_INSECURE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Path root) throws IOException {
        write(
                root,
                "proc/cmdline",
                "root=/dev/dasda1 " + parameters.map(BootMasks::parameters).orElse("") + "\n");
        if (listsModule) {
            write(root, "etc/modules-load.d/ours.conf", ModulesLoad.vfioAp().toText());
        }
        Optional<String> rules = rule.map(ApRules::of).flatMap(ApRules::toText);
        if (rules.isPresent()) {
            write(root, "etc/udev/rules.d/41-ap.rules", rules.orElseThrow());
        }
        for (Map.Entry<MediatedDeviceId, MdevDefinition> definition : definitions.entrySet()) {
            write(
                    root,
                    "etc/mdevctl.d/matrix/" + definition.getKey(),
                    definition.getValue().toText());
        }
    }

    private static void write(Path root, String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    static Arbitrary<PersistentFiles> any() {
        Arbitrary<HostMasks> masks = Combinators.combine(cleared(), cleared())
                .as((apmask, aqmask) -> new HostMasks(AdapterSet.of(apmask), DomainSet.of(aqmask)));
        Arbitrary<MaskSettings> settings = Combinators.combine(
                        masks,
                        Arbitraries.frequency(Tuple.of(4, true), Tuple.of(1, false)),
                        Arbitraries.of(true, false))
                .as((both, complete, first) -> complete
                        ? MaskSettings.of(both)
                        : new MaskSettings(
                                Optional.of(both.apmask()).filter(mask -> first),
                                Optional.of(both.aqmask()).filter(mask -> !first)));
        return Combinators.combine(
                        masks.optional(0.2),
                        Arbitraries.frequency(Tuple.of(1, true), Tuple.of(4, false)),
                        settings.optional(0.6),
                        Arbitraries.maps(Arbitraries.of(devices()), definition())
                                .ofMaxSize(3))
                .as(PersistentFiles::new);
    }

    private static MediatedDeviceId[] devices() {
        return new MediatedDeviceId[] {
            Console.A, Console.B, MediatedDeviceId.parse("11111111-2222-4333-8444-555555555555")
        };
    }

    private static Arbitrary<ApMask> cleared() {
        return Arbitraries.of(0, 1, 2, 4, 0x0a)
                .set()
                .ofMaxSize(2)
                .map(bits ->
                        ApMask.of(bits.stream().mapToInt(Integer::intValue)).complement());
    }

    private static Arbitrary<MdevDefinition> definition() {
        Arbitrary<int[]> adapters = numbers(0, 0x0a, 0xfe);
        Arbitrary<int[]> domains = numbers(1, 2, 4);
        return Combinators.combine(adapters, domains, domains, Arbitraries.of(MdevDefinition.Start.class))
                .as((adapterNumbers, usage, control, start) -> MdevDefinition.of(
                        start,
                        MdevAttributes.of(ApConfig.of(AdapterSet.adapters(adapterNumbers), DomainSet.domains(usage))
                                .withControlDomains(DomainSet.domains(control)))));
    }

    private static Arbitrary<int[]> numbers(Integer... numbers) {
        return Arbitraries.of(numbers)
                .set()
                .ofMaxSize(2)
                .map(set -> set.stream().mapToInt(Integer::intValue).toArray());
    }
}
