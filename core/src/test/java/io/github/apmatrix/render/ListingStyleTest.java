package io.github.apmatrix.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.SampleHost;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ListingStyleTest {
    private static final HostSnapshot HOST = SampleHost.builder().build();
    private static final AdapterId ADAPTER = AdapterId.of(0x0a);

    @ParameterizedTest
    @CsvSource({"PLAIN, 46", "VERBOSE, 92", "SECURE_EXECUTION, 104", "SERIAL_NUMBERS, 46"})
    void theHeaderIsAsWideAsItsRule(ListingStyle style, int width) {
        assertThat(style.header().lines()).hasSize(2).allMatch(line -> line.length() == width);
        assertThat(style.header().lines().skip(1)).containsExactly("-".repeat(width));
        assertThat(style.header().trim().split(" +|\n"))
                .startsWith(style.columns().toArray(new String[0]));
    }

    @Test
    void longFieldsPushTheOthersToTheRight() {
        assertThat(ListingStyle.PLAIN.line(List.of("01", "CEX8C", "CCA-Coproc", "online", "12345678901")))
                .isEqualTo("01       CEX8C CCA-Coproc  online     12345678901\n");
    }

    @Test
    void eachColumnHasAField() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListingStyle.PLAIN.line(List.of("01")))
                .withMessage("1 fields for 5 columns");
    }

    @Test
    void theVerboseListHasAllDevicesAndDashesForCounters() {
        assertThat(QueueTable.of(HOST, ListingStyle.VERBOSE)).hasToString(ListingStyle.VERBOSE.header() + """
                00       CEX7A Accelerator online            -        -     13     08 -MC-A-N-F- cex4card  \s
                00.0001  CEX7A Accelerator online            -        -     13     08 -MC-A-N-F- cex4queue \s
                00.0004  CEX7A Accelerator online            -        -     13     08 -MC-A-N-F- cex4queue \s
                00.001b  CEX7A Accelerator online            -        -     13     08 -MC-A-N-F- cex4queue \s
                0a       CEX8P EP11-Coproc online            -        -     14     08 -----XN-F- cex4card  \s
                0a.0001  CEX8P EP11-Coproc unassigned        -        -     14     08 -----XN-F- vfio_ap   \s
                0a.0004  CEX8P EP11-Coproc in use            -        -     14     08 -----XN-F- vfio_ap   \s
                0a.001b  CEX8P EP11-Coproc -                 -        -     14     08 -----XN-F- -no-driver-
                """);
    }

    @Test
    void secureExecutionStatesAreNotKnown() {
        String verbose = QueueTable.of(HOST, ListingStyle.VERBOSE).toString();
        String dashed =
                verbose.lines().skip(2).map(line -> line + " -          \n").reduce("", String::concat);
        assertThat(QueueTable.of(HOST, ListingStyle.SECURE_EXECUTION))
                .hasToString(ListingStyle.SECURE_EXECUTION.header() + dashed);
    }

    @Test
    void thePlainListHasOnlyWhatTheHostCanUse() {
        assertThat(QueueTable.of(HOST, ListingStyle.PLAIN)).hasToString(ListingStyle.PLAIN.header() + """
                00       CEX7A Accelerator online            -
                00.0001  CEX7A Accelerator online            -
                00.0004  CEX7A Accelerator online            -
                00.001b  CEX7A Accelerator online            -
                0a       CEX8P EP11-Coproc online            -
                """);
    }

    @Test
    void aCardThatDoesNotShowItsTypeOrWhetherItIsOnlineIsNotInThePlainList() {
        HostSnapshot snapshot = HostSnapshot.builder()
                .add(Card.builder(ADAPTER).online(Answer.YES).build())
                .add(Card.builder(AdapterId.of(1)).type(CardType.CEX8C).build())
                .build();
        assertThat(QueueTable.of(snapshot, ListingStyle.PLAIN)).hasToString(ListingStyle.PLAIN.header());
        assertThat(QueueTable.of(snapshot, ListingStyle.VERBOSE)).hasToString(ListingStyle.VERBOSE.header() + """
                01       CEX8C CCA-Coproc  -                 -        -      -      - -          -         \s
                0a       -     -           online            -        -      -      - -          -         \s
                """);
    }

    @Test
    void aQueueIsListedWithoutInventingItsCard() {
        HostSnapshot snapshot = HostSnapshot.builder()
                .add(QueueDevice.builder(ApQueue.parse("0a.0004"))
                        .driver(DriverBinding.to("cex4queue"))
                        .online(Answer.NO)
                        .build())
                .build();
        assertThat(QueueTable.of(snapshot, ListingStyle.PLAIN)).hasToString(ListingStyle.PLAIN.header() + """
                0a.0004  -     -           offline           -
                """);
    }

    @ParameterizedTest
    @CsvSource({"93AABBCC, 93AABBCC", "93AABBCC11223344, 93AABBCC", "' ', -       ", "'', -", "12, 12"})
    void serialNumbersAreCut(String number, String shown) {
        HostSnapshot snapshot = HostSnapshot.builder()
                .add(Card.builder(ADAPTER)
                        .type(CardType.CEX8P)
                        .configured(Answer.NO)
                        .serialNumber(number)
                        .build())
                .add(Card.builder(AdapterId.of(1))
                        .type(CardType.CEX8A)
                        .serialNumber("1")
                        .build())
                .add(Card.builder(AdapterId.of(2)).serialNumber("2").build())
                .add(QueueDevice.builder(ApQueue.of(ADAPTER, DomainId.of(4))).build())
                .build();
        assertThat(QueueTable.of(snapshot, ListingStyle.SERIAL_NUMBERS))
                .hasToString(ListingStyle.SERIAL_NUMBERS.header()
                        + String.format("0a       CEX8P EP11-Coproc deconfig   %-8s\n", shown));
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyHostHasTheHeaderOnly(ListingStyle style) {
        assertThat(QueueTable.of(HostSnapshot.builder().build(), style)).hasToString(style.header());
    }
}
