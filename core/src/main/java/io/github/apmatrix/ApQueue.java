package io.github.apmatrix;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The identity of an AP queue (APQN): one adapter and one usage domain. Prints {@code 0a.001b}; ordered by adapter, then
 * by domain, as the kernel lists queues.
 *
 * @param adapter the adapter (APID)
 * @param domain the usage domain (APQI)
 * @since 0.1.0
 */
public record ApQueue(AdapterId adapter, DomainId domain) implements Comparable<ApQueue> {
    private static final int DOT = AdapterId.HEX_DIGITS;
    private static final int LENGTH = DOT + 1 + DomainId.HEX_DIGITS;
    private static final String WHAT = "a queue as the kernel prints it, like 0a.001b";

    /**
     * Checks that both parts are there.
     *
     * @param adapter the adapter (APID)
     * @param domain the usage domain (APQI)
     */
    public ApQueue {
        Objects.requireNonNull(adapter, "adapter");
        Objects.requireNonNull(domain, "domain");
    }

    /**
     * Returns the queue of an adapter and a usage domain.
     *
     * @param adapter the adapter (APID)
     * @param domain the usage domain (APQI)
     * @return the queue
     */
    public static ApQueue of(AdapterId adapter, DomainId domain) {
        return new ApQueue(adapter, domain);
    }

    /**
     * Returns the queue of its kernel text. The dot makes the text unambiguous: both parts are hexadecimal.
     *
     * @param text two lower-case hex digits, a dot, four lower-case hex digits: {@code 0a.001b}
     * @return the queue
     * @throws ApFormatException if the text has another form, or a number is above {@code ff}
     */
    public static ApQueue parse(String text) {
        int adapter = Ids.parseHex(WHAT, text, 0, AdapterId.HEX_DIGITS);
        if (text.length() <= DOT || text.charAt(DOT) != '.') {
            throw ApFormatException.unexpected(WHAT, text, DOT, "a dot");
        }
        int domain = Ids.parseHex(WHAT, text, DOT + 1, DomainId.HEX_DIGITS);
        if (text.length() > LENGTH) {
            throw ApFormatException.unexpected(WHAT, text, LENGTH, "the end");
        }
        return new ApQueue(AdapterId.of(adapter), DomainId.of(domain));
    }

    @Override
    public int compareTo(ApQueue other) {
        int byAdapter = adapter.compareTo(other.adapter);
        return byAdapter != 0 ? byAdapter : domain.compareTo(other.domain);
    }

    /**
     * Returns another number for each queue, with well mixed bits. What a record would compute is the same for many queues of a
     * host, and numbers of adapters and domains often have gaps that are powers of two.
     */
    @Override
    public int hashCode() {
        return (adapter.value() << 8 | domain.value()) * 0x9e3779b1; // 2^32 divided by the golden ratio
    }

    /** Returns the kernel's text, for example {@code 0a.001b}. */
    @Override
    public String toString() {
        byte[] text = new byte[LENGTH];
        Ids.putHex(text, 0, adapter.value(), AdapterId.HEX_DIGITS);
        text[DOT] = '.';
        Ids.putHex(text, DOT + 1, domain.value(), DomainId.HEX_DIGITS);
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
