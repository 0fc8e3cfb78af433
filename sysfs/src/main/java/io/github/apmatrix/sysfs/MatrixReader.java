package io.github.apmatrix.sysfs;

import com.google.common.base.Splitter;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.MatrixReading;
import java.util.Optional;

/** Reads what is assigned to a mediated device and what its guest gets, and recognises a text that the kernel cut. */
final class MatrixReader {
    /** The kernel delivers one byte less than a page. */
    private static final int CUT_LENGTH = 4095;

    private static final int QUEUE_LENGTH = "0a.001b".length();

    private final Attributes attributes;

    MatrixReader(Attributes attributes) {
        this.attributes = attributes;
    }

    MatrixReading assigned(MediatedDeviceId id) {
        SysfsPath device = Layout.device(id);
        MatrixReading reading = read(device.resolve("matrix"));
        Optional<ApConfig> repair = reading instanceof MatrixReading.Cut
                ? attributes.ifPresent(device.resolve("ap_config"), ApConfig::parse)
                : Optional.empty();
        return repair.map(config -> MatrixReading.complete(config.matrix())).orElse(reading);
    }

    /** Returns all that is assigned, if the kernel shows it in one text. */
    Optional<ApConfig> config(MediatedDeviceId id) {
        return attributes.tryValue(Layout.device(id).resolve("ap_config"), ApConfig::parse);
    }

    MatrixReading guest(MediatedDeviceId id) {
        return read(Layout.device(id).resolve("guest_matrix"));
    }

    DomainSet controlDomains(MediatedDeviceId id) {
        return attributes.value(
                Layout.device(id).resolve("control_domains"),
                text -> DomainSet.copyOf(Splitter.on('\n')
                        .omitEmptyStrings()
                        .splitToStream(text)
                        .map(DomainId::parseHex)
                        .toList()));
    }

    private MatrixReading read(SysfsPath path) {
        String content = attributes.sysfs().read(path);
        try {
            return content.length() >= CUT_LENGTH
                    ? new MatrixReading.Cut(parseCut(content))
                    : MatrixReading.complete(Matrix.parseKernelText(content));
        } catch (IllegalArgumentException e) {
            throw new UnreadableContentException(path, content, e);
        }
    }

    /** The last line may have lost its newline, or, should the kernel ever cut elsewhere, more. */
    private static ApQueueSet parseCut(String content) {
        ApQueueSet.Builder queues = ApQueueSet.builder();
        Splitter.on('\n')
                .splitToStream(content)
                .filter(line -> line.length() == QUEUE_LENGTH)
                .forEach(line -> queues.add(ApQueue.parse(line)));
        return queues.build();
    }
}
