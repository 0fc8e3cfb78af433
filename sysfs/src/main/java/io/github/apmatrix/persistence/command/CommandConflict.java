package io.github.apmatrix.persistence.command;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.MediatedDeviceId;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A queue that stands in the way of a change, as chzdev and mdevctl's checks print it.
 *
 * @param device the mediated device that uses the queue; empty if it is the host that keeps it
 * @param queue the queue
 * @param text the message, for example {@code apmask conflicts with mdev <uuid> APQN 10.4}
 * @since 0.1.0
 */
public record CommandConflict(Optional<MediatedDeviceId> device, ApQueue queue, String text) {
    private static final String UUID =
            "(?<uuid>[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})";
    private static final String USE = " for vfio_ap-passthrough use by the ";

    /** s390-tools up to 2.40 has AQPN in some messages. */
    private static final String QUEUE = "A(?:PQ|QP)N (?<adapter>\\d{1,3})\\.(?<domain>\\d{1,3})";

    private static final Pattern OF_CHZDEV = Pattern.compile(
            "\\b(?:persistent )?a[pq]mask conflicts with (?:defined autostart )?mdev " + UUID + " " + QUEUE + "\\b");
    private static final Pattern WITH_DEVICE =
            Pattern.compile("\\b" + QUEUE + " (?:is defined for autostart|already in use) by " + UUID + "\\b");
    private static final Pattern WITH_HOST = Pattern.compile("\\b" + QUEUE + " is not (?:defined" + USE
            + "persistent|allowed" + USE + "active) ap bus mask settings\\b");
    private static final ImmutableList<Pattern> FORMS = ImmutableList.of(OF_CHZDEV, WITH_DEVICE, WITH_HOST);

    /**
     * Checks that all are there.
     *
     * @param device the mediated device
     * @param queue the queue
     * @param text the message
     */
    public CommandConflict {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(text, "text");
    }

    /**
     * Reads the conflicts in the output of chzdev or mdevctl, or of libvirt, which passes it on. chzdev lists a queue twice
     * if both masks are in conflict.
     *
     * @param output the standard error of a command; lines that are no conflicts are skipped, and so are numbers above 255,
     *     which no queue has
     * @return the conflicts in the order of the output
     */
    public static ImmutableList<CommandConflict> parseAll(String output) {
        return output.lines()
                .flatMap(line -> FORMS.stream().flatMap(form -> parse(form, line).stream()))
                .collect(ImmutableList.toImmutableList());
    }

    private static Optional<CommandConflict> parse(Pattern form, String line) {
        var matcher = form.matcher(line);
        if (!matcher.find()) {
            return Optional.empty();
        }
        int adapter = Integer.parseInt(matcher.group("adapter"));
        int domain = Integer.parseInt(matcher.group("domain"));
        if (adapter > AdapterId.MAX_VALUE || domain > DomainId.MAX_VALUE) {
            return Optional.empty();
        }
        Optional<MediatedDeviceId> device =
                form.equals(WITH_HOST) ? Optional.empty() : Optional.of(MediatedDeviceId.parse(matcher.group("uuid")));
        return Optional.of(
                new CommandConflict(device, ApQueue.of(AdapterId.of(adapter), DomainId.of(domain)), matcher.group()));
    }

    /** Returns the message. */
    @Override
    public String toString() {
        return text;
    }
}
