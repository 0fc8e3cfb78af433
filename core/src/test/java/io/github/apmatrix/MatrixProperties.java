package io.github.apmatrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(ApValues.class)
@Domain(DomainContext.Global.class)
class MatrixProperties {
    @Property
    void theKernelTextRoundTrips(@ForAll Matrix matrix) {
        assertThat(Matrix.parseKernelText(matrix.toKernelText()))
                .isEqualTo(matrix)
                .hasSameHashCodeAs(matrix);
    }

    @Property
    void aTextIsRefusedOrPrintsAgain(@ForAll Matrix matrix, @ForAll @IntRange(max = 200) int position) {
        String text = matrix.toKernelText();
        int at = position % (text.length() + 1);
        String rest = text.substring(Math.min(at + 1, text.length()));
        for (String changed : List.of(
                text.substring(0, at),
                text.substring(0, at) + rest,
                text.substring(0, at) + "1" + rest,
                text.substring(0, at) + "\n" + text.substring(at))) {
            try {
                assertThat(Matrix.parseKernelText(changed).toKernelText()).isEqualTo(changed);
            } catch (ApFormatException e) {
                assertThat(e.input()).isEqualTo(changed);
                assertThat(e.errorIndex()).isBetween(0, changed.length());
            }
        }
    }

    @Property
    void theQueuesAreTheProduct(@ForAll Matrix matrix) {
        List<ApQueue> expected = new ArrayList<>();
        for (AdapterId adapter : matrix.adapters()) {
            for (DomainId domain : matrix.domains()) {
                expected.add(ApQueue.of(adapter, domain));
            }
        }
        assertThat(matrix.queues()).containsExactlyElementsOf(expected).isEqualTo(new TreeSet<>(expected));
        assertThat(matrix.size()).isEqualTo(expected.size());
        assertThat(matrix.queues().isEmpty()).isEqualTo(expected.isEmpty());
        assertThat(ApQueueSet.of(matrix)).containsExactlyElementsOf(expected);
    }

    @Property
    void theViewContainsWhatItIterates(@ForAll Matrix matrix, @ForAll ApQueue queue) {
        boolean seen = matrix.queues().stream().anyMatch(queue::equals);
        assertThat(matrix.queues().contains(queue)).isEqualTo(seen);
        assertThat(matrix.contains(queue)).isEqualTo(seen);
    }

    @Property
    void theIntersectionHasTheCommonQueues(@ForAll Matrix a, @ForAll Matrix b) {
        TreeSet<ApQueue> expected = new TreeSet<>(a.queues());
        expected.retainAll(b.queues());
        assertThat(a.intersect(b).queues()).isEqualTo(expected);
        assertThat(a.sharesQueueWith(b)).isEqualTo(!expected.isEmpty());
    }

    @Property
    void filterKeepsTheAdaptersWithoutAMissingQueue(@ForAll Matrix matrix, @ForAll ApQueueSet usable) {
        List<AdapterId> kept = new ArrayList<>();
        for (AdapterId adapter : matrix.adapters()) {
            boolean missing = false;
            for (DomainId domain : matrix.domains()) {
                missing |= !usable.contains(ApQueue.of(adapter, domain));
            }
            if (!missing) {
                kept.add(adapter);
            }
        }
        assertThat(matrix.filter(usable)).isEqualTo(matrix.withAdapters(AdapterSet.copyOf(kept)));
    }

    @Property
    void theConfigurationTextRoundTrips(@ForAll ApConfig config) {
        assertThat(config.toString()).hasSize(200);
        assertThat(ApConfig.parse(config.toString())).isEqualTo(config).hasSameHashCodeAs(config);
    }
}
