package io.github.apmatrix.health;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MediatedDeviceId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parts of sentences and of commands. */
final class Phrases {
    private static final int MANY = 3;

    private Phrases() {}

    static String adapters(AdapterSet adapters) {
        return plural("adapter", adapters.size()) + " " + adapters;
    }

    /** Returns for example {@code usage domains 0001,0002}. */
    static String domains(String kind, DomainSet domains) {
        return plural(kind + " domain", domains.size()) + " " + domains;
    }

    static String queues(ApQueueSet queues) {
        return plural("queue", queues.size()) + " " + queues;
    }

    static String devices(List<MediatedDeviceId> devices) {
        return plural("device", devices.size()) + " "
                + devices.stream().map(MediatedDeviceId::toString).collect(Collectors.joining(", "));
    }

    static String queuesAre(ApQueueSet queues) {
        return queues(queues) + (queues.size() == 1 ? " is" : " are");
    }

    private static String plural(String singular, int count) {
        return count == 1 ? singular : singular + "s";
    }

    /** A few commands are written out, of many the first one. */
    static String commands(Stream<String> commands) {
        List<String> all = commands.toList();
        return all.size() > MANY ? all.size() + " commands, as the first: " + all.get(0) : String.join("; ", all);
    }
}
