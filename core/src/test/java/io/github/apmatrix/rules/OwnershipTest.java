package io.github.apmatrix.rules;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import org.junit.jupiter.api.Test;

class OwnershipTest {
    private static final ApQueue QUEUE = ApQueue.parse("05.0004");

    @Test
    void withoutOverridesTheMasksDecide() {
        HostMasks masks = HostMasks.allReserved().withApmask(adapters(5).complement());
        Ownership ownership = Ownership.of(masks);
        assertThat(ownership.masks()).isEqualTo(masks);
        assertThat(ownership.isReserved(QUEUE)).isFalse();
        assertThat(ownership.isReserved(ApQueue.parse("06.0004"))).isTrue();
        assertThat(ownership.free()).isEqualTo(masks.free());
        assertThat(ownership.reserved()).isEqualTo(ApQueueSet.of(masks.reserved()));
    }

    @Test
    void aQueueOverriddenToVfioApIsFreeWhateverTheMasksSay() {
        Ownership ownership = Ownership.of(HostMasks.allReserved()).withOverriddenToVfioAp(ApQueueSet.of(QUEUE));
        assertThat(ownership.isReserved(QUEUE)).isFalse();
        assertThat(ownership.free()).containsExactly(QUEUE);
        assertThat(ownership.reserved()).isEqualTo(ApQueueSet.of(QUEUE).complement());
        assertThat(ownership.masks()).isEqualTo(HostMasks.allReserved());
    }

    @Test
    void aQueueOverriddenToTheHostIsReservedWhateverTheMasksSay() {
        HostMasks masks = HostMasks.allReserved().withApmask(adapters(5).complement());
        Ownership ownership = Ownership.of(masks).withOverriddenToHost(ApQueueSet.of(QUEUE));
        assertThat(ownership.isReserved(QUEUE)).isTrue();
        assertThat(ownership.isReserved(ApQueue.parse("05.0005"))).isFalse();
    }

    @Test
    void reservedInLooksAtTheQueuesOfAMatrixOnly() {
        Ownership ownership =
                Ownership.of(HostMasks.allReserved().withApmask(adapters(5).complement()));
        assertThat(ownership.reservedIn(Matrix.of(adapters(5, 6), domains(4, 7))))
                .isEqualTo(ApQueueSet.of(Matrix.of(adapters(6), domains(4, 7))));
        assertThat(ownership.reservedIn(Matrix.of(adapters(5), domains(4))).isEmpty())
                .isTrue();
    }

    @Test
    void differentMasksAreADifferenceAlsoIfTheyFreeTheSame() {
        Ownership withoutAdapters = Ownership.of(HostMasks.allReserved().withApmask(AdapterSet.none()));
        Ownership withoutDomains = Ownership.of(HostMasks.allReserved().withAqmask(DomainSet.none()));
        assertThat(withoutAdapters.free()).isEqualTo(withoutDomains.free());
        assertThat(withoutAdapters).isNotEqualTo(withoutDomains);
    }

    @Test
    void ownershipsAreEqualIfMasksAndOverridesAre() {
        Ownership plain = Ownership.of(HostMasks.allReserved());
        Ownership overridden = plain.withOverriddenToVfioAp(ApQueueSet.of(QUEUE));
        assertThat(overridden)
                .isNotEqualTo(plain)
                .isEqualTo(Ownership.of(HostMasks.allReserved()).withOverriddenToVfioAp(ApQueueSet.of(QUEUE)))
                .hasSameHashCodeAs(plain.withOverriddenToVfioAp(ApQueueSet.of(QUEUE)))
                .hasToString("Ownership[free 05.0004]");
    }
}
