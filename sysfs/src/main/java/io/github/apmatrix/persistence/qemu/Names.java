package io.github.apmatrix.persistence.qemu;

import com.google.common.collect.ImmutableSet;
import io.github.apmatrix.ApFormatException;
import java.util.regex.Pattern;

/** What ids, and names and values of properties may look like. */
final class Names {
    /** Never among the other properties of a device. */
    static final ImmutableSet<String> RESERVED =
            ImmutableSet.of(VfioApDevice.DRIVER, VfioApDevice.ID, VfioApDevice.SYSFSDEV);

    private static final Pattern FORM = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");

    private Names() {}

    static String checkId(String id) {
        return check("an id", id);
    }

    static void checkProperty(String name, String value) {
        check("the name of a property", name);
        if (RESERVED.contains(name)) {
            throw new IllegalArgumentException(name + " is not one of the other properties");
        }
        int index = 0;
        while (index < value.length()) {
            int character = value.codePointAt(index);
            if (Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE) {
                throw ApFormatException.malformed("the value of a property", value, index, "not a printable character");
            }
            index += Character.charCount(character);
        }
    }

    private static String check(String what, String name) {
        var matcher = FORM.matcher(name);
        if (!matcher.matches()) {
            int index = matcher.lookingAt() ? matcher.end() : 0;
            throw ApFormatException.malformed(
                    what, name, index, "not a letter followed by letters, digits, \"-\", \".\" and \"_\"");
        }
        return name;
    }
}
