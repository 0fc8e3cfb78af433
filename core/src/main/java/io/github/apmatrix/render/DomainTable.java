package io.github.apmatrix.render;

import static java.util.Objects.requireNonNull;

import io.github.apmatrix.ApConfig;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.host.HostSnapshot;
import java.util.Optional;

/**
 * The usage and control domains of an LPAR as 16 rows of 16, in the style of {@code lszcrypt -d}: {@code U} usage,
 * {@code C} control, {@code B} both, a period neither.
 *
 * <pre>{@code
 * DOMAIN 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f
 * ------------------------------------------------------
 *     00  .  B  U  B  B  C  .  .  .  .  .  .  .  .  .  .
 * }</pre>
 *
 * @since 0.1.0
 */
public final class DomainTable {
    private static final int DOMAINS_PER_ROW = 16;
    private static final String LEGEND = """
            C: Control domain
            U: Usage domain
            B: Both (Control + Usage domain)
            """;

    private final DomainSet usage;
    private final DomainSet control;

    private DomainTable(DomainSet usage, DomainSet control) {
        this.usage = requireNonNull(usage, "usage");
        this.control = requireNonNull(control, "control");
    }

    /**
     * Returns the table of some domains.
     *
     * @param usage the usage domains
     * @param control the control domains
     * @return the table; {@link #toString()} is its text
     */
    public static DomainTable of(DomainSet usage, DomainSet control) {
        return new DomainTable(usage, control);
    }

    /**
     * Returns the table of the LPAR's domains.
     *
     * @param snapshot the snapshot
     * @return the table, or empty if it is not known what the LPAR has; lszcrypt prints an error then
     */
    public static Optional<DomainTable> of(HostSnapshot snapshot) {
        return snapshot.lpar().map(DomainTable::ofConfig);
    }

    private static DomainTable ofConfig(ApConfig config) {
        return new DomainTable(config.usageDomains(), config.controlDomains());
    }

    /** Returns the header, 16 rows and the legend, without the warning that lszcrypt adds for some default domains. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("DOMAIN");
        for (int column = 0; column < DOMAINS_PER_ROW; column++) {
            text.append(String.format(" %02x", column));
        }
        String rule = "-".repeat(text.length()) + "\n";
        text.append('\n').append(rule);
        for (int first = 0; first <= DomainId.MAX_VALUE; first += DOMAINS_PER_ROW) {
            text.append(String.format("%6s", String.format("%02x", first)));
            for (int domain = first; domain < first + DOMAINS_PER_ROW; domain++) {
                text.append("  ").append(cell(DomainId.of(domain)));
            }
            text.append('\n');
        }
        return text.append(rule).append(LEGEND).toString();
    }

    private char cell(DomainId domain) {
        if (usage.contains(domain)) {
            return control.contains(domain) ? 'B' : 'U';
        }
        return control.contains(domain) ? 'C' : '.';
    }
}
