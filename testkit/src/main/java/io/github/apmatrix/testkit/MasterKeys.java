package io.github.apmatrix.testkit;

import com.google.common.base.Joiner;
import java.util.stream.Stream;

/** The master key verification patterns of queues whose adapters answer no request: none. */
final class MasterKeys {
    private MasterKeys() {}

    static String cca() {
        return Joiner.on("")
                .join(Stream.of("AES", "APKA", "ASYM")
                        .flatMap(type ->
                                Stream.of("NEW", "CUR", "OLD").map(register -> type + " " + register + ": - -\n"))
                        .iterator());
    }

    static String ep11() {
        return "WK CUR: - -\nWK NEW: - -\n";
    }
}
