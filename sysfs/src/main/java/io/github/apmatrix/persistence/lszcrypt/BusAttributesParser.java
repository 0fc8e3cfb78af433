package io.github.apmatrix.persistence.lszcrypt;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.lszcrypt.Lines.Line;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the lines of {@code lszcrypt -b} in their order. */
final class BusAttributesParser {
    private static final int HEX = 16;
    private static final Pattern FEATURES = Pattern.compile("features: ([A-Z0-9][A-Z0-9 ]*)");
    private static final Pattern DEFAULT_DOMAIN =
            Pattern.compile("ap_domain=(?:-1|0x([0-9a-f]{1,2}))(?: \\(([a-z ]+)\\))?");
    private static final Pattern MAX_DOMAIN = Pattern.compile("ap_max_domain_id=0x([0-9a-f]{1,2})");
    private static final Pattern INTERRUPTS = Pattern.compile("ap_interrupts are (enabled|disabled)");
    private static final Pattern CONFIG_TIME = Pattern.compile("config_time=([0-9]{1,9}) \\(seconds\\)");
    private static final Pattern POLL_THREAD = Pattern.compile("poll_thread is (enabled|disabled)");
    private static final Pattern POLL_TIMEOUT = Pattern.compile("poll_timeout=([0-9]{1,18}) \\(nanoseconds\\)");

    private final Lines lines;

    BusAttributesParser(Document document) {
        this.lines = new Lines(document);
    }

    BusAttributes parse() {
        ImmutableList<String> features = optional("features:", FEATURES)
                .map(match -> Splitter.on(' ').omitEmptyStrings().splitToList(match.group(1)))
                .map(ImmutableList::copyOf)
                .orElse(ImmutableList.of());
        Matcher domain = required("ap_domain", DEFAULT_DOMAIN);
        Matcher maxDomain = required("ap_max_domain_id", MAX_DOMAIN);
        Answer interrupts = optional("ap_interrupts", INTERRUPTS)
                .map(match -> Answer.of(isEnabled(match)))
                .orElse(Answer.NOT_KNOWN);
        Matcher configTime = required("config_time", CONFIG_TIME);
        Matcher pollThread = required("poll_thread", POLL_THREAD);
        Optional<Duration> pollTimeout =
                optional("poll_timeout", POLL_TIMEOUT).map(match -> Duration.ofNanos(Long.parseLong(match.group(1))));
        lines.next().ifPresent(line -> {
            throw line.malformed("no attribute of the bus, or at the wrong place");
        });
        return new BusAttributes(
                features,
                domain.group(1) == null ? -1 : Integer.parseInt(domain.group(1), HEX),
                Optional.ofNullable(domain.group(2)).orElse(""),
                DomainId.of(Integer.parseInt(maxDomain.group(1), HEX)),
                interrupts,
                Duration.ofSeconds(Long.parseLong(configTime.group(1))),
                isEnabled(pollThread),
                pollTimeout);
    }

    private static boolean isEnabled(Matcher match) {
        return match.group(1).equals("enabled");
    }

    private Optional<Matcher> optional(String name, Pattern form) {
        return lines.peek().filter(line -> line.text().startsWith(name)).map(line -> required(name, form));
    }

    private Matcher required(String name, Pattern form) {
        Line line = lines.next().orElseThrow(() -> lines.missing("no line " + name));
        Matcher matcher = form.matcher(line.text());
        if (!matcher.matches()) {
            throw line.malformed("no line " + name + " as lszcrypt prints it");
        }
        return matcher;
    }
}
