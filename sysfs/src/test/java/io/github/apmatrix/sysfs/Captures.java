package io.github.apmatrix.sysfs;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The captures of real kernels that the tests use, by kernel release and host. */
final class Captures {
    private Captures() {}

    static Path file(String kernel, String host) {
        String name = "/captures/" + kernel + "/" + host + ".sysfs.gz";
        try {
            return Path.of(
                    requireNonNull(Captures.class.getResource(name), name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    static String text(String kernel, String host) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file(kernel, host)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Capture of(String kernel, String host) {
        return Capture.parse(text(kernel, host));
    }

    static Sysfs sysfs(String kernel, String host) {
        return of(kernel, host).sysfs();
    }
}
