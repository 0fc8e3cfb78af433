package io.github.apmatrix.persistence.lszcrypt;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import io.github.apmatrix.render.ListingStyle;
import java.util.stream.Collectors;

/**
 * Cards and queues as lszcrypt lists them: without options, with {@code -V} or with {@code -s}.
 *
 * @param style the columns
 * @param devices the cards and queues in the order of the listing
 * @since 0.1.0
 */
public record DeviceListing(ListingStyle style, ImmutableList<ListedDevice> devices) {
    /**
     * Checks that both parts are there.
     *
     * @param style the columns
     * @param devices the cards and queues
     */
    public DeviceListing {
        requireNonNull(style, "style");
        requireNonNull(devices, "devices");
    }

    /**
     * Reads a listing of any version, with or without its header, for example this line of {@code lszcrypt -V}:
     *
     * <pre>{@code
     * 00.0001  CEX7A Accelerator in use            0        -     13     08 -MC-A-NF-  vfio_ap
     * }</pre>
     *
     * <p>The columns are those of the header; without header, those that the first line fits. A header alone is a listing
     * without devices, like the message {@code No crypto card devices found.}
     *
     * @param document what lszcrypt printed
     * @return the listing; it has the style {@link ListingStyle#VERBOSE} if there is only the message
     * @throws DocumentException if a line is malformed, a message or a second header, or there is nothing at all
     */
    public static DeviceListing parse(Document document) {
        return new ListingParser(document).parse();
    }

    /**
     * Returns the cards for a snapshot, with all that the listing tells for certain:
     *
     * <ul>
     *   <li>{@code deconfig} tells that the adapter is not configured, {@code chkstop} that it is configured and
     *       checkstopped, {@code online} that it is online and configured, {@code offline} only that it is not online
     *   <li>{@code online} tells also that the card is not checkstopped if there are ten function letters; versions that
     *       print nine may not have looked
     *   <li>the queue depth stays unknown, because some versions print one more than the kernel; so do functions and serial
     *       number, of which a listing has only the first bits and characters
     * </ul>
     *
     * @return the cards in the order of the listing; none for queues that are listed without their card
     */
    public ImmutableList<Card> cards() {
        return devices.stream()
                .filter(device -> device.queue().isEmpty())
                .map(SnapshotParts::card)
                .collect(ImmutableList.toImmutableList());
    }

    /**
     * Returns the queues for a snapshot, with all that the listing tells for certain: like {@link #cards()}, and
     * {@code unassigned}, {@code assigned} and {@code in use} tell that vfio_ap has the queue, that it is configured and,
     * with ten function letters, not checkstopped. {@code online} and {@code offline} tell nothing of a queue that vfio_ap
     * has: only documents that were edited by hand show that.
     *
     * @return the queues in the order of the listing
     */
    public ImmutableList<QueueDevice> queues() {
        return devices.stream()
                .flatMap(device -> device.queue().map(queue -> SnapshotParts.queue(device, queue)).stream())
                .collect(ImmutableList.toImmutableList());
    }

    /**
     * Returns the listing as lszcrypt prints it since s390-tools 2.28, with blanks at the ends of lines. Function letters
     * of older versions stay nine, queue depths as they are.
     *
     * @return the lines
     */
    public String toText() {
        return devices.stream().map(device -> device.line(style)).collect(Collectors.joining("", style.header(), ""));
    }

    /** Returns {@link #toText()}. */
    @Override
    public String toString() {
        return toText();
    }
}
