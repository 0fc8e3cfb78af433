package io.github.apmatrix.persistence.lszcrypt;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import java.time.Duration;
import java.util.Optional;

/**
 * The attributes of the AP bus, as {@code lszcrypt -b} shows them.
 *
 * @param features the features of the machine, for example {@code APSC}; none if the kernel does not show them
 * @param defaultDomain the number of the default domain, from 0 to 255, or -1 if there is none
 * @param domainNote what is said of the default domain, for example {@code unavailable}; mostly empty
 * @param maxDomain the largest domain number
 * @param interrupts whether the machine interrupts instead of being polled; not known if the kernel does not show it
 * @param configTime the period of the bus scan
 * @param pollThread whether the poll thread runs
 * @param pollTimeout the period of polling
 * @since 0.1.0
 */
public record BusAttributes(
        ImmutableList<String> features,
        int defaultDomain,
        String domainNote,
        DomainId maxDomain,
        Answer interrupts,
        Duration configTime,
        boolean pollThread,
        Optional<Duration> pollTimeout) {

    /**
     * Checks the default domain.
     *
     * @param features the features of the machine
     * @param defaultDomain the number of the default domain, from 0 to 255, or -1
     * @param domainNote what is said of the default domain
     * @param maxDomain the largest domain number
     * @param interrupts whether the machine interrupts
     * @param configTime the period of the bus scan
     * @param pollThread whether the poll thread runs
     * @param pollTimeout the period of polling, or empty if the kernel does not show it
     * @throws IllegalArgumentException if the default domain is out of range
     */
    public BusAttributes {
        requireNonNull(features, "features");
        requireNonNull(domainNote, "domainNote");
        requireNonNull(maxDomain, "maxDomain");
        requireNonNull(interrupts, "interrupts");
        requireNonNull(configTime, "configTime");
        requireNonNull(pollTimeout, "pollTimeout");
        if (defaultDomain < -1 || defaultDomain > DomainId.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "default domain " + defaultDomain + " is not between -1 and " + DomainId.MAX_VALUE);
        }
    }

    /**
     * Reads the attributes, for example:
     *
     * <pre>{@code
     * features: APSC APXA QACT RC8A
     * ap_domain=0x04
     * ap_max_domain_id=0x54
     * ap_interrupts are enabled
     * config_time=30 (seconds)
     * poll_thread is disabled
     * poll_timeout=250000 (nanoseconds)
     * }</pre>
     *
     * @param document what lszcrypt printed; features, interrupts and poll timeout can be left out
     * @return the attributes
     * @throws DocumentException if a line is malformed, missing, not in this order or too many
     */
    public static BusAttributes parse(Document document) {
        return new BusAttributesParser(document).parse();
    }

    /**
     * Returns the text that {@code lszcrypt -b} prints.
     *
     * @return one line for each attribute that is known
     */
    public String toText() {
        StringBuilder text = new StringBuilder();
        if (!features.isEmpty()) {
            text.append("features: ").append(String.join(" ", features)).append('\n');
        }
        text.append("ap_domain=").append(defaultDomain < 0 ? "-1" : String.format("0x%02x", defaultDomain));
        text.append(domainNote.isEmpty() ? "" : " (" + domainNote + ")").append('\n');
        text.append(String.format("ap_max_domain_id=0x%02x\n", maxDomain.value()));
        if (interrupts.isKnown()) {
            text.append("ap_interrupts are ").append(state(interrupts.isYes())).append('\n');
        }
        text.append("config_time=").append(configTime.toSeconds()).append(" (seconds)\n");
        text.append("poll_thread is ").append(state(pollThread)).append('\n');
        pollTimeout.ifPresent(timeout ->
                text.append("poll_timeout=").append(timeout.toNanos()).append(" (nanoseconds)\n"));
        return text.toString();
    }

    /** Returns {@link #toText()}. */
    @Override
    public String toString() {
        return toText();
    }

    private static String state(boolean enabled) {
        return enabled ? "enabled" : "disabled";
    }
}
