package io.github.apmatrix.sysfs;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and writes attributes as values: strips the newline, and names the attribute when its content is wrong. */
final class Attributes {
    private static final Logger LOG = LoggerFactory.getLogger(Attributes.class);

    private static final Splitter WORDS = Splitter.on(' ').omitEmptyStrings();

    private final Sysfs sysfs;

    Attributes(Sysfs sysfs) {
        this.sysfs = sysfs;
    }

    Sysfs sysfs() {
        return sysfs;
    }

    String text(SysfsPath path) {
        return withoutNewline(sysfs.read(path));
    }

    <T> T value(SysfsPath path, Function<String, T> parser) {
        String content = sysfs.read(path);
        try {
            return parser.apply(withoutNewline(content));
        } catch (IllegalArgumentException e) {
            throw new UnreadableContentException(path, content, e);
        }
    }

    boolean flag(SysfsPath path) {
        return value(path, Attributes::parseFlag);
    }

    /** Returns the value, or empty if the attribute is not there. Other refusals are not swallowed. */
    <T> Optional<T> ifPresent(SysfsPath path, Function<String, T> parser) {
        try {
            return Optional.of(value(path, parser));
        } catch (AttributeMissingException e) {
            return Optional.empty();
        }
    }

    /** Returns the value, or empty whatever the reason. */
    <T> Optional<T> tryValue(SysfsPath path, Function<String, T> parser) {
        return attempt(() -> value(path, parser));
    }

    /** Does some reading whose refusal means "absent": for snapshots, which never fail as a whole. */
    static <T> Optional<T> attempt(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (SysfsException e) {
            LOG.debug("left out: {}", e.getMessage());
            return Optional.empty();
        }
    }

    OptionalInt tryInt(SysfsPath path) {
        return tryValue(path, Integer::parseInt).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    OptionalLong longIfPresent(SysfsPath path) {
        return ifPresent(path, Long::parseLong).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    /** Returns the last part of a link's target: the name of a driver, a bus, a type. */
    String linkName(SysfsPath link) {
        String target = sysfs.readLink(link);
        return target.substring(target.lastIndexOf('/') + 1);
    }

    /** Returns the words of a blank-separated list, or empty if the attribute is not there. */
    Optional<ImmutableSet<String>> wordsIfPresent(SysfsPath path) {
        return ifPresent(path, text -> ImmutableSet.copyOf(WORDS.split(text)));
    }

    boolean isPresent(SysfsPath path) {
        return sysfs.stat(path).isPresent();
    }

    void write(SysfsPath path, Object value) {
        sysfs.write(path, value.toString());
    }

    static boolean parseFlag(String text) {
        return switch (text) {
            case "0" -> false;
            case "1" -> true;
            default -> throw new IllegalArgumentException("neither 0 nor 1");
        };
    }

    private static String withoutNewline(String content) {
        return content.endsWith("\n") ? content.substring(0, content.length() - 1) : content;
    }
}
