package io.github.apmatrix.persistence.qemu;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Properties that a document gives; every refusal names the place, which is {@code place} and the name of the property. */
record Properties(Document document, String place, Map<String, String> values) {
    Optional<String> id() {
        return values.containsKey(VfioApDevice.ID)
                ? Optional.of(requiredAs(VfioApDevice.ID, Names::checkId))
                : Optional.empty();
    }

    /** What is neither driver nor id nor path. */
    ImmutableMap<String, String> others() {
        Map<String, String> others = Maps.filterKeys(values, name -> !Names.RESERVED.contains(name));
        others.forEach((name, value) -> {
            try {
                Names.checkProperty(name, value);
            } catch (IllegalArgumentException e) {
                throw document.malformed(place + name, value, e);
            }
        });
        return ImmutableMap.copyOf(others);
    }

    String required(String name) {
        return Optional.ofNullable(values.get(name))
                .orElseThrow(() -> document.malformed(place + name, "", "the property is missing"));
    }

    <T> T requiredAs(String name, Function<String, T> reader) {
        String value = required(name);
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException e) {
            throw document.malformed(place + name, value, e);
        }
    }

    DocumentException malformed(String name, String problem) {
        return document.malformed(place + name, required(name), problem);
    }
}
