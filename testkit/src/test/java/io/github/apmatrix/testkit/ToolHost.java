package io.github.apmatrix.testkit;

import com.google.common.base.Splitter;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.sysfs.SysfsException;
import io.github.apmatrix.sysfs.SysfsPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What simulated tools work on: the files below a root and the attributes of a simulated kernel. */
final class ToolHost {
    static final String RULES = "etc/udev/rules.d/41-ap.rules";
    static final String DEFINITIONS = "etc/mdevctl.d/matrix";

    private static final String AP_CHECK = "usr/lib/mdevctl/scripts.d/callouts/ap-check";
    private static final String DEVICES = "devices/vfio_ap/matrix";
    private static final Pattern UUID = Pattern.compile("\\w{8}(-\\w{4}){3}-\\w{12}");
    private static final int DIGITS = 64;
    private static final int HEX = 16;

    private final Path root;
    private final SimulatedKernel kernel;

    /** Makes the directories that the tools' packages bring along. */
    ToolHost(Path root, SimulatedKernel kernel) {
        this.root = root;
        this.kernel = kernel;
        try {
            Files.createDirectories(root.resolve(DEFINITIONS));
            Files.createDirectories(root.resolve(RULES).getParent());
            Files.createDirectories(root.resolve("etc/modules-load.d"));
            Files.createDirectories(root.resolve(AP_CHECK).getParent());
            Files.writeString(root.resolve(AP_CHECK), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SimulatedKernel kernel() {
        return kernel;
    }

    // files

    Optional<String> text(String file) {
        try {
            return Files.exists(root.resolve(file))
                    ? Optional.of(Files.readString(root.resolve(file)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String file, String text) {
        try {
            Files.writeString(root.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String file) {
        try {
            Files.delete(root.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a mask of the udev rule; where it has none, the tools take the active one. */
    BitSet persistentMask(String name) {
        return ruleMask(name).orElseGet(() -> activeMask(name));
    }

    Optional<BitSet> ruleMask(String name) {
        Matcher line = Pattern.compile("(?m)^ATTR\\{[^}]*" + name + "}=\"(\\w+)\"")
                .matcher(text(RULES).orElse(""));
        return line.find() ? Optional.of(bits(line.group(1))) : Optional.empty();
    }

    // sysfs

    BitSet activeMask(String name) {
        return bits(read("bus/ap/" + name).strip());
    }

    String read(String path) {
        return kernel.systemCalls().read("/sys/" + path);
    }

    /** Returns why the kernel refuses, if it does. */
    Optional<Errno> set(String path, String value) {
        try {
            kernel.sysfs().write(SysfsPath.of(path), value);
            return Optional.empty();
        } catch (SysfsException e) {
            return Optional.of(e.errno());
        }
    }

    static String device(MediatedDeviceId id) {
        return DEVICES + "/" + id;
    }

    boolean isLoaded() {
        try {
            kernel.systemCalls().list("/sys/" + DEVICES);
            return true;
        } catch (KernelRefusal e) {
            return false;
        }
    }

    /** Returns what the files named matrix of the devices show. */
    Map<MediatedDeviceId, Claim> active() {
        Map<MediatedDeviceId, Claim> devices = new TreeMap<>();
        if (isLoaded()) {
            kernel.systemCalls().list("/sys/" + DEVICES).stream()
                    .filter(name -> UUID.matcher(name).matches())
                    .map(MediatedDeviceId::parse)
                    .forEach(id -> devices.put(id, matrix(id)));
        }
        return devices;
    }

    /** The tools find nothing of a device that lost its driver. */
    private Claim matrix(MediatedDeviceId id) {
        Claim claim = new Claim(new BitSet(), new BitSet());
        try {
            for (String line : Splitter.on('\n').omitEmptyStrings().split(read(device(id) + "/matrix"))) {
                int point = line.indexOf('.');
                set(claim.adapters(), line.substring(0, point));
                set(claim.domains(), line.substring(point + 1));
            }
        } catch (KernelRefusal e) {
            return new Claim(new BitSet(), new BitSet());
        }
        return claim;
    }

    private static void set(BitSet bits, String hex) {
        if (!hex.isEmpty()) {
            bits.set(Integer.parseInt(hex, HEX));
        }
    }

    static BitSet bits(String hex) {
        BitSet bits = new BitSet();
        for (int bit = 0; bit < DIGITS * 4; bit++) {
            int digit = Character.digit(hex.charAt(2 + bit / 4), HEX);
            bits.set(bit, (digit & (8 >> bit % 4)) != 0);
        }
        return bits;
    }

    static String hex(BitSet bits) {
        StringBuilder hex = new StringBuilder("0x");
        for (int digit = 0; digit < DIGITS; digit++) {
            int value = 0;
            for (int bit = 0; bit < 4; bit++) {
                value = 2 * value + (bits.get(4 * digit + bit) ? 1 : 0);
            }
            hex.append(Character.forDigit(value, HEX));
        }
        return hex.toString();
    }

    /** Adapters and domains that belong together. */
    record Claim(BitSet adapters, BitSet domains) {
        /** Returns the common queues as the tools print them, in decimal. */
        Iterable<String> conflicts(Claim other) {
            return () -> adapters.stream()
                    .filter(other.adapters::get)
                    .boxed()
                    .flatMap(adapter ->
                            domains.stream().filter(other.domains::get).mapToObj(domain -> adapter + "." + domain))
                    .iterator();
        }
    }
}
