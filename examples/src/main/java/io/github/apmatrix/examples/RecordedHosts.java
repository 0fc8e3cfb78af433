package io.github.apmatrix.examples;

import io.github.apmatrix.sysfs.Capture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** The hosts that come with the programs: recorded from Linux 6.12. */
final class RecordedHosts {
    private RecordedHosts() {}

    /** Twelve adapters with 16 domains, nine devices, and some trouble. */
    static Capture production() {
        return read("production.sysfs.gz");
    }

    /** Three adapters with four domains, and a device. */
    static Capture scenario() {
        return read("scenario.sysfs.gz");
    }

    private static Capture read(String name) {
        InputStream resource = Objects.requireNonNull(RecordedHosts.class.getResourceAsStream(name), name);
        try (InputStream plain = new GZIPInputStream(resource)) {
            return Capture.parse(new String(plain.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
