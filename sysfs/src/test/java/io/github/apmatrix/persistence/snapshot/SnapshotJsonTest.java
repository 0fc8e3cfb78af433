package io.github.apmatrix.persistence.snapshot;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.ApFunctions;
import io.github.apmatrix.host.Bindings;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.KernelFeatures;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.VfioStatus;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotJsonTest {
    private static final MediatedDeviceId FIRST = MediatedDeviceId.parse("3c3a1f4e-0000-4000-8000-000000000001");
    private static final MediatedDeviceId SECOND = MediatedDeviceId.parse("62177883-f1bb-47f0-914d-32a22e3a8804");

    /** A host of which all is known that can be known, and every kind of not known. */
    private static HostSnapshot host() {
        return HostSnapshot.builder()
                .apBus(Answer.YES)
                .vfioAp(Answer.NO)
                .features(KernelFeatures.notKnown()
                        .with(KernelFeature.LPAR_CONFIGURATION, Answer.YES)
                        .with(KernelFeature.AP_CONFIG, Answer.NO))
                .lpar(ApConfig.of(adapters(0, 0x0a), domains(1, 0x1b)).withControlDomains(domains(1)))
                .maxAdapter(AdapterId.of(255))
                .maxDomain(DomainId.of(0x54))
                .masks(new HostMasks(adapters(0), DomainSet.none()))
                .bindings(Bindings.parse("1/2"))
                .defaultDomain(-1)
                .configTime(Duration.ofSeconds(30))
                .availableInstances(65_535)
                .add(Card.builder(AdapterId.of(0)).build())
                .add(Card.builder(AdapterId.of(0x0a))
                        .type(CardType.CEX8P)
                        .hardwareType(14)
                        .rawHardwareType(15)
                        .functions(ApFunctions.parse("0x06800000"))
                        .depth(8)
                        .maxMessageSize(12_288)
                        .serialNumber("93AA\"\\ ")
                        .online(Answer.YES)
                        .configured(Answer.YES)
                        .checkstopped(Answer.NO)
                        .driver(DriverBinding.to("cex4card"))
                        .build())
                .add(QueueDevice.builder(ApQueue.parse("0a.0001"))
                        .driver(DriverBinding.unbound())
                        .online(Answer.NO)
                        .build())
                .add(QueueDevice.builder(ApQueue.parse("0a.001b"))
                        .driver(DriverBinding.to("vfio_ap"))
                        .status(VfioStatus.IN_USE)
                        .configured(Answer.YES)
                        .checkstopped(Answer.NO)
                        .driverOverride("vfio_ap")
                        .build())
                .add(MediatedDevice.builder(FIRST)
                        .state(MediatedDeviceState.BEING_REMOVED)
                        .assignedMatrix(MatrixReading.unreadable("it is being removed"))
                        .build())
                .add(MediatedDevice.builder(SECOND)
                        .assignedMatrix(new MatrixReading.Cut(
                                ApQueueSet.of(ApQueue.parse("00.0001"), ApQueue.parse("00.001b"))))
                        .controlDomains(domains(0x1b))
                        .guestMatrix(MatrixReading.complete(Matrix.of(adapters(0x0a), DomainSet.none())))
                        .heldByGuest(Answer.YES)
                        .iommuGroup(3)
                        .build())
                .build();
    }

    private static final String TEXT = """
            {
              "version": 1,
              "apBus": true,
              "vfioAp": false,
              "features": {
                "lpar_configuration": true,
                "ap_config": false
              },
              "lpar": {
                "adapters": ["00", "0a"],
                "usageDomains": ["0001", "001b"],
                "controlDomains": ["0001"]
              },
              "maxAdapter": "ff",
              "maxDomain": "0054",
              "masks": {
                "apmask": ["00"],
                "aqmask": []
              },
              "bindings": {
                "bound": 1,
                "queues": 2,
                "complete": false
              },
              "defaultDomain": -1,
              "configTime": "PT30S",
              "availableInstances": 65535,
              "cards": [
                {"adapter": "00"},
                {"adapter": "0a", "type": "CEX8P", "hardwareType": 14, "rawHardwareType": 15, "functions": "0x06800000", \
            "depth": 8, "maxMessageSize": 12288, "serialNumber": "93AA\\"\\\\ ", "online": true, "configured": true, \
            "checkstopped": false, "bound": true, "driver": "cex4card"}
              ],
              "queues": [
                {"queue": "0a.0001", "bound": false, "online": false},
                {"queue": "0a.001b", "bound": true, "driver": "vfio_ap", "status": "in use", "configured": true, \
            "checkstopped": false, "driverOverride": "vfio_ap"}
              ],
              "devices": [
                {"id": "3c3a1f4e-0000-4000-8000-000000000001", "state": "being_removed", \
            "assigned": {"unreadable": "it is being removed"}},
                {"id": "62177883-f1bb-47f0-914d-32a22e3a8804", "state": "ready", \
            "assigned": {"cut": ["00.0001", "00.001b"]}, "controlDomains": ["001b"], \
            "guestMatrix": {"adapters": ["0a"], "domains": []}, "heldByGuest": true, "iommuGroup": 3}
              ]
            }
            """;

    private static HostSnapshot parse(String text) {
        return SnapshotJson.parse(new Document("host.json", text));
    }

    @Test
    void theTextIsThatOfTheDocumentedShape() {
        assertThat(SnapshotJson.toText(host())).isEqualTo(TEXT);
    }

    @Test
    void whatIsReadIsWhatWasWritten() {
        assertThat(parse(TEXT)).isEqualTo(host());
    }

    @Test
    void whatIsNotKnownIsMissing() {
        HostSnapshot nothing = HostSnapshot.builder().build();
        String text = """
                {
                  "version": 1,
                  "cards": [],
                  "queues": [],
                  "devices": []
                }
                """;
        assertThat(SnapshotJson.toText(nothing)).isEqualTo(text);
        assertThat(parse(text)).isEqualTo(nothing);
    }

    @Test
    void membersThatAreNotKnownAreSkippedAndTheLayoutDoesNotMatter() {
        String added = TEXT.replace("\n", "")
                .replace("{\"adapter\": \"00\"", "{\"color\": null, \"adapter\": \"00\"")
                .replace("\"version\": 1", "\"madeBy\": [{}], \"version\": 1")
                .replace("\"bound\": 1,", "\"bound\": 1, \"more\": 1.5,");
        assertThat(parse(added)).isEqualTo(host());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"version\": 1`|`\"version\": 2`|$.version|not version 1, the only one that is known",
                "`\"version\": 1,`|``|$.version|the member is missing",
                "`\"version\": 1`|`\"version\": \"1\"`|$.version|not an integer of 32 bits",
                "`\"apBus\": true`|`\"apBus\": null`|$.apBus|neither true nor false",
                "`\"maxAdapter\": \"ff\"`|`\"maxAdapter\": 255`|$.maxAdapter|not a string",
                "`\"maxAdapter\": \"ff\"`|`\"maxAdapter\": \"fg\"`|$.maxAdapter|",
                "`[\"00\", \"0a\"]`|`[\"00\", \"100\"]`|$.lpar.adapters[1]|",
                "`\"usageDomains\": [\"0001\", \"001b\"],`|``|$.lpar.usageDomains|the member is missing",
                "`\"bound\": 1,`|`\"bound\": -1,`|$.bindings|",
                "`-1`|`2147483648`|$.defaultDomain|not an integer of 32 bits",
                "`PT30S`|`30`|$.configTime|",
                "`CEX8P`|`CEX8X`|$.cards[1].type|",
                "`\"adapter\": \"00\"`|`\"adapter\": \"0a\"`|$.cards[1]|0a is there twice",
                "`{\"adapter\": \"00\"}`|`7`|$.cards[0]|not an object",
                "`\"bound\": true, \"driver\": \"cex4card\"`|`\"bound\": true`|$.cards[1].driver|the member is missing",
                "`\"bound\": false`|`\"bound\": false, \"driver\": \"x\"`|$.queues[0].driver|"
                        + "the driver of something that is not bound",
                "`\"in use\"`|`\"used\"`|$.queues[1].status|neither unassigned nor assigned nor in use",
                "`\"0a.0001\"`|`\"0a.001\"`|$.queues[0].queue|",
                "`\"being_removed\"`|`\"gone\"`|$.devices[0].state|neither ready nor being_removed nor without_driver",
                "`3c3a1f4e-0000-4000-8000-000000000001`|`62177883-F1BB-47F0-914D-32A22E3A8804`|$.devices[1]|"
                        + "62177883-f1bb-47f0-914d-32a22e3a8804 is there twice",
                "`[\"00.0001\", \"00.001b\"]`|`[]`|$.devices[1].assigned.cut|a cut matrix shows at least one queue",
                "`\"adapters\": [\"0a\"],`|``|$.devices[1].guestMatrix.adapters|the member is missing",
                "`\"iommuGroup\": 3`|`\"iommuGroup\": 0.5`|$.devices[1].iommuGroup|not an integer of 32 bits",
                "`\"cards\": [`|`\"cards\": {`|line 29, column 5|not well-formed JSON"
            })
    void aMalformedDocumentNamesThePlace(String original, String changed, String place, String problem) {
        assertThat(TEXT).contains(original);
        assertThatExceptionOfType(DocumentException.class)
                .isThrownBy(() -> parse(TEXT.replaceFirst(
                        java.util.regex.Pattern.quote(original),
                        java.util.regex.Matcher.quoteReplacement(changed == null ? "" : changed))))
                .satisfies(e -> {
                    assertThat(e.document()).isEqualTo("host.json");
                    assertThat(e.place()).isEqualTo(place);
                    assertThat(e.problem()).startsWith(problem == null ? "" : problem);
                });
    }
}
