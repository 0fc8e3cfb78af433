package io.github.apmatrix.sysfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.google.common.collect.ImmutableSet;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.ApFunctions;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.DriverBinding;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CardAttributesTest {
    private static final AdapterId ACCELERATOR = AdapterId.of(0x02);
    private static final AdapterId DECONFIGURED = AdapterId.of(0x10);
    private static final AdapterId CHECKSTOPPED = AdapterId.of(0x11);
    private static final AdapterId MISSING = AdapterId.of(0x06);

    private static CardAttributes card(String kernel, AdapterId adapter) {
        return ApBus.at(Captures.sysfs(kernel, "production")).card(adapter);
    }

    @EachKernel
    void attributesAreRead(String kernel) {
        CardAttributes card = card(kernel, ACCELERATOR);

        assertThat(card.type()).contains(CardType.CEX8A);
        assertThat(card.functions()).isEqualTo(ApFunctions.parse("0x6A800000"));
        assertThat(card.isConfigured()).isTrue();
        assertThat(card.isCheckstopped()).contains(false);
        assertThat(card.isOnline()).isTrue();
        assertThat(card.requestCount()).isZero();
    }

    @EachKernel
    void detailsAreRead(String kernel) {
        CardAttributes card = card(kernel, ACCELERATOR);

        assertThat(card.hardwareType()).isEqualTo(14);
        assertThat(card.rawHardwareType()).isEqualTo(14);
        assertThat(card.depth()).isEqualTo(kernel.equals("6.1") ? 7 : 8);
        assertThat(card.maxMessageSize()).isEqualTo(12_288);
        assertThat(card.requestQueueCount()).isZero();
        assertThat(card.pendingQueueCount()).isZero();
        assertThat(card.modalias()).isEqualTo("ap:t0E");
        assertThat(card.load()).hasValue(0);
        assertThat(card.serialNumber()).isEmpty();
        assertThat(card.operationModes()).isEmpty();
    }

    @EachKernel
    void ep11CardHasMoreThanOthers(String kernel) {
        CardAttributes card = card(kernel, CHECKSTOPPED);

        assertThat(card.serialNumber()).contains("");
        assertThat(card.apiOrdinalNumber()).contains("");
        assertThat(card.firmwareVersion()).contains("");
        assertThat(card.operationModes()).contains(ImmutableSet.of());
    }

    @Test
    void operationModesAreWords() {
        CardAttributes card = ApBus.at(EditedHost.of("6.12", "production")
                        .content(Layout.card(CHECKSTOPPED).resolve("op_modes"), "FIPS2009 BSI2011\n")
                        .sysfs())
                .card(CHECKSTOPPED);

        assertThat(card.operationModes()).contains(ImmutableSet.of("FIPS2009", "BSI2011"));
    }

    @EachKernel
    void deconfiguredCardIsOffline(String kernel) {
        assertThat(card(kernel, DECONFIGURED).isConfigured()).isFalse();
        assertThat(card(kernel, DECONFIGURED).isOnline()).isFalse();
    }

    @EachKernel
    void checkstoppedCardIsOfflineOnNewerKernels(String kernel) {
        assertThat(card(kernel, CHECKSTOPPED).isCheckstopped()).contains(true);
        assertThat(card(kernel, CHECKSTOPPED).isOnline()).isEqualTo(kernel.equals("6.1"));
    }

    @EachKernel
    void wholeCardIsRead(String kernel) {
        Card expected = Card.builder(DECONFIGURED)
                .type(CardType.CEX8C)
                .hardwareType(14)
                .rawHardwareType(14)
                .functions(ApFunctions.parse("0x92800000"))
                .depth(kernel.equals("6.1") ? 7 : 8)
                .maxMessageSize(12_288)
                .serialNumber("")
                .online(Answer.NO)
                .configured(Answer.NO)
                .checkstopped(Answer.NO)
                .driver(DriverBinding.to("cex4card"))
                .build();

        assertThat(card(kernel, DECONFIGURED).read()).contains(expected);
    }

    @Test
    void unboundCardShowsNoType() {
        SysfsPath path = Layout.card(ACCELERATOR);
        CardAttributes card = ApBus.at(EditedHost.of("6.12", "production")
                        .without(path.resolve("type"))
                        .without(path.resolve("online"))
                        .without(path.resolve("chkstop"))
                        .without(path.resolve("driver"))
                        .sysfs())
                .card(ACCELERATOR);

        assertThat(card.type()).isEmpty();
        assertThat(card.isCheckstopped()).isEmpty();
        assertThatExceptionOfType(AttributeMissingException.class).isThrownBy(card::isOnline);
        assertThat(card.read().orElseThrow().driver()).isEqualTo(DriverBinding.unbound());
    }

    @Test
    void wrongFlagIsNamed() {
        CardAttributes card = ApBus.at(EditedHost.of("6.12", "production")
                        .content(Layout.card(ACCELERATOR).resolve("config"), "yes\n")
                        .sysfs())
                .card(ACCELERATOR);

        assertThatExceptionOfType(UnreadableContentException.class)
                .isThrownBy(card::isConfigured)
                .withMessage("read devices/ap/card02/config: unexpected content \"yes\\n\": neither 0 nor 1");
        assertThat(card.read().orElseThrow().configured()).isEqualTo(Answer.NOT_KNOWN);
    }

    @Test
    void missingCardIsEmptyAsAWhole() {
        assertThat(card("6.12", MISSING).read()).isEmpty();
    }

    static Stream<Arguments> getters() {
        return Stream.of(
                argumentSet("functions", getter(CardAttributes::functions)),
                argumentSet("config", getter(CardAttributes::isConfigured)),
                argumentSet("online", getter(CardAttributes::isOnline)),
                argumentSet("request_count", getter(CardAttributes::requestCount)));
    }

    private static Function<CardAttributes, Object> getter(Function<CardAttributes, Object> getter) {
        return getter;
    }

    @ParameterizedTest
    @MethodSource("getters")
    void missingCardIsTold(Function<CardAttributes, Object> getter) {
        assertThatExceptionOfType(AttributeMissingException.class)
                .isThrownBy(() -> getter.apply(card("6.12", MISSING)))
                .withMessageStartingWith("read devices/ap/card06/");
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("config", "1", card -> card.setConfigured(true)),
                change("config", "0", card -> card.setConfigured(false)),
                change("online", "1", card -> card.setOnline(true)),
                change("online", "0", card -> card.setOnline(false)),
                change("request_count", "0", CardAttributes::clearRequestCount));
    }

    private static Arguments change(String attribute, String text, Consumer<CardAttributes> change) {
        return argumentSet(
                attribute + " " + text, SysfsCall.write(Layout.card(ACCELERATOR).resolve(attribute), text), change);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void onlyOneTextIsWritten(SysfsCall expected, Consumer<CardAttributes> change) {
        StubSysfs host = StubSysfs.accepting(Captures.sysfs("6.12", "production"));

        change.accept(ApBus.at(host).card(ACCELERATOR));

        assertThat(host.calls()).containsExactly(expected);
    }
}
