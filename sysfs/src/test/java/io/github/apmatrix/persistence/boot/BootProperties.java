package io.github.apmatrix.persistence.boot;

import static io.github.apmatrix.persistence.samples.Samples.sample;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.samples.MaskArbitraries;
import io.github.apmatrix.persistence.samples.Mutations;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BootProperties {
    private static final int MUTATIONS = 2000;

    private static BootMasks read(String text) {
        return BootMasks.parse(new Document("generated", text));
    }

    @Property
    void parametersKeepTheMasks(@ForAll("hostMasks") HostMasks masks) {
        BootMasks boot = read("ap.apmask=+1 ap.aqmask=-1 quiet " + BootMasks.parameters(masks) + "\n");

        assertThat(boot.masks()).isEqualTo(masks);
        assertThat(boot.findings()).extracting(BootFinding::kind).containsOnly(BootFinding.Kind.REPEATED);
    }

    @Property
    void changesApplyToAnEmptyMask(@ForAll("changes") MaskUpdate.Relative changes) {
        assertThat(read("ap.apmask=\"" + changes + "\"").apmask())
                .contains(AdapterSet.of(changes.applyTo(ApMask.none())));
    }

    @Property(tries = MUTATIONS)
    void mutatedCommandLineIsReadOrRefused(@ForAll("mutatedCommandLines") Document document) {
        Mutations.assertReadOrRefused(document, BootMasks::parse);
    }

    @Property(tries = MUTATIONS)
    void mutatedModulesAreReadOrRefused(@ForAll("mutatedModules") Document document) {
        Mutations.assertReadOrRefused(document, text -> {
            ModulesLoad modules = ModulesLoad.parse(text);
            assertThat(ModulesLoad.parse(new Document("again", modules.toText())))
                    .isEqualTo(modules);
        });
    }

    @Property(tries = MUTATIONS)
    void mutatedBootEntriesAreKnownOrUnknown(@ForAll("mutatedEntries") Document document) {
        BootEntries.Collector collector = new BootEntries.Collector();

        ZiplConf.read(document, collector);
        LoaderEntry.read(document, collector);

        BootEntries entries = collector.build(ImmutableList.of());
        assertThat(entries.entries().size() + entries.unknown().size()).isPositive();
        assertThat(NextCommandLine.of(entries).unknown()).isEqualTo(entries.unknown());
    }

    @Property(tries = MUTATIONS)
    void mutatedModprobeLinesAreRead(@ForAll("mutatedModprobeLines") Document document) {
        assertThat(ModprobeLine.parse(document))
                .isNotEmpty()
                .allMatch(line -> !(line.isBlacklistOf("vfio_ap") && line.isInstallOf("vfio_ap")));
    }

    @Provide
    Arbitrary<Document> mutatedModprobeLines() {
        return Mutations.of(
                new Document("x.conf", "# about\nblacklist vfio-ap\noptions x \\\n y\ninstall v*_?p /bin/false\n"));
    }

    @Provide
    Arbitrary<Document> mutatedEntries() {
        return Mutations.of(
                new Document(
                        "zipl.conf", "[defaultboot]\ndefault=a\n[a]\nimage=/i\nparameters=\"ap.apmask=0xff\"\n:m\n1=a"),
                new Document("entry.conf", "title x\noptions ap.apmask=+1 quiet\noptions ap.aqmask=-2\n"));
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
    Arbitrary<Document> mutatedCommandLines() {
        return Mutations.of(
                sample("kernel-cmdline.txt"),
                new Document("quoted", "\"ap.apmask=+0-15,-3\" ap.aqmask=\"0x40\" ap.apmask=-3"));
    }

    @Provide
    Arbitrary<Document> mutatedModules() {
        return Mutations.of(sample("modules-load-vfio_ap.conf"), new Document("two", "; x\nvfio_ap\nzcrypt\n"));
    }
}
