package io.github.apmatrix.persistence.command;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.persistence.samples.Samples.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.chzdev.MaskSettings;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.MdevAttributes;
import io.github.apmatrix.persistence.libvirt.MdevNodeDevice;
import io.github.apmatrix.persistence.libvirt.NodeDeviceName;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandFactoriesTest {
    private static final MediatedDeviceId ID = MediatedDeviceId.parse("783e6dbb-ea0e-411f-94e2-717eaad438bf");
    private static final MdevAttributes ATTRIBUTES = MdevAttributes.of(ApConfig.of(adapters(3), domains(4)));

    @Nested
    class OfModprobe {
        @Test
        void aModuleIsLoaded() {
            assertThat(Modprobe.load("vfio_ap")).isEqualTo(HostCommand.of("modprobe", "vfio_ap"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "-r", "--remove", "vfio ap", "../x", "a=b"})
        void whatIsNoModuleIsRefused(String module) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Modprobe.load(module))
                    .withMessage("\"" + module + "\" is no name of a kernel module");
        }
    }

    @Nested
    class OfChzdev {
        private static final MaskSettings MASKS = MaskSettings.of(new HostMasks(
                AdapterSet.all().difference(adapters(10)), DomainSet.all().difference(domains(4))));

        @Test
        void masksAreSetForTheScopeThatIsAskedFor() {
            assertThat(Chzdev.setPersistent(MASKS))
                    .hasToString("chzdev --type ap apmask=0-9,11-255 aqmask=0-3,5-255 -p");
            assertThat(Chzdev.setActive(MASKS)).hasToString("chzdev --type ap apmask=0-9,11-255 aqmask=0-3,5-255 -a");
            assertThat(Chzdev.setBoth(MASKS)).hasToString("chzdev --type ap apmask=0-9,11-255 aqmask=0-3,5-255");
        }

        @Test
        void aMaskThatIsLeftOpenIsNotTouched() {
            assertThat(Chzdev.setBoth(new MaskSettings(Optional.empty(), Optional.of(domains(1)))))
                    .hasToString("chzdev --type ap aqmask=1");
            assertThat(Chzdev.setBoth(new MaskSettings(Optional.of(adapters(1)), Optional.empty())))
                    .hasToString("chzdev --type ap apmask=1");
        }

        @Test
        void anEmptyMaskIsAllRemoved() {
            assertThat(Chzdev.setActive(new MaskSettings(Optional.of(AdapterSet.none()), Optional.empty())))
                    .hasToString("chzdev --type ap apmask=-0-255 -a");
        }

        @Test
        void noMaskAtAllIsRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Chzdev.setPersistent(MaskSettings.none()))
                    .withMessage("chzdev wants at least one mask to set, and both are left open");
        }

        @Test
        void persistentMasksAreRemovedAndApplied() {
            assertThat(Chzdev.removePersistent()).hasToString("chzdev --type ap -R -p");
            assertThat(Chzdev.apply()).hasToString("chzdev --type ap --apply");
        }
    }

    @Nested
    class OfMdevctl {
        private static final MdevDefinition DEFINITION = MdevDefinition.of(MdevDefinition.Start.AUTO, ATTRIBUTES);

        @Test
        void definitionsAreReadFromInput() {
            assertThat(Mdevctl.define(ID, DEFINITION).line())
                    .isEqualTo("mdevctl define --uuid=" + ID + " --parent=matrix --jsonfile=/dev/stdin");
            assertThat(Mdevctl.modifyDefinition(ID, DEFINITION).line())
                    .isEqualTo("mdevctl modify --uuid=" + ID + " --parent=matrix --jsonfile=/dev/stdin --defined");
            assertThat(Mdevctl.modifyLive(ID, DEFINITION).line())
                    .isEqualTo("mdevctl modify --uuid=" + ID + " --parent=matrix --jsonfile=/dev/stdin --live");
        }

        @Test
        void theInputIsTheDefinitionOnOneLine() {
            for (HostCommand command : new HostCommand[] {
                Mdevctl.define(ID, DEFINITION),
                Mdevctl.modifyDefinition(ID, DEFINITION),
                Mdevctl.modifyLive(ID, DEFINITION)
            }) {
                assertThat(command.input()).doesNotContain("\n");
                assertThat(MdevDefinition.parse(new Document("input", command.input())))
                        .isEqualTo(DEFINITION);
            }
        }

        @Test
        void theStartIsSet() {
            assertThat(Mdevctl.forced(Mdevctl.setStart(ID, MdevDefinition.Start.AUTO)))
                    .hasToString("mdevctl modify --uuid=" + ID + " --auto --force");
            assertThat(Mdevctl.setStart(ID, MdevDefinition.Start.AUTO))
                    .hasToString("mdevctl modify --uuid=" + ID + " --auto");
            assertThat(Mdevctl.setStart(ID, MdevDefinition.Start.MANUAL))
                    .hasToString("mdevctl modify --uuid=" + ID + " --manual");
        }

        @Test
        void devicesStartStopAndGo() {
            assertThat(Mdevctl.start(ID)).hasToString("mdevctl start --uuid=" + ID);
            assertThat(Mdevctl.stop(ID)).hasToString("mdevctl stop --uuid=" + ID);
            assertThat(Mdevctl.undefine(ID)).hasToString("mdevctl undefine --uuid=" + ID + " --parent=matrix");
        }

        @Test
        void theListsAreThoseThatLibvirtReads() {
            assertThat(sample("libvirt-mdevctl-argv.txt").text())
                    .contains(
                            "mdevctl list --dumpjson --defined",
                            Mdevctl.start(ID).toString(),
                            Mdevctl.stop(ID).toString());
            assertThat(Mdevctl.listDefined()).hasToString("mdevctl list --defined --dumpjson");
            assertThat(Mdevctl.listActive()).hasToString("mdevctl list --dumpjson");
        }
    }

    @Nested
    class OfVirsh {
        private static final NodeDeviceName.Mdev NAME = new NodeDeviceName.Mdev(ID);
        private static final String TEXT = "mdev_783e6dbb_ea0e_411f_94e2_717eaad438bf_matrix";
        private static final MdevNodeDevice DEVICE = MdevNodeDevice.of(ID, ATTRIBUTES);

        @Test
        void documentsAreReadFromInput() {
            assertThat(Virsh.define(DEVICE))
                    .isEqualTo(HostCommand.of("virsh", "nodedev-define", "/dev/stdin")
                            .withInput(DEVICE.toXml()));
            assertThat(Virsh.updateLive(NAME, DEVICE))
                    .isEqualTo(HostCommand.of("virsh", "nodedev-update", TEXT, "/dev/stdin", "--live")
                            .withInput(DEVICE.toXml()));
            assertThat(Virsh.updateConfig(NAME, DEVICE))
                    .isEqualTo(HostCommand.of("virsh", "nodedev-update", TEXT, "/dev/stdin", "--config")
                            .withInput(DEVICE.toXml()));
        }

        @Test
        void devicesAreNamed() {
            assertThat(Virsh.autostart(NAME)).hasToString("virsh nodedev-autostart " + TEXT);
            assertThat(Virsh.disableAutostart(NAME)).hasToString("virsh nodedev-autostart " + TEXT + " --disable");
            assertThat(Virsh.start(NAME)).hasToString("virsh nodedev-start " + TEXT);
            assertThat(Virsh.destroy(NAME)).hasToString("virsh nodedev-destroy " + TEXT);
            assertThat(Virsh.undefine(NAME)).hasToString("virsh nodedev-undefine " + TEXT);
        }

        @Test
        void allOfThemTakeTheLock() {
            assertThat(Virsh.autostart(NAME).takesApLock()).isTrue();
            assertThat(Virsh.define(DEVICE).takesApLock()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chzdev:s390-tools", "mdevctl:mdevctl", "virsh:libvirt-clients", "modprobe:kmod"})
    void aMissingToolIsNamedWithItsPackage(String programAndPackage) {
        String program = programAndPackage.substring(0, programAndPackage.indexOf(':'));
        String name = programAndPackage.substring(program.length() + 1);
        ProgramMissingException e = new ProgramMissingException(HostCommand.of(program));
        assertThat(e)
                .hasMessage(program + ": there is no program " + program + "; usually the package " + name + " has it");
        assertThat(e.packageName()).contains(name);
    }
}
