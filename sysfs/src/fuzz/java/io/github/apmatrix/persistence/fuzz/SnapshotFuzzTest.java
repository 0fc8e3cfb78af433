package io.github.apmatrix.persistence.fuzz;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Bindings;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.snapshot.SnapshotJson;
import java.time.Duration;
import java.util.List;

class SnapshotFuzzTest {
    private static final Matrix MATRIX = Matrix.of(adapters(0x0a), domains(0x1b));
    private static final HostSnapshot HOST = HostSnapshot.builder()
            .apBus(Answer.YES)
            .lpar(ApConfig.of(MATRIX))
            .masks(HostMasks.allReserved())
            .bindings(Bindings.parse("1/1 (complete)"))
            .configTime(Duration.ofSeconds(30))
            .add(Card.builder(AdapterId.of(0x0a)).type(CardType.CEX8P).depth(8).build())
            .add(QueueDevice.builder(ApQueue.parse("0a.001b"))
                    .driver(DriverBinding.to("vfio_ap"))
                    .build())
            .add(MediatedDevice.builder(MediatedDeviceId.parse("62177883-f1bb-47f0-914d-32a22e3a8804"))
                    .assignedMatrix(MatrixReading.complete(MATRIX))
                    .guestMatrix(MatrixReading.unreadable("why"))
                    .build())
            .build();

    @FuzzTest(maxDuration = "2m")
    void documentsAreReadOrRefused(FuzzedDataProvider data) {
        Document sample = new Document("snapshot", SnapshotJson.toText(HOST));
        Splice.assertReadOrRefused(Splice.of(data, sample), List.of(SnapshotJson::parse));
    }
}
