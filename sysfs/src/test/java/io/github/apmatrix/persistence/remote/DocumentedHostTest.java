package io.github.apmatrix.persistence.remote;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.explain.Explain;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.VfioStatus;
import io.github.apmatrix.persistence.chzdev.LszdevOutput;
import io.github.apmatrix.persistence.chzdev.MaskSettings;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.MdevAttributes;
import io.github.apmatrix.persistence.lszcrypt.BusAttributes;
import io.github.apmatrix.persistence.lszcrypt.DeviceListing;
import io.github.apmatrix.persistence.lszcrypt.DomainMap;
import io.github.apmatrix.persistence.mdevctl.ActiveDevice;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import io.github.apmatrix.persistence.mdevctl.MdevctlListing;
import io.github.apmatrix.persistence.samples.Samples;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.Capture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentedHostTest {
    private static final MediatedDeviceId ID = MediatedDeviceId.parse("4b0518fd-9237-493f-93c8-c5597f8006a3");

    private static HostSnapshot live(String kernel, String host) throws IOException {
        Path capture = Path.of("target/test-classes/captures", kernel, host + ".sysfs.gz");
        return ApHost.at(Capture.read(capture).sysfs()).snapshot();
    }

    private static HostSnapshot documented(String kernel, String host) {
        String console = kernel + "/" + host + ".tools.txt";
        return DocumentedHost.builder()
                .devices(DeviceListing.parse(Samples.command(console, "lszcrypt -V")))
                .domains(DomainMap.parse(Samples.command(console, "lszcrypt -d")))
                .bus(BusAttributes.parse(Samples.command(console, "lszcrypt -b")))
                .masks(LszdevOutput.parse(Samples.command(console, "lszdev --type ap -i"))
                        .active())
                .mediatedDevices(MdevctlListing.parseActive(Samples.command(console, "mdevctl list --dumpjson")))
                .types(MdevctlListing.parseTypes(Samples.command(console, "mdevctl types --dumpjson")))
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "6.1, production",
        "6.1, scenario",
        "6.12, production",
        "6.12, scenario",
        "7.3, production",
        "7.3, scenario"
    })
    void whatToolsPrintedAgreesWithTheHost(String kernel, String host) throws IOException {
        HostSnapshot live = live(kernel, host);
        HostSnapshot documented = documented(kernel, host);
        assertThat(documented.apBus()).isEqualTo(Answer.YES);
        assertThat(documented.vfioAp()).isEqualTo(Answer.YES);
        assertThat(documented.lpar()).isEqualTo(live.lpar());
        assertThat(documented.masks()).isEqualTo(live.masks());
        assertThat(documented.maxDomain()).isEqualTo(live.maxDomain());
        assertThat(documented.configTime()).isEqualTo(live.configTime());
        assertThat(documented.availableInstances()).isEqualTo(live.availableInstances());
        assertThat(documented.cards().keySet()).isEqualTo(live.cards().keySet());
        assertThat(documented.queues().keySet()).isEqualTo(live.queues().keySet());
        assertThat(documented.boundToVfioAp()).isEqualTo(live.boundToVfioAp());
        assertThat(documented.freeForVfio()).isEqualTo(live.freeForVfio());
        assertThat(documented.devices().keySet()).isEqualTo(live.devices().keySet());
        assertThat(live.queues().keySet())
                .anySatisfy(queue -> assertThat(status(documented, queue)).isPresent());
        live.queues()
                .forEach((queue, device) -> status(documented, queue)
                        .ifPresent(status -> assertThat(device.status())
                                .as("%s", queue)
                                .contains(status))); // a deconfigured adapter hides it
    }

    private static Optional<VfioStatus> status(HostSnapshot host, ApQueue queue) {
        return Objects.requireNonNull(host.queues().get(queue)).status();
    }

    @Test
    void aDeviceWithoutAttributesIsNotKnown() {
        assertThat(documented("6.12", "production").devices()).isNotEmpty().allSatisfy((id, device) -> {
            assertThat(device.assigned()).isEmpty();
            assertThat(device.assignedMatrix().matrix()).isEmpty();
            assertThat(device.guestMatrix().matrix()).isEmpty();
            assertThat(device.heldByGuest()).isEqualTo(Answer.NOT_KNOWN);
        });
    }

    @Test
    void aDeviceWithAttributesIsKnown() {
        ApConfig config = ApConfig.of(adapters(3), domains(4)).withControlDomains(domains(5));
        HostSnapshot host = DocumentedHost.builder()
                .mediatedDevices(List.of(new ActiveDevice(
                        "matrix", ID, MdevDefinition.Start.AUTO, Optional.of(MdevAttributes.of(config)))))
                .build();
        assertThat(host.vfioAp()).isEqualTo(Answer.YES);
        assertThat(Objects.requireNonNull(host.devices().get(ID)).assigned()).contains(config);
        assertThat(Objects.requireNonNull(host.devices().get(ID)).guestMatrix())
                .isEqualTo(MatrixReading.unreadable("not read"));
    }

    @Test
    void nothingIsKnownWithoutDocuments() {
        assertThat(DocumentedHost.builder().build())
                .isEqualTo(HostSnapshot.builder().build());
    }

    @Test
    void aPlainListingLeavesTheLparOpen() {
        String console = "6.12/production.tools.txt";
        HostSnapshot host = DocumentedHost.builder()
                .devices(DeviceListing.parse(Samples.command(console, "lszcrypt")))
                .domains(DomainMap.parse(Samples.command(console, "lszcrypt -d")))
                .build();
        assertThat(host.lpar()).isEmpty();
        assertThat(host.vfioAp()).isEqualTo(Answer.NOT_KNOWN);
        assertThat(host.queues()).isNotEmpty();
    }

    @Test
    void bothMasksAreNeeded() {
        MaskSettings one = new MaskSettings(Optional.of(AdapterSet.all()), Optional.empty());
        assertThat(DocumentedHost.builder().masks(one).build().masks()).isEmpty();
        HostMasks both = new HostMasks(adapters(1), DomainSet.all());
        assertThat(DocumentedHost.builder().masks(MaskSettings.of(both)).build().masks())
                .contains(both);
    }

    @Test
    void withoutTheTypeVfioApIsNotLoaded() {
        HostSnapshot host = DocumentedHost.builder()
                .types(MdevctlListing.parseTypes(new Document("types", "[]")))
                .build();
        assertThat(host.vfioAp()).isEqualTo(Answer.NO);
        assertThat(host.availableInstances()).isEqualTo(OptionalInt.empty());
    }

    @Test
    void aQueueOfTheHostIsExplainedFromDocumentsAlone() {
        HostSnapshot host = documented("6.12", "production");
        QueueDevice reserved = host.queues().values().stream()
                .filter(queue -> host.reservedForHost().contains(queue.queue()))
                .findFirst()
                .orElseThrow();
        assertThat(Explain.queue(host, reserved.queue(), ID).reachesGuest()).isEqualTo(Answer.NO);
        assertThat(ImmutableList.copyOf(host.devices().keySet())).contains(ID);
    }
}
