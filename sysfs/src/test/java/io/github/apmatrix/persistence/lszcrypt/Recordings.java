package io.github.apmatrix.persistence.lszcrypt;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.samples.Samples;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.Capture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What lszcrypt of s390-tools 2.35 printed on recorded hosts, and the hosts themselves. */
final class Recordings {
    private static final ImmutableList<String> CONSOLES = ImmutableList.of(
            "6.1/production.tools.txt",
            "6.1/scenario.tools.txt",
            "6.12/production.tools.txt",
            "6.12/scenario.tools.txt",
            "7.3/production.tools.txt",
            "7.3/scenario.tools.txt",
            "tools-6.1/lszcrypt.txt",
            "tools-6.1/chzcrypt.txt",
            "tools-6.1/chzdev-lszdev.txt",
            "tools-6.1/mdevctl.txt");

    private Recordings() {}

    /** Kernel and host for each host with a recorded listing; a method source. */
    static Stream<Arguments> hosts() {
        return Stream.of("6.1", "6.12", "7.3")
                .flatMap(kernel -> Stream.of("production", "scenario").map(host -> Arguments.of(kernel, host)));
    }

    static HostSnapshot snapshot(String kernel, String host) {
        String name = "/captures/" + kernel + "/" + host + ".sysfs.gz";
        try {
            Path file = Path.of(
                    requireNonNull(Recordings.class.getResource(name), name).toURI());
            return ApHost.at(Capture.read(file).sysfs()).snapshot();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    static Document verbose(String kernel, String host) {
        return Samples.captured(kernel + "/" + host + ".lszcrypt-V.txt");
    }

    static Document output(String kernel, String host, String command) {
        return Samples.commands(kernel + "/" + host + ".tools.txt")
                .filter(output -> output.name().endsWith("$ " + command))
                .findFirst()
                .orElseThrow();
    }

    /** The outputs of all commands that ended with lszcrypt and some options. */
    static Stream<Document> allOutputs(String options) {
        return CONSOLES.stream()
                .flatMap(Samples::commands)
                .filter(output -> output.name().matches(".*\\$ (.*; )?lszcrypt" + options));
    }
}
