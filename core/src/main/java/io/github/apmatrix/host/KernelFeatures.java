package io.github.apmatrix.host;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.github.apmatrix.rules.MaskVeto;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the running kernel can do, each yes, no or not known: where no device or queue is there to show a file, the
 * answer stays open.
 *
 * @since 0.1.0
 */
public final class KernelFeatures {
    private static final KernelFeatures NOT_KNOWN = new KernelFeatures(ImmutableMap.of());

    private final ImmutableMap<KernelFeature, Answer> known;

    private KernelFeatures(Map<KernelFeature, Answer> known) {
        this.known = Maps.immutableEnumMap(known);
    }

    /**
     * Returns features of which nothing is known.
     *
     * @return not known throughout
     */
    public static KernelFeatures notKnown() {
        return NOT_KNOWN;
    }

    /**
     * Returns these features with one answer more.
     *
     * @param feature the feature
     * @param answer whether it is there
     * @return the features
     */
    public KernelFeatures with(KernelFeature feature, Answer answer) {
        EnumMap<KernelFeature, Answer> changed = new EnumMap<>(KernelFeature.class);
        changed.putAll(known);
        changed.put(feature, answer);
        changed.values().removeIf(value -> !value.isKnown());
        return new KernelFeatures(changed);
    }

    /**
     * Returns whether a feature is there.
     *
     * @param feature the feature
     * @return yes, no or not known
     */
    public Answer has(KernelFeature feature) {
        return known.getOrDefault(feature, Answer.NOT_KNOWN);
    }

    /**
     * Returns by which rule mask changes are vetoed.
     *
     * @return the rule of kernels with driver overrides if there are such, otherwise the earlier one
     */
    public MaskVeto maskVeto() {
        return has(KernelFeature.BINDINGS_COMPLETE_COUNT).isYes()
                ? MaskVeto.BY_ANY_COUNTERPART
                : MaskVeto.BY_CURRENT_OTHER_MASK;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof KernelFeatures other && known.equals(other.known);
    }

    @Override
    public int hashCode() {
        return known.hashCode();
    }

    /** Returns what is known, for example {@code {GUEST_MATRIX=yes, AP_CONFIG=no}}. */
    @Override
    public String toString() {
        return known.toString();
    }
}
