package io.github.apmatrix.persistence.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.MediatedDeviceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeDeviceNameTest {
    private static final NodeDeviceName.Mdev MDEV = new NodeDeviceName.Mdev(MediatedDeviceId.parse(Documents.UUID));

    @Test
    void namesAreThoseOfTheSamples() {
        assertThat(new NodeDeviceName.Card(AdapterId.of(7))).hasToString("ap_card07");
        assertThat(new NodeDeviceName.Queue(ApQueue.parse("07.0038"))).hasToString("ap_07_0038");
        assertThat(new NodeDeviceName.Matrix()).hasToString("ap_matrix");
        assertThat(MDEV).hasToString("mdev_783e6dbb_ea0e_411f_94e2_717eaad438bf_matrix");
        assertThat(MDEV.withoutParentAddress()).isEqualTo("mdev_783e6dbb_ea0e_411f_94e2_717eaad438bf");
    }

    @Test
    void matrixIsRead() {
        assertThat(NodeDeviceName.parse("ap_matrix")).isEqualTo(new NodeDeviceName.Matrix());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ap_card",
                "ap_card7",
                "ap_card0A",
                "ap_07_38",
                "mdev_783e6dbb-ea0e-411f-94e2-717eaad438bf",
                "mdev_783e6dbb_ea0e_411f_94e2_717eaad438bf_0_0_0072",
                "pci_0000_00_02_1"
            })
    void otherNamesAreRefused(String name) {
        assertThatThrownBy(() -> NodeDeviceName.parse(name))
                .isInstanceOf(ApFormatException.class)
                .hasMessage("not the name of a node device of AP: neither a card nor a queue, the matrix device or an"
                        + " mdev at index 0 of \"" + name + "\"");
    }

    @Test
    void domainAboveFfIsRefused() {
        assertThatThrownBy(() -> NodeDeviceName.parse("ap_07_0138"))
                .isInstanceOf(ApFormatException.class)
                .hasMessage("not a domain as the kernel prints it: a number above ff at index 0 of \"0138\"");
    }
}
