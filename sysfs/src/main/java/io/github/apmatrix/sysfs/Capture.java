package io.github.apmatrix.sysfs;

import com.google.common.base.CharMatcher;
import com.google.common.base.Enums;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSortedMap;
import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.QuotedText;
import io.github.apmatrix.sysfs.FileStatus.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The AP part of a host's sysfs, recorded in a text: what a customer can send, and what tools and tests can read like a
 * live host.
 *
 * <p>The text has one entry a line, sorted by path; content and errors are kept, links are not followed:
 *
 * <pre>{@code
 * file 0444 /proc/cmdline "quiet ap.apmask=0xff\n"
 * dir /sys/bus/ap
 * file 0644 /sys/bus/ap/apmask "0xffff...\n"
 * file 0200 /sys/bus/ap/drivers_probe !EACCES
 * link /sys/bus/ap/devices/card00 => ../../../devices/ap/card00
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Capture {
    private static final String ROOT = "/sys";
    private static final String SYS = ROOT + "/";
    private static final String COMMAND_LINE = "/proc/cmdline";

    private final ImmutableSortedMap<SysfsPath, Entry> entries;
    private final Optional<String> commandLine;

    private Capture(Map<SysfsPath, Entry> entries, Optional<String> commandLine) {
        this.entries = ImmutableSortedMap.copyOf(entries);
        this.commandLine = commandLine;
    }

    /**
     * One recorded entry.
     *
     * @param status what stands there
     * @param content the content of a file or the target of a link; empty for a directory
     * @param errno why a file could not be read; {@link Errno#UNKNOWN} if it could
     */
    record Entry(FileStatus status, String content, Errno errno) {
        static final Entry DIRECTORY = new Entry(new FileStatus(Kind.DIRECTORY, 0755), "", Errno.UNKNOWN);

        static Entry link(String target) {
            return new Entry(new FileStatus(Kind.LINK, 0777), target, Errno.UNKNOWN);
        }
    }

    /**
     * Reads a capture from a file.
     *
     * @param file the file; compressed if its name ends with {@code .gz}
     * @return the capture
     * @throws IOException if the file cannot be read
     * @throws ApFormatException if it is not a capture
     */
    public static Capture read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                InputStream plain = isCompressed(file) ? new GZIPInputStream(in) : in) {
            return parse(new String(plain.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static boolean isCompressed(Path file) {
        return file.toString().endsWith(".gz");
    }

    /**
     * Returns the capture of a text.
     *
     * @param text the lines, see above
     * @return the capture
     * @throws ApFormatException if a line is not an entry, or a path comes twice; the message has the line
     */
    public static Capture parse(String text) {
        TreeMap<SysfsPath, Entry> entries = new TreeMap<>();
        Optional<String> commandLine = Optional.empty();
        int number = 0;
        for (String line : Splitter.on('\n').split(CharMatcher.is('\n').trimTrailingFrom(text))) {
            Parsed parsed = Parsed.of(++number, line);
            boolean isCommandLine = parsed.path.equals(COMMAND_LINE);
            if (isCommandLine ? commandLine.isPresent() : entries.put(parsed.sysfsPath(), parsed.entry) != null) {
                throw parsed.malformed(0, "a path that was there already");
            } else if (isCommandLine) {
                commandLine = Optional.of(parsed.readableContent());
            }
        }
        return new Capture(entries, commandLine);
    }

    /**
     * Records a sysfs: the AP bus, its cards and queues, vfio_ap and its mediated devices. Nothing is written.
     *
     * @param sysfs the sysfs to record
     * @return the capture, without a command line
     */
    public static Capture record(Sysfs sysfs) {
        return new Capture(new Recorder(sysfs).record(), Optional.empty());
    }

    /**
     * Returns this capture with a kernel command line.
     *
     * @param newCommandLine the content of {@code /proc/cmdline}
     * @return the capture
     */
    public Capture withCommandLine(String newCommandLine) {
        return new Capture(entries, Optional.of(newCommandLine));
    }

    /**
     * Writes this capture to a file.
     *
     * @param file the file; compressed if its name ends with {@code .gz}; replaced if it is there
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                OutputStream maybeCompressed = isCompressed(file) ? new GZIPOutputStream(out) : out) {
            maybeCompressed.write(toText().getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Unpacks the recorded host into files and links, so that it can be read with {@link FileSysfs}, or by any other
     * program. What could not be read when it was recorded becomes an empty file. Modes are kept where the file system
     * has them.
     *
     * @param directory where to put {@code bus}, {@code devices} and so on; made if it is not there
     * @throws IOException if something cannot be written, or is there already
     */
    public void unpack(Path directory) throws IOException {
        for (Map.Entry<SysfsPath, Entry> entry : entries.entrySet()) {
            Path path = directory.resolve(entry.getKey().toString());
            switch (entry.getValue().status().kind()) {
                case DIRECTORY -> Files.createDirectories(path);
                case LINK ->
                    Files.createSymbolicLink(path, Path.of(entry.getValue().content()));
                default -> unpackFile(path, entry.getValue());
            }
        }
    }

    private static void unpackFile(Path path, Entry file) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.content(), StandardOpenOption.CREATE_NEW);
        if (Files.getFileStore(path).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(path, file.status().permissions());
        }
    }

    /**
     * Returns the kernel command line of the host.
     *
     * @return the content of {@code /proc/cmdline} with its newline, or empty if it was not recorded
     */
    public Optional<String> commandLine() {
        return commandLine;
    }

    /**
     * Returns the recorded host as a sysfs that can only be read: every write is refused with EROFS, and a file that
     * could not be read when it was recorded gives the same error again.
     *
     * @return the sysfs
     */
    public Sysfs sysfs() {
        return new CaptureSysfs(entries);
    }

    /**
     * Returns the text of this capture.
     *
     * @return one entry a line, sorted by path; {@link #parse} reads it
     */
    public String toText() {
        StringBuilder text = new StringBuilder();
        commandLine.ifPresent(content -> text.append("file 0444 ")
                .append(COMMAND_LINE)
                .append(' ')
                .append(QuotedText.quote(content))
                .append('\n'));
        entries.forEach((path, entry) -> text.append(line(path.parts().isEmpty() ? ROOT : SYS + path, entry))
                .append('\n'));
        return text.toString();
    }

    private static String line(String path, Entry entry) {
        return switch (entry.status().kind()) {
            case DIRECTORY -> "dir " + path;
            case LINK -> "link " + path + " => " + entry.content();
            default ->
                String.format("file %04o %s ", entry.status().mode(), path)
                        + (entry.errno() == Errno.UNKNOWN ? QuotedText.quote(entry.content()) : "!" + entry.errno());
        };
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Capture other
                && entries.equals(other.entries)
                && commandLine.equals(other.commandLine);
    }

    @Override
    public int hashCode() {
        return Objects.hash(entries, commandLine);
    }

    /** Returns how many entries there are. */
    @Override
    public String toString() {
        return "Capture[" + entries.size() + " entries]";
    }

    /** One line, taken apart. */
    private record Parsed(int number, String line, String path, Entry entry) {
        static Parsed of(int number, String line) {
            List<String> words = Splitter.on(' ').limit(4).splitToList(line);
            String kind = words.get(0);
            if (kind.equals("dir") && words.size() == 2) {
                return new Parsed(number, line, words.get(1), Entry.DIRECTORY);
            } else if (kind.equals("link") && words.size() == 4 && words.get(2).equals("=>")) {
                return new Parsed(number, line, words.get(1), Entry.link(words.get(3)));
            } else if (kind.equals("file") && words.size() == 4) {
                return new Parsed(number, line, words.get(2), file(number, line, words.get(1), words.get(3)));
            }
            throw malformed(number, line, 0, "no dir, link or file with its parts");
        }

        private static Entry file(int number, String line, String mode, String content) {
            if (!mode.matches("0[0-7]{3}")) {
                throw malformed(number, line, "file ".length(), "no mode of four octal digits");
            }
            FileStatus status = new FileStatus(Kind.FILE, Integer.parseInt(mode, 8));
            int start = line.length() - content.length();
            if (content.startsWith("!")) {
                Errno errno =
                        Enums.getIfPresent(Errno.class, content.substring(1)).or(Errno.UNKNOWN);
                if (errno == Errno.UNKNOWN) {
                    throw malformed(number, line, start, "an error that is not known");
                }
                return new Entry(status, "", errno);
            }
            try {
                return new Entry(status, QuotedText.unquote(content), Errno.UNKNOWN);
            } catch (ApFormatException e) {
                throw malformed(number, line, start + e.errorIndex(), "content that is not well quoted");
            }
        }

        String readableContent() {
            if (entry.status().kind() != Kind.FILE || entry.errno() != Errno.UNKNOWN) {
                throw malformed(0, "a command line without content");
            }
            return entry.content();
        }

        SysfsPath sysfsPath() {
            if (path.equals(ROOT)) {
                return SysfsPath.root();
            } else if (!path.startsWith(SYS)) {
                throw malformed(line.indexOf(path), "a path that is not below /sys");
            }
            try {
                return SysfsPath.of(path.substring(SYS.length()));
            } catch (IllegalArgumentException e) {
                throw malformed(line.indexOf(path), "a path with an odd part");
            }
        }

        ApFormatException malformed(int index, String problem) {
            return malformed(number, line, index, problem);
        }

        private static ApFormatException malformed(int number, String line, int index, String problem) {
            return ApFormatException.malformed("a capture (line " + number + ")", line, index, problem);
        }
    }
}
