package io.github.apmatrix.explain;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;

/** Singular and plural. */
final class Words {
    private Words() {}

    /** Returns for example {@code adapter 0a} or {@code adapters 0a,0b}. */
    static String adapters(AdapterSet adapters) {
        return noun("adapter", adapters.size()) + " " + adapters;
    }

    /** Returns for example {@code adapter 0a is} or {@code adapters 0a,0b are}. */
    static String adaptersAre(AdapterSet adapters) {
        return adapters(adapters) + (adapters.size() == 1 ? " is" : " are");
    }

    /** Returns for example {@code domain 001b} or {@code domains 001b,0047}. */
    static String domains(DomainSet domains) {
        return noun("domain", domains.size()) + " " + domains;
    }

    /** Returns for example {@code 0a.001b is} or {@code 0a.001b, 0a.0047 are}. */
    static String are(ApQueueSet queues) {
        return queues + (queues.size() == 1 ? " is" : " are");
    }

    /** Returns for example {@code 1 queue} or {@code 85 queues}. */
    static String count(ApQueueSet queues) {
        return queues.size() + " " + noun("queue", queues.size());
    }

    static String noun(String singular, int count) {
        return count == 1 ? singular : singular + "s";
    }
}
