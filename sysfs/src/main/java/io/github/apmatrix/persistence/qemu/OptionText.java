package io.github.apmatrix.persistence.qemu;

import io.github.apmatrix.persistence.document.Document;
import java.util.LinkedHashMap;
import java.util.Map;

/** The option form of properties: {@code driver,name=value,name=value}, commas in values doubled. */
final class OptionText {
    static final String PLACE = "property ";

    private OptionText() {}

    static String of(Map<String, String> properties) {
        StringBuilder text = new StringBuilder();
        properties.forEach((name, value) -> {
            if (!name.equals(VfioApDevice.DRIVER)) {
                text.append(',').append(name).append('=');
            }
            text.append(value.replace(",", ",,"));
        });
        return text.toString();
    }

    /** Reads the properties; the driver may stand first without its name. */
    static Map<String, String> parse(Document document, String text) {
        Map<String, String> properties = new LinkedHashMap<>();
        int start = 0;
        do {
            int end = endOfPart(text, start);
            String part = text.substring(start, end).replace(",,", ",");
            int equals = part.indexOf('=');
            if (equals < 0 && start > 0) {
                throw document.malformed(PLACE + part, "", "the value is missing");
            }
            String name = equals < 0 ? VfioApDevice.DRIVER : part.substring(0, equals);
            String value = part.substring(equals + 1);
            if (properties.putIfAbsent(name, value) != null) {
                throw document.malformed(PLACE + name, value, "given twice");
            }
            start = end + 1;
        } while (start <= text.length());
        return properties;
    }

    private static int endOfPart(String text, int start) {
        int end = text.indexOf(',', start);
        while (end >= 0 && text.startsWith(",,", end)) {
            end = text.indexOf(',', end + 2);
        }
        return end < 0 ? text.length() : end;
    }
}
