package io.github.apmatrix.persistence.libvirt;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Longs;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.DomainId;
import java.util.LinkedHashMap;
import java.util.Map;

/** What stands in the {@code <capability>} of a node device of AP. */
final class ApCapability {
    private static final long MAX_UNSIGNED_INT = 0xffff_ffffL;

    private ApCapability() {}

    static AdapterId adapter(XmlElement capability) {
        return capability.required("ap-adapter").textAs(AdapterId::parseNumber);
    }

    static DomainId domain(XmlElement capability) {
        return capability.required("ap-domain").textAs(DomainId::parseNumber);
    }

    /** How many devices can be made of each type that a nested capability lists. */
    static ImmutableMap<String, Long> availableInstances(XmlElement capability) {
        Map<String, Long> instances = new LinkedHashMap<>();
        for (XmlElement nested : capability.children("capability")) {
            if (nested.requiredAttribute("type").equals("mdev_types")) {
                for (XmlElement type : nested.children("type")) {
                    long available = type.required("availableInstances").textAs(ApCapability::unsignedInt);
                    if (instances.putIfAbsent(type.requiredAttribute("id"), available) != null) {
                        throw type.malformed("id", "given twice");
                    }
                }
            }
        }
        return ImmutableMap.copyOf(instances);
    }

    private static long unsignedInt(String text) {
        Long number = Longs.tryParse(text);
        if (number == null || number < 0 || number > MAX_UNSIGNED_INT) {
            throw new IllegalArgumentException("not a number from 0 to " + MAX_UNSIGNED_INT);
        }
        return number;
    }
}
