package io.github.apmatrix.testkit;

import com.google.common.base.Splitter;
import io.github.apmatrix.sysfs.Errno;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What acts when a simulated machine boots with the files of a root directory: the kernel with its parameters, the list of
 * modules, udev with the rule of chzdev, and mdevctl. Reads the files by itself, with nothing of the library.
 */
final class BootModel {
    private static final Pattern PARAMETER = Pattern.compile("\\bap\\.(apmask|aqmask)=(\\S+)");
    private static final Pattern RULE = Pattern.compile("ATTR\\{\\.\\./\\.\\./(bus/ap/ap?q?mask)}=\"(\\w+)\"");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\{\\s*\"(\\w+)\":\\s*\"([^\"]*)\"\\s*}");

    private final Path root;
    private final SimulatedKernel kernel;
    private boolean ruleHasActed;

    private BootModel(Path root, SimulatedKernel kernel) {
        this.root = root;
        this.kernel = kernel;
    }

    /** Boots the machine of a kernel anew. */
    static SimulatedKernel boot(SimulatedKernel before, Path root) {
        SimulatedKernel.Builder builder = before.reboot();
        PARAMETER
                .matcher(text("proc/cmdline", root))
                .results()
                .forEach(parameter -> builder.apParameter(parameter.group(1), parameter.group(2)));
        BootModel boot = new BootModel(root, builder.build());
        boot.run();
        return boot.kernel;
    }

    private void run() {
        if (files("etc/modules-load.d").anyMatch(file -> text(file).contains("vfio_ap"))) {
            loadVfioAp();
        }
        triggerRule();
    }

    /** The rule acts once, on the event that says for the first time that every queue has a driver. */
    private void triggerRule() {
        boolean complete = kernel.uevents().events().stream()
                .map(Uevent::variables)
                .anyMatch(variables -> variables
                        .entrySet()
                        .containsAll(Map.of("BINDINGS", "complete", "COMPLETECOUNT", "1")
                                .entrySet()));
        String rule = text("etc/udev/rules.d/41-ap.rules", root);
        if (!complete || ruleHasActed || rule.isEmpty()) {
            return;
        }
        ruleHasActed = true;
        for (String line : Splitter.on('\n').split(rule)) {
            Matcher mask = RULE.matcher(line);
            if (mask.lookingAt()) {
                write(mask.group(1), mask.group(2));
            } else if (line.contains("kmod load vfio_ap")) {
                loadVfioAp();
            }
        }
    }

    private void loadVfioAp() {
        boolean isLoaded = kernel.uevents().events().stream()
                .anyMatch(event -> "registered".equals(event.variables().get("MDEV_STATE")));
        if (!isLoaded) {
            kernel.loadVfioAp();
            startDevices();
        }
    }

    /** A single definition that is no JSON keeps mdevctl from starting any. */
    private void startDevices() {
        List<Path> definitions = files("etc/mdevctl.d/matrix").toList();
        if (definitions.stream().allMatch(file -> text(file).endsWith("}"))) {
            definitions.stream()
                    .filter(file -> text(file).contains("\"start\": \"auto\""))
                    .forEach(this::start);
        }
    }

    private void start(Path definition) {
        String id = String.valueOf(definition.getFileName());
        write(Console.TYPE + "/create", id);
        for (Matcher attribute = ATTRIBUTE.matcher(text(definition)); attribute.find(); ) {
            if (!write("devices/vfio_ap/matrix/" + id + "/" + attribute.group(1), attribute.group(2))) {
                write("devices/vfio_ap/matrix/" + id + "/remove", "1");
                return;
            }
        }
    }

    private boolean write(String path, String value) {
        try {
            kernel.systemCalls().write("/sys/" + path, value);
            return true;
        } catch (KernelRefusal e) {
            if (e.errno() == Errno.EINVAL) {
                throw e; // nothing here is malformed
            }
            return false;
        }
    }

    private Stream<Path> files(String directory) {
        try (Stream<Path> files = Files.list(root.resolve(directory))) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            return Stream.of();
        }
    }

    private static String text(String file, Path root) {
        return Files.exists(root.resolve(file)) ? text(root.resolve(file)) : "";
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
