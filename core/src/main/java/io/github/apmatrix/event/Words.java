package io.github.apmatrix.event;

import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.host.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sentences that several events share. */
final class Words {
    private Words() {}

    /** Returns for example {@code queue 0a.001b is} or {@code queues 0a.001b, 0a.0047 are}. */
    static String are(ApQueueSet queues) {
        return noun(queues) + (queues.size() == 1 ? " is" : " are");
    }

    /** Returns for example {@code queue 0a.001b was} or {@code queues 0a.001b, 0a.0047 were}. */
    static String were(ApQueueSet queues) {
        return noun(queues) + (queues.size() == 1 ? " was" : " were");
    }

    static String noun(ApQueueSet queues) {
        return (queues.size() == 1 ? "queue " : "queues ") + queues;
    }

    /** Returns for example {@code adapter 0a is now online}. */
    static String isNow(String subjectAndVerb, Answer answer, String yes, String no) {
        return switch (answer) {
            case YES -> subjectAndVerb + " now " + yes;
            case NO -> subjectAndVerb + " now " + no;
            case NOT_KNOWN -> "whether " + subjectAndVerb + " " + yes + " is not known any more";
        };
    }

    /** Returns for example {@code apmask is 00-09,0b-ff (was 00-ff)}. */
    static String isAndWas(String subject, Optional<?> before, Optional<?> after) {
        return subject + " is " + text(after) + " (was " + text(before) + ")";
    }

    static String text(Optional<?> value) {
        return value.map(Object::toString).orElse("not known");
    }

    /** Returns for example {@code adapters 0a, usage domains 0004,001b}, or empty if there is nothing. */
    static Optional<String> parts(ApConfig config) {
        List<String> parts = new ArrayList<>();
        if (!config.adapters().isEmpty()) {
            parts.add((config.adapters().size() == 1 ? "adapter " : "adapters ") + config.adapters());
        }
        addDomains(parts, "usage domain", config.usageDomains());
        addDomains(parts, "control domain", config.controlDomains());
        return Optional.of(String.join(", ", parts)).filter(text -> !text.isEmpty());
    }

    private static void addDomains(List<String> parts, String noun, DomainSet domains) {
        if (!domains.isEmpty()) {
            parts.add(noun + (domains.size() == 1 ? " " : "s ") + domains);
        }
    }
}
