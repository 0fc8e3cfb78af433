package io.github.apmatrix;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostMasksTest {
    @Test
    void aKernelThatWasNotToldOtherwiseReservesEverything() {
        HostMasks masks = HostMasks.allReserved();
        assertThat(masks.apmask()).isEqualTo(AdapterSet.all());
        assertThat(masks.aqmask()).isEqualTo(DomainSet.all());
        assertThat(masks.free().isEmpty()).isTrue();
        assertThat(masks.isReserved(ApQueue.parse("ff.00ff"))).isTrue();
    }

    @Test
    void aQueueIsReservedIfBothItsBitsAreSet() {
        HostMasks masks = new HostMasks(adapters(5), domains(4));
        assertThat(masks.isReserved(ApQueue.parse("05.0004"))).isTrue();
        assertThat(masks.isReserved(ApQueue.parse("05.0005"))).isFalse();
        assertThat(masks.isReserved(ApQueue.parse("04.0004"))).isFalse();
        assertThat(masks.isReserved(ApQueue.parse("06.0006"))).isFalse();
        assertThat(masks.reserved()).isEqualTo(Matrix.of(adapters(5), domains(4)));
    }

    @Test
    void clearingOneAdapterFreesAllItsQueues() {
        HostMasks masks = HostMasks.allReserved().withApmask(adapters(5).complement());
        assertThat(masks.free()).isEqualTo(ApQueueSet.of(Matrix.of(adapters(5), DomainSet.all())));
    }

    @Test
    void clearingOneDomainFreesItOnAllAdapters() {
        HostMasks masks = HostMasks.allReserved().withAqmask(domains(4).complement());
        assertThat(masks.free()).isEqualTo(ApQueueSet.of(Matrix.of(AdapterSet.all(), domains(4))));
    }

    @Test
    void theTwoMasksAreIndependent() {
        HostMasks masks = HostMasks.allReserved().withApmask(adapters(5)).withAqmask(domains(4));
        assertThat(masks).isEqualTo(new HostMasks(adapters(5), domains(4)));
        assertThat(masks.free().size()).isEqualTo(65_535);
    }
}
