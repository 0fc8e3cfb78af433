package io.github.apmatrix.host;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DevicesTest {
    private static final Matrix MATRIX = Matrix.of(adapters(5), domains(4));

    static List<UnaryOperator<Card.Builder>> partsOfACard() {
        return List.of(
                card -> card.type(CardType.CEX8C),
                card -> card.hardwareType(14),
                card -> card.rawHardwareType(14),
                card -> card.functions(ApFunctions.parse("0x92800000")),
                card -> card.depth(8),
                card -> card.maxMessageSize(12288),
                card -> card.serialNumber(""),
                card -> card.online(Answer.NO),
                card -> card.configured(Answer.NO),
                card -> card.checkstopped(Answer.NO),
                card -> card.driver(DriverBinding.unbound()));
    }

    static List<UnaryOperator<QueueDevice.Builder>> partsOfAQueue() {
        return List.of(
                queue -> queue.driver(DriverBinding.unbound()),
                queue -> queue.status(VfioStatus.UNASSIGNED),
                queue -> queue.online(Answer.NO),
                queue -> queue.configured(Answer.NO),
                queue -> queue.checkstopped(Answer.NO),
                queue -> queue.driverOverride("vfio_ap"));
    }

    static List<UnaryOperator<MediatedDevice.Builder>> partsOfADevice() {
        return List.of(
                device -> device.state(MediatedDeviceState.BEING_REMOVED),
                device -> device.assignedMatrix(MatrixReading.complete(Matrix.none())),
                device -> device.controlDomains(DomainSet.none()),
                device -> device.guestMatrix(MatrixReading.complete(Matrix.none())),
                device -> device.heldByGuest(Answer.NO),
                device -> device.iommuGroup(0));
    }

    @ParameterizedTest
    @MethodSource("partsOfACard")
    void whatIsKnownOfACardIsPartOfIt(UnaryOperator<Card.Builder> part) {
        Card empty = Card.builder(AdapterId.of(5)).build();
        Card card = part.apply(Card.builder(AdapterId.of(5))).build();
        assertThat(card)
                .isNotEqualTo(empty)
                .isEqualTo(part.apply(Card.builder(AdapterId.of(5))).build())
                .hasSameHashCodeAs(part.apply(Card.builder(AdapterId.of(5))).build());
        assertThat(card.toString()).isNotEqualTo(empty.toString());
        assertThat(card.toBuilder().build()).isEqualTo(card);
    }

    @ParameterizedTest
    @MethodSource("partsOfAQueue")
    void whatIsKnownOfAQueueIsPartOfIt(UnaryOperator<QueueDevice.Builder> part) {
        ApQueue queue = ApQueue.parse("05.0004");
        QueueDevice device = part.apply(QueueDevice.builder(queue)).build();
        assertThat(device)
                .isNotEqualTo(QueueDevice.builder(queue).build())
                .isEqualTo(part.apply(QueueDevice.builder(queue)).build())
                .hasSameHashCodeAs(part.apply(QueueDevice.builder(queue)).build())
                .isEqualTo(device.toBuilder().build());
    }

    @ParameterizedTest
    @MethodSource("partsOfADevice")
    void whatIsKnownOfADeviceIsPartOfIt(UnaryOperator<MediatedDevice.Builder> part) {
        MediatedDevice device =
                part.apply(MediatedDevice.builder(SampleHost.DEVICE)).build();
        assertThat(device)
                .isNotEqualTo(MediatedDevice.builder(SampleHost.DEVICE).build())
                .isEqualTo(part.apply(MediatedDevice.builder(SampleHost.DEVICE)).build())
                .hasSameHashCodeAs(
                        part.apply(MediatedDevice.builder(SampleHost.DEVICE)).build())
                .isEqualTo(device.toBuilder().build());
    }

    @Nested
    class OfACard {
        @Test
        void nothingIsKnownAtFirst() {
            Card card = Card.builder(AdapterId.of(5)).build();
            assertThat(card.adapter()).isEqualTo(AdapterId.of(5));
            assertThat(card.type()).isEmpty();
            assertThat(card.hardwareType()).isEmpty();
            assertThat(card.rawHardwareType()).isEmpty();
            assertThat(card.maxMessageSize()).isEmpty();
            assertThat(card.serialNumber()).isEmpty();
            assertThat(card.mode()).isEmpty();
            assertThat(card.online()).isEqualTo(Answer.NOT_KNOWN);
            assertThat(card.driver()).isEqualTo(DriverBinding.notKnown());
        }

        @Test
        void theModeIsThatOfTheTypeElseThatOfTheFunctions() {
            ApFunctions ep11 = ApFunctions.parse("0x06800000");
            Card.Builder card = Card.builder(AdapterId.of(5)).functions(ep11);
            assertThat(card.build().mode()).contains(CardMode.EP11);
            assertThat(card.type(CardType.CEX8C).build().mode()).contains(CardMode.CCA);
        }

        @Test
        void hardwareTypesAreKeptApart() {
            Card card = Card.builder(AdapterId.of(5))
                    .hardwareType(14)
                    .rawHardwareType(15)
                    .maxMessageSize(12288)
                    .serialNumber("93AABEET")
                    .build();
            assertThat(card.hardwareType()).hasValue(14);
            assertThat(card.rawHardwareType()).hasValue(15);
            assertThat(card.maxMessageSize()).hasValue(12288);
            assertThat(card.serialNumber()).contains("93AABEET");
        }
    }

    @Nested
    class OfAMediatedDevice {
        private final MediatedDevice.Builder builder = MediatedDevice.builder(SampleHost.DEVICE);

        @Test
        void nothingIsKnownAtFirst() {
            MediatedDevice device = builder.build();
            assertThat(device.id()).isEqualTo(SampleHost.DEVICE);
            assertThat(device.state()).isEqualTo(MediatedDeviceState.READY);
            assertThat(device.assignedMatrix().matrix()).isEmpty();
            assertThat(device.guestMatrix().matrix()).isEmpty();
            assertThat(device.controlDomains()).isEmpty();
            assertThat(device.heldByGuest()).isEqualTo(Answer.NOT_KNOWN);
            assertThat(device.iommuGroup()).isEmpty();
            assertThat(device.assigned()).isEmpty();
        }

        @Test
        void whatIsAssignedIsKnownIfMatrixAndControlDomainsAre() {
            assertThat(builder.assignedMatrix(MatrixReading.complete(MATRIX))
                            .build()
                            .assigned())
                    .isEmpty();
            assertThat(builder.controlDomains(domains(0x47)).build().assigned())
                    .contains(new ApConfig(MATRIX, domains(0x47)));
        }
    }
}
