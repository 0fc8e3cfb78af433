package io.github.apmatrix.persistence.chzdev;

import static io.github.apmatrix.persistence.samples.Samples.sample;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.samples.MaskArbitraries;
import io.github.apmatrix.persistence.samples.Mutations;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ChzdevProperties {
    private static final int MUTATIONS = 2000;

    private static Document document(String text) {
        return new Document("generated", text);
    }

    @Property
    void rulesKeepTheMasks(
            @ForAll("settings") MaskSettings masks, @ForAll boolean loadsVfioAp, @ForAll boolean firesOnAdd) {
        ApRules rules = new ApRules(masks, loadsVfioAp, firesOnAdd);

        assertThat(rules.toText().map(text -> ApRules.parse(document(text))))
                .isEqualTo(masks.isEmpty() ? Optional.empty() : Optional.of(rules));
    }

    @Property
    void exportKeepsTheMasks(@ForAll("settings") MaskSettings active, @ForAll("settings") MaskSettings persistent) {
        ChzdevExport export = new ChzdevExport(active, persistent);

        assertThat(ChzdevExport.parse(document(export.toText("HOST").orElse(""))))
                .isEqualTo(export);
    }

    @Property
    void valueOfASetMakesItTheMask(@ForAll("masks") ApMask mask, @ForAll("masks") ApMask before) {
        String text = ChzdevValue.toText(AdapterSet.of(mask));

        assertThat(ChzdevValue.parse(text).applyTo(before)).isEqualTo(mask);
        assertThat(ChzdevValue.toText(MaskUpdate.replacing(mask))).isEqualTo(text);
    }

    @Property
    void valueKeepsTheChanges(@ForAll("changes") MaskUpdate.Relative changes) {
        String text = ChzdevValue.toText(changes);

        assertThat(ChzdevValue.parse(text)).isEqualTo(changes);
        assertThat(MaskUpdate.parse(text)).isEqualTo(changes);
    }

    @Property
    void tableShowsTheMasks(@ForAll("hostMasks") HostMasks active, @ForAll("settings") MaskSettings persistent) {
        StringBuilder text = new StringBuilder("DEVICE TYPE ap\n\n  ATTRIBUTE  ACTIVE  PERSISTENT\n");
        for (MaskName name : MaskName.values()) {
            text.append("  %s  \"%s\"  %s\n"
                    .formatted(
                            name,
                            printed(MaskSettings.of(active), name),
                            persistent.mask(name).isEmpty() ? "-" : '"' + printed(persistent, name) + '"'));
        }

        assertThat(LszdevOutput.parse(document(text.toString())))
                .isEqualTo(new LszdevOutput(MaskSettings.of(active), persistent, ImmutableSet.of()));
    }

    @Property
    void pairsShowTheMasks(@ForAll("hostMasks") HostMasks active, @ForAll("settings") MaskSettings persistent) {
        StringBuilder text = new StringBuilder("TYPE=\"ap\"\nACTV=\"yes\"\nPERS=\"yes\"\n");
        ImmutableSet.Builder<String> undecided = ImmutableSet.builder();
        MaskSettings decided = MaskSettings.none();
        for (MaskName name : MaskName.values()) {
            ApMask mask = persistent.mask(name).orElse(ApMask.none());
            if (mask.isEmpty()) {
                undecided.add(name.toString());
            } else {
                decided = decided.with(name, mask);
            }
            text.append("ATTRIBUTE=\"%s\" ACTIVE=\"%s\" PERSISTENT=\"%s\"\n"
                    .formatted(name, printed(MaskSettings.of(active), name), printed(persistent, name)));
        }

        assertThat(LszdevOutput.parse(document(text.toString())))
                .isEqualTo(new LszdevOutput(MaskSettings.of(active), decided, undecided.build()));
    }

    private static String printed(MaskSettings masks, MaskName name) {
        ApMask mask = masks.mask(name).orElse(ApMask.none());
        return mask.isEmpty() ? "" : ChzdevValue.toText(mask);
    }

    @Property(tries = MUTATIONS)
    void mutatedRulesAreReadOrRefused(@ForAll("mutatedRules") Document document) {
        Mutations.assertReadOrRefused(document, ApRules::parse);
    }

    @Property(tries = MUTATIONS)
    void mutatedExportIsReadOrRefused(@ForAll("mutatedExport") Document document) {
        Mutations.assertReadOrRefused(document, ChzdevExport::parse);
    }

    @Property(tries = MUTATIONS)
    void mutatedListIsReadOrRefused(@ForAll("mutatedLists") Document document) {
        Mutations.assertReadOrRefused(document, LszdevOutput::parse);
    }

    @Property(tries = MUTATIONS)
    void mutatedValueIsReadOrRefused(@ForAll("mutatedValues") Document document) {
        Mutations.assertReadOrRefused(document, value -> {
            try {
                MaskUpdate update = ChzdevValue.parse(value.text());
                assertThat(ChzdevValue.parse(ChzdevValue.toText(update)).applyTo(ApMask.of(7)))
                        .isEqualTo(update.applyTo(ApMask.of(7)));
            } catch (ApFormatException e) {
                assertThat(e.input()).isEqualTo(value.text());
                throw value.malformed("the value", value.text(), e);
            }
        });
    }

    @Provide
    Arbitrary<ApMask> masks() {
        return MaskArbitraries.masks();
    }

    @Provide
    Arbitrary<HostMasks> hostMasks() {
        return MaskArbitraries.hostMasks();
    }

    @Provide
    Arbitrary<MaskUpdate.Relative> changes() {
        return MaskArbitraries.changes();
    }

    @Provide
    Arbitrary<MaskSettings> settings() {
        Arbitrary<MaskSettings> both = MaskArbitraries.hostMasks().map(MaskSettings::of);
        return Arbitraries.oneOf(
                both,
                both.map(masks -> new MaskSettings(masks.apmask(), Optional.empty())),
                both.map(masks -> new MaskSettings(Optional.empty(), masks.aqmask())),
                Arbitraries.just(MaskSettings.none()));
    }

    @Provide
    Arbitrary<Document> mutatedRules() {
        return Mutations.of(
                sample("41-ap.rules"), sample("41-ap-before-2.40.rules"), sample("41-ap-aqmask-only.rules"));
    }

    @Provide
    Arbitrary<Document> mutatedExport() {
        return Mutations.of(sample("chzdev-export.txt"));
    }

    @Provide
    Arbitrary<Document> mutatedLists() {
        return Mutations.of(sample("lszdev-type-ap.txt"), sample("lszdev-type-ap-pairs.txt"));
    }

    @Provide
    Arbitrary<Document> mutatedValues() {
        return Mutations.of(document("1-2,4-9,11-255"), document("+0-4,-0xf0,+010"), document("-0-255"));
    }
}
