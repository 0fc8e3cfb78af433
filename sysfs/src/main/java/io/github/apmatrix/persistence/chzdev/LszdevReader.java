package io.github.apmatrix.persistence.chzdev;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.persistence.document.Document;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collects the two forms of lszdev; the first line tells which it is. */
final class LszdevReader {
    private static final String ATTRIBUTE = "ATTRIBUTE";
    private static final String ACTIVE = "ACTIVE";
    private static final String PERSISTENT = "PERSISTENT";
    private static final ImmutableSet<List<String>> HEADINGS = ImmutableSet.of(
            ImmutableList.of(ATTRIBUTE, ACTIVE, PERSISTENT),
            ImmutableList.of(ATTRIBUTE, ACTIVE),
            ImmutableList.of(ATTRIBUTE, PERSISTENT));
    private static final Pattern PAIR = Pattern.compile("([A-Z]++)=\"([^\"]*+)\"(?:\\s++|$)");
    private static final Pattern PROPERTY = Pattern.compile("([A-Z][a-z]*+)\\s*+:\\s*+(.*+)");
    private static final String TABLE_START = "DEVICE TYPE ap";
    private static final String TABLE_WITHOUT_SETTINGS = "No settings found";

    private enum Form {
        UNKNOWN,
        TABLE,
        PAIRS
    }

    private final Document document;
    private Form form = Form.UNKNOWN;
    private final Map<String, String> properties = new HashMap<>();
    private ImmutableList<String> headings = ImmutableList.of();
    private boolean withoutSettings;
    private final Set<MaskName> seen = EnumSet.noneOf(MaskName.class);
    private final ImmutableSet.Builder<String> undecided = ImmutableSet.builder();
    private MaskSettings active = MaskSettings.none();
    private MaskSettings persistent = MaskSettings.none();

    LszdevReader(Document document) {
        this.document = document;
    }

    void read(Line line) {
        if (line.isBlank()) {
            return;
        }
        switch (form) {
            case UNKNOWN -> start(line);
            case TABLE -> readTable(line);
            case PAIRS -> readPairs(line);
        }
    }

    private void start(Line line) {
        switch (line.trimmed()) {
            case TABLE_START -> form = Form.TABLE;
            case "TYPE=\"ap\"" -> form = Form.PAIRS;
            default -> throw line.malformed("not the output of lszdev --type ap");
        }
    }

    private void readTable(Line line) {
        String text = line.trimmed();
        Matcher property = PROPERTY.matcher(text);
        List<String> words = Splitter.on(Line.BLANK).omitEmptyStrings().splitToList(text);
        if (headings.isEmpty() && text.equals(TABLE_WITHOUT_SETTINGS)) {
            withoutSettings = true;
        } else if (headings.isEmpty() && HEADINGS.contains(words)) {
            headings = ImmutableList.copyOf(words);
        } else if (headings.isEmpty() && property.matches()) {
            addProperty(line, property.group(1), property.group(2));
        } else if (headings.isEmpty() || words.size() != headings.size()) {
            throw line.malformed("not a line of this table");
        } else {
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < words.size(); i++) {
                row.put(headings.get(i), words.get(i));
            }
            readRow(line, row.getOrDefault(ATTRIBUTE, ""), row);
        }
    }

    private void addProperty(Line line, String name, String value) {
        if (properties.put(name, value) != null) {
            throw line.malformed("a property that came before");
        }
    }

    private void readRow(Line line, String attribute, Map<String, String> row) {
        MaskName name = name(line, attribute);
        cell(line, row, ACTIVE).ifPresent(mask -> active = active.with(name, mask));
        cell(line, row, PERSISTENT).ifPresent(mask -> persistent = persistent.with(name, mask));
    }

    private MaskName name(Line line, String attribute) {
        MaskName name = MaskName.of(attribute)
                .orElseThrow(() -> line.malformed(attribute, "an attribute that device type ap does not have"));
        if (!seen.add(name)) {
            throw line.malformed(attribute, "an attribute that came before");
        }
        return name;
    }

    private static Optional<ApMask> cell(Line line, Map<String, String> row, String heading) {
        String cell = row.getOrDefault(heading, "-");
        if (cell.equals("-")) {
            return Optional.empty();
        }
        if (cell.length() < 2 || !cell.startsWith("\"") || !cell.endsWith("\"")) {
            throw line.malformed(cell, "neither a value in quotes nor -");
        }
        return Optional.of(mask(line, cell.substring(1, cell.length() - 1)));
    }

    private static ApMask mask(Line line, String value) {
        if (value.isEmpty()) {
            return ApMask.none();
        }
        try {
            if (ChzdevValue.parse(value) instanceof MaskUpdate.Absolute absolute) {
                return absolute.mask();
            }
        } catch (ApFormatException e) {
            throw line.malformed(value, e);
        }
        throw line.malformed(value, "changes instead of a mask");
    }

    private void readPairs(Line line) {
        Map<String, String> pairs = pairs(line);
        String attribute = pairs.get(ATTRIBUTE);
        if (attribute != null) {
            readPairs(line, attribute, pairs);
        } else {
            pairs.forEach((name, value) -> addProperty(line, name, value));
        }
    }

    private static ImmutableMap<String, String> pairs(Line line) {
        String text = line.trimmed();
        Map<String, String> pairs = new LinkedHashMap<>();
        Matcher matcher = PAIR.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!matcher.region(end, text.length()).lookingAt()) {
                throw line.malformed("not NAME=\"value\"");
            }
            if (pairs.put(matcher.group(1), matcher.group(2)) != null) {
                throw line.malformed("a name that came before");
            }
            end = matcher.end();
        }
        return ImmutableMap.copyOf(pairs);
    }

    private void readPairs(Line line, String attribute, Map<String, String> pairs) {
        MaskName name = name(line, attribute);
        if (has("ACTV")) {
            String value = pairs.get(ACTIVE);
            if (value == null) {
                throw line.malformed("no active value");
            }
            active = active.with(name, mask(line, value));
        }
        String value = has("PERS") ? pairs.getOrDefault(PERSISTENT, "") : "";
        if (!value.isEmpty()) {
            persistent = persistent.with(name, mask(line, value));
        } else if (has("PERS")) {
            undecided.add(name.toString());
        }
    }

    private boolean has(String property) {
        return properties.getOrDefault(property, "no").equals("yes");
    }

    LszdevOutput result() {
        boolean complete = switch (form) {
            case UNKNOWN -> false;
            case TABLE -> withoutSettings ? seen.isEmpty() : isComplete(headings.contains(ACTIVE));
            case PAIRS -> properties.containsKey("ACTV") && properties.containsKey("PERS") && isComplete(has("ACTV"));
        };
        if (!complete) {
            throw document.malformed("the whole text", "", "an incomplete output of lszdev --type ap");
        }
        return new LszdevOutput(active, persistent, undecided.build());
    }

    /** Active masks always come both; of persistent ones those that are set. */
    private boolean isComplete(boolean withActive) {
        return withActive ? seen.size() == MaskName.values().length : form == Form.PAIRS || !seen.isEmpty();
    }
}
