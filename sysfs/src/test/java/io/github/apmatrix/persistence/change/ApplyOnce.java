package io.github.apmatrix.persistence.change;

import com.google.common.collect.ImmutableList;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;

/** A process of its own that replaces one file and makes another with the same content. */
final class ApplyOnce {
    private ApplyOnce() {}

    public static void main(String[] arguments) {
        FileTransaction.of(
                        Path.of(arguments[0]),
                        List.of(
                                FileChange.replace(Path.of(arguments[1]), arguments[2], arguments[3]),
                                FileChange.create(Path.of(arguments[4]), arguments[3])))
                .apply();
    }

    static int withUmask(String umask, Path root, Path replaced, String before, String after, Path made)
            throws IOException, InterruptedException {
        List<String> command = List.of(
                "sh",
                "-c",
                "umask " + umask + " && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-cp",
                Stream.of(ApplyOnce.class, FileTransaction.class, ImmutableList.class, Logger.class)
                        .map(ApplyOnce::whereItIs)
                        .collect(Collectors.joining(File.pathSeparator)),
                ApplyOnce.class.getName(),
                root.toString(),
                replaced.toString(),
                before,
                after,
                made.toString());
        Process process = new ProcessBuilder(command)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(command + " does not end");
        }
        return process.exitValue();
    }

    /** The jar or directory of a class, whether it came from the class path, the module path or a patch. */
    private static String whereItIs(Class<?> type) {
        String file = type.getName().replace('.', '/') + ".class";
        String url = String.valueOf(type.getResource("/" + file));
        String place = url.replaceFirst("^jar:", "").replaceFirst("!?/" + file + "$", "");
        return Path.of(URI.create(place)).toString();
    }
}
