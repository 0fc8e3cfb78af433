package io.github.apmatrix.rules;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.rules.MaskVeto.BY_ANY_COUNTERPART;
import static io.github.apmatrix.rules.MaskVeto.BY_CURRENT_OTHER_MASK;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MaskVetoTest {
    private static final MediatedDeviceId A = MediatedDeviceId.parse("62177883-f1bb-47f0-914d-32a22e3a8804");
    private static final MediatedDeviceId B = MediatedDeviceId.parse("3c3a1f4e-0000-4000-8000-000000000001");

    private static HostMasks masks(String apmask, String aqmask) {
        return new HostMasks(AdapterSet.of(bits(apmask)), DomainSet.of(bits(aqmask)));
    }

    /** The bits after an update of all ones. */
    private static ApMask bits(String update) {
        return MaskUpdate.parse(update).applyTo(ApMask.all());
    }

    private static boolean vetoed(
            MaskVeto veto, HostMasks masks, String file, String update, Map<MediatedDeviceId, Matrix> assigned) {
        MaskUpdate change = MaskUpdate.parse(update);
        return file.equals("apmask")
                ? !veto.forApmask(
                                masks,
                                AdapterSet.of(change.applyTo(masks.apmask().mask())),
                                assigned)
                        .isEmpty()
                : !veto.forAqmask(
                                masks,
                                DomainSet.of(change.applyTo(masks.aqmask().mask())),
                                assigned)
                        .isEmpty();
    }

    /** What kernels of both kinds answered while one device had 0a.0004; the masks are given as updates of all ones. */
    @ParameterizedTest
    @CsvSource({
        "-0x0a, +0, apmask, +0x0a, true, true",
        "-0x0a, +0, apmask, +0-255, true, true",
        "-0x0a, +0, apmask, '+0x0a,+5', true, true",
        "-0x0a, +0, apmask, '-0x0b,+0x0a', true, true",
        "-0x0a, +0, apmask, +5, false, false",
        "-0x0a, +0, apmask, -5, false, false",
        "'-0x0a,-5', +0, apmask, +5, false, false",
        "-0x0a, +0, aqmask, +4, false, false",
        "-0x0a, +0, aqmask, -4, false, false",
        "-0x0a, -4, aqmask, +5, false, false",
        "-0x0a, +0, apmask, 0xff, false, false",
        "+0, -4, aqmask, +4, true, true",
        // here the other mask keeps the queue from the host, and only kernels that look at it accept the write
        "-0x0a, -4, apmask, +0x0a, false, true",
        "-0x0a, -4, aqmask, +4, false, true",
        "0xff, 0x0, apmask, +0-255, false, true",
        "0xff, 0x0, aqmask, +1, false, false",
        "0x1, 0x4, aqmask, +0-3, false, false",
        "0x1, 0xf, aqmask, +0-255, false, true"
    })
    void realKernelsAnsweredSo(
            String apmask, String aqmask, String file, String update, boolean byOtherMask, boolean byAny) {
        Map<MediatedDeviceId, Matrix> assigned = Map.of(A, Matrix.of(adapters(0x0a), domains(4)));
        HostMasks masks = masks(apmask, aqmask);
        assertThat(vetoed(BY_CURRENT_OTHER_MASK, masks, file, update, assigned)).isEqualTo(byOtherMask);
        assertThat(vetoed(BY_ANY_COUNTERPART, masks, file, update, assigned)).isEqualTo(byAny);
    }

    /** A has adapters 05 to 07 with domains 04, 99 and ab, B has 05.0047; adapters 05 to 07 are not in apmask. */
    @ParameterizedTest
    @CsvSource({"apmask, +6, true", "apmask, '+7,+8', true", "apmask, +8, false", "aqmask, +4, false"})
    void theWorkedScenarioHolds(String file, String update, boolean vetoed) {
        Map<MediatedDeviceId, Matrix> assigned = Map.of(
                A, Matrix.of(adapters(5, 6, 7), domains(4, 0x99, 0xab)), B, Matrix.of(adapters(5), domains(0x47)));
        HostMasks masks = masks("-5-7", "+0");
        assertThat(vetoed(BY_CURRENT_OTHER_MASK, masks, file, update, assigned)).isEqualTo(vetoed);
    }

    @ParameterizedTest
    @EnumSource
    void queuesThatTheLparLacksAreProtectedToo(MaskVeto veto) {
        HostMasks masks = masks("0x0", "+0");
        Matrix matrix = Matrix.of(adapters(0x0a, 0x66), domains(4, 0x77));
        assertThat(vetoed(veto, masks, "apmask", "+0x66", Map.of(A, matrix))).isTrue();
        assertThat(vetoed(veto, masks, "apmask", "+0x66", Map.of(A, matrix.withDomains(domains(0x77)))))
                .isTrue();
        assertThat(vetoed(veto, masks, "apmask", "+0x66", Map.of(A, matrix.withDomains(DomainSet.none()))))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void devicesWithoutQueuesNeverObject(MaskVeto veto) {
        Map<MediatedDeviceId, Matrix> assigned =
                Map.of(A, Matrix.of(adapters(0x0a), DomainSet.none()), B, Matrix.of(AdapterSet.none(), domains(4)));
        assertThat(vetoed(veto, masks("0x0", "0x0"), "apmask", "+0-255", assigned))
                .isFalse();
        assertThat(vetoed(veto, masks("0x0", "+0"), "apmask", "+0-255", assigned))
                .isFalse();
        assertThat(vetoed(veto, masks("+0", "0x0"), "aqmask", "+0-255", assigned))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void theObjectionNamesEachDeviceWithTheQueuesThatItWouldLose(MaskVeto veto) {
        Map<MediatedDeviceId, Matrix> assigned = ImmutableMap.of(
                A, Matrix.of(adapters(5, 6), domains(4, 0xab)), B, Matrix.of(adapters(5), domains(0x47)));
        HostMasks masks = masks("-5,-6", "+0");
        assertThat(veto.forApmask(masks, adapters(5).union(masks.apmask()), assigned))
                .isEqualTo(Map.of(
                        A, ApQueueSet.of(Matrix.of(adapters(5), domains(4, 0xab))),
                        B, ApQueueSet.of(ApQueue.parse("05.0047"))));
        assertThat(veto.forApmask(masks, adapters(6).union(masks.apmask()), assigned))
                .containsOnlyKeys(A);
    }

    @Test
    void onlyTheDomainsOfTheOtherMaskAreLost() {
        Map<MediatedDeviceId, Matrix> assigned = Map.of(A, Matrix.of(adapters(5), domains(4, 0xab)));
        assertThat(BY_CURRENT_OTHER_MASK.forApmask(masks("-5", "-4"), AdapterSet.all(), assigned))
                .isEqualTo(Map.of(A, ApQueueSet.of(ApQueue.parse("05.00ab"))));
    }
}
