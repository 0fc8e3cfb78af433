package io.github.apmatrix.persistence.lszcrypt;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import io.github.apmatrix.persistence.lszcrypt.Lines.Line;
import io.github.apmatrix.render.DomainTable;
import java.util.List;

/**
 * The domains of the LPAR, as {@code lszcrypt -d} shows them.
 *
 * @param usageDomains the usage domains
 * @param controlDomains the control domains
 * @since 0.1.0
 */
public record DomainMap(DomainSet usageDomains, DomainSet controlDomains) {
    private static final String HEADER = "DOMAIN 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f";
    private static final int DOMAINS_PER_ROW = 16;
    private static final ImmutableSet<String> LEGEND =
            ImmutableSet.of("C: Control domain", "U: Usage domain", "B: Both (Control + Usage domain)");

    /**
     * Checks that both parts are there.
     *
     * @param usageDomains the usage domains
     * @param controlDomains the control domains
     */
    public DomainMap {
        requireNonNull(usageDomains, "usageDomains");
        requireNonNull(controlDomains, "controlDomains");
    }

    /**
     * Reads a domain map: its header, the rows {@code 00}, {@code 10} to {@code f0} with 16 cells each, out of {@code .},
     * {@code U}, {@code C} and {@code B}, and any of the lines of the legend.
     *
     * @param document what lszcrypt printed
     * @return the domains
     * @throws DocumentException if a line is malformed, missing or too many
     */
    public static DomainMap parse(Document document) {
        Lines lines = new Lines(document);
        Line header = lines.next().orElseThrow(() -> lines.missing("no domain map"));
        if (!String.join(" ", header.words()).equals(HEADER)) {
            throw header.malformed("no header of a domain map");
        }
        DomainMap map = new DomainMap(DomainSet.none(), DomainSet.none());
        for (int first = 0; first <= DomainId.MAX_VALUE; first += DOMAINS_PER_ROW) {
            String label = String.format("%02x", first);
            Line row = lines.next().orElseThrow(() -> lines.missing("no row " + label));
            map = map.with(row, label, first);
        }
        while (lines.skip(LEGEND)) {
            // the legend is always the same
        }
        lines.next().ifPresent(line -> {
            throw line.malformed("another line after the domain map");
        });
        return map;
    }

    private DomainMap with(Line row, String label, int first) {
        List<String> words = row.words();
        if (!words.get(0).equals(label) || words.size() != DOMAINS_PER_ROW + 1) {
            throw row.malformed("no row " + label + " with " + DOMAINS_PER_ROW + " domains");
        }
        DomainMap map = this;
        for (int i = 0; i < DOMAINS_PER_ROW; i++) {
            map = map.with(row, DomainId.of(first + i), words.get(i + 1));
        }
        return map;
    }

    private DomainMap with(Line row, DomainId domain, String cell) {
        return switch (cell) {
            case "." -> this;
            case "U" -> new DomainMap(usageDomains.with(domain), controlDomains);
            case "C" -> new DomainMap(usageDomains, controlDomains.with(domain));
            case "B" -> new DomainMap(usageDomains.with(domain), controlDomains.with(domain));
            default -> throw row.malformed("domain " + domain, cell, "none of '.', U, C and B");
        };
    }

    /**
     * Returns the text that {@code lszcrypt -d} prints.
     *
     * @return the lines
     */
    public String toText() {
        return DomainTable.of(usageDomains, controlDomains).toString();
    }

    /** Returns {@link #toText()}. */
    @Override
    public String toString() {
        return toText();
    }
}
