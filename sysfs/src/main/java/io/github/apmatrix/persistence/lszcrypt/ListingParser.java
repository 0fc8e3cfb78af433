package io.github.apmatrix.persistence.lszcrypt;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.lszcrypt.Lines.Line;
import io.github.apmatrix.render.ListingStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes lines apart by their words: widths differ between versions, and documentation is edited. */
final class ListingParser {
    private static final String FIRST_TITLE = "CARD.DOM";

    /** The first title before s390-tools 2.18. */
    private static final String OLD_FIRST_TITLE = "CARD.DOMAIN";

    private static final ImmutableSet<String> NO_CARDS =
            ImmutableSet.of("No crypto card devices found.", "lszcrypt: No crypto card devices found.");

    /** The first columns have one word each; the status, which follows, one or two. */
    private static final int FIRST_COLUMNS = 3;

    /** What is told apart without header; a serial number would look like a count. */
    private static final ImmutableList<Columns> GUESSES = ImmutableList.of(
            Columns.of(ListingStyle.PLAIN),
            Columns.of(ListingStyle.VERBOSE),
            Columns.of(ListingStyle.SECURE_EXECUTION));

    private final Lines lines;

    ListingParser(Document document) {
        this.lines = new Lines(document);
    }

    DeviceListing parse() {
        if (lines.skip(NO_CARDS)) {
            rejectMore("after the message that there are no devices");
            return new DeviceListing(ListingStyle.VERBOSE, ImmutableList.of());
        }
        Columns columns = columns(lines.peek().orElseThrow(() -> lines.missing("neither a header nor a device")));
        ImmutableList.Builder<ListedDevice> devices = ImmutableList.builder();
        for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
            devices.add(device(columns, line.orElseThrow()));
        }
        return new DeviceListing(columns.style(), devices.build());
    }

    private void rejectMore(String where) {
        lines.next().ifPresent(line -> {
            throw line.malformed("another line " + where);
        });
    }

    /** The columns of the header, which is taken away then, or those that the first device fits. */
    private Columns columns(Line first) {
        List<String> words = first.words();
        if (isHeader(words)) {
            lines.next();
            return Columns.titled(words).orElseThrow(() -> first.malformed("no header of a listing"));
        }
        return GUESSES.stream()
                .filter(columns -> columns.fit(words))
                .findFirst()
                .orElse(Columns.of(ListingStyle.VERBOSE));
    }

    private static boolean isHeader(List<String> words) {
        return words.get(0).equals(FIRST_TITLE) || words.get(0).equals(OLD_FIRST_TITLE);
    }

    private static ListedDevice device(Columns columns, Line line) {
        List<String> words = line.words();
        if (isHeader(words)) {
            throw line.malformed("a header that is not in the first line");
        } else if (words.size() < columns.titles().size()) {
            throw line.malformed(
                    words.size() + " fields for " + columns.titles().size() + " columns");
        }
        ImmutableMap<String, String> fields = columns.fields(words);
        fields.forEach((title, text) -> check(line, title, text));
        ListedDevice device = ListedDevice.of(fields);
        if (device.queue().isEmpty() && device.status().vfioStatus().isPresent()) {
            throw line.malformed("STATUS", device.status().toString(), "a status that only queues have");
        }
        return device;
    }

    private static void check(Line line, String title, String text) {
        try {
            Field.check(title, text);
        } catch (IllegalArgumentException e) {
            throw line.malformed(title, text, e);
        }
    }

    /** The titles that a listing has, and the style that holds them all. */
    private record Columns(ListingStyle style, ImmutableList<String> titles) {
        static Columns of(ListingStyle style) {
            return new Columns(style, style.columns());
        }

        /** The columns of a header; there was no driver before s390-tools 2.7. */
        static Optional<Columns> titled(List<String> words) {
            ImmutableList<String> titles = ImmutableList.<String>builder()
                    .add(FIRST_TITLE)
                    .addAll(Iterables.skip(words, 1))
                    .build();
            for (ListingStyle style : ListingStyle.values()) {
                List<String> withoutDriver = new ArrayList<>(style.columns());
                withoutDriver.remove("DRIVER");
                if (titles.equals(style.columns()) || titles.equals(withoutDriver)) {
                    return Optional.of(new Columns(style, titles));
                }
            }
            return Optional.empty();
        }

        /** The fields by their titles; words that are too many belong to the status. */
        ImmutableMap<String, String> fields(List<String> words) {
            int surplus = words.size() - titles.size();
            ImmutableMap.Builder<String, String> fields = ImmutableMap.builder();
            for (int i = 0; i < titles.size(); i++) {
                if (i < FIRST_COLUMNS) {
                    fields.put(titles.get(i), words.get(i));
                } else if (i == FIRST_COLUMNS) {
                    fields.put(titles.get(i), String.join(" ", words.subList(i, i + surplus + 1)));
                } else {
                    fields.put(titles.get(i), words.get(i + surplus));
                }
            }
            return fields.buildOrThrow();
        }

        boolean fit(List<String> words) {
            try {
                return words.size() >= titles.size() && ListedDevice.of(fields(words)) != null;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }
}
