package io.github.apmatrix.persistence.libvirt;

import io.github.apmatrix.MediatedDeviceId;
import java.util.regex.Pattern;

/** UUIDs as libvirt's schemas allow them: with dashes, or 32 hex digits without. */
final class LibvirtUuid {
    private static final Pattern WITHOUT_DASHES =
            Pattern.compile("(\\p{XDigit}{8})(\\p{XDigit}{4})(\\p{XDigit}{4})(\\p{XDigit}{4})(\\p{XDigit}{12})");

    private LibvirtUuid() {}

    static MediatedDeviceId parse(String text) {
        var compact = WITHOUT_DASHES.matcher(text);
        return MediatedDeviceId.parse(compact.matches() ? compact.replaceFirst("$1-$2-$3-$4-$5") : text);
    }
}
