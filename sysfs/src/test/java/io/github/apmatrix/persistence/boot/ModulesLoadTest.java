package io.github.apmatrix.persistence.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import io.github.apmatrix.persistence.samples.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModulesLoadTest {
    private static ModulesLoad read(String text) {
        return ModulesLoad.parse(new Document("x.conf", text));
    }

    @Test
    void sampleLoadsVfioAp() {
        ModulesLoad modules = ModulesLoad.parse(Samples.sample("modules-load-vfio_ap.conf"));

        assertThat(modules).isEqualTo(ModulesLoad.vfioAp());
        assertThat(modules.loadsVfioAp()).isTrue();
        assertThat(modules.toText()).isEqualTo("vfio_ap\n");
    }

    @Test
    void commentsAndEmptyLinesArePassedOver() {
        ModulesLoad modules = read("# vfio_ap\n; vfio_ap\n\n \t zcrypt\r\nvfio-ccw#1");

        assertThat(modules.modules()).containsExactly("zcrypt", "vfio-ccw#1");
        assertThat(modules.loadsVfioAp()).isFalse();
        assertThat(read(modules.toText())).isEqualTo(modules);
    }

    @Test
    void dashIsAnUnderscore() {
        assertThat(read("vfio-ap").loadsVfioAp()).isTrue();
    }

    @Test
    void twoNamesInALineAreRefused() {
        assertThatExceptionOfType(DocumentException.class)
                .isThrownBy(() -> read("# comment\nvfio_ap zcrypt\n"))
                .withMessage("x.conf, line 2: not the name of a module, found \"vfio_ap zcrypt\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "#a", ";a", "a\n", "a\0"})
    void nameThatCouldNotBeReadAgainIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModulesLoad(ImmutableList.of(name)))
                .withMessage("not the name of a module: \"" + name + "\"");
    }
}
