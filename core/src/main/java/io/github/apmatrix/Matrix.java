package io.github.apmatrix;

import com.google.common.base.Strings;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;

/**
 * Adapters x usage domains: every adapter with every domain.
 *
 * <p>Adapters without domains, domains without adapters, and nothing at all are three different matrices, though none of
 * them has a queue: the kernel prints them differently, and the missing half may still come.
 *
 * @since 0.1.0
 */
public final class Matrix {
    private static final Matrix NONE = new Matrix(AdapterSet.none(), DomainSet.none());
    private static final String WHAT = "a matrix as the kernel prints it";

    private final AdapterSet adapters;
    private final DomainSet domains;

    private Matrix(AdapterSet adapters, DomainSet domains) {
        this.adapters = Objects.requireNonNull(adapters, "adapters");
        this.domains = Objects.requireNonNull(domains, "domains");
    }

    /**
     * Returns the matrix with neither adapters nor domains.
     *
     * @return nothing
     */
    public static Matrix none() {
        return NONE;
    }

    /**
     * Returns the matrix of some adapters and some usage domains.
     *
     * @param adapters the adapters, possibly none
     * @param domains the usage domains, possibly none
     * @return the matrix
     */
    public static Matrix of(AdapterSet adapters, DomainSet domains) {
        return new Matrix(adapters, domains);
    }

    /**
     * Returns the matrix of the content of a {@code matrix} or {@code guest_matrix} attribute.
     *
     * @param text the whole content, with its last newline: lines {@code 0a.001b} for each queue; {@code 0a.} for
     *     adapters without domains; {@code .001b} for domains without adapters; empty for none
     * @return the matrix
     * @throws ApFormatException if the text is not the complete, ordered content of such an attribute; so a content that
     *     was cut after 4095 bytes is refused
     */
    public static Matrix parseKernelText(String text) {
        MaskBits adapters = new MaskBits();
        MaskBits domains = new MaskBits();
        int end;
        for (int start = 0; start < text.length(); start = end + 1) {
            end = text.indexOf('\n', start);
            if (end < 0) {
                throw ApFormatException.malformed(WHAT, text, text.length(), "no newline");
            }
            int dot = text.indexOf('.', start);
            if (dot < 0 || dot > end) {
                throw ApFormatException.malformed(WHAT, text, start, "no dot in the line");
            }
            if (dot > start) {
                adapters.set(Ids.parseHex(WHAT, text, start, AdapterId.HEX_DIGITS));
            }
            if (dot + 1 < end) {
                domains.set(Ids.parseHex(WHAT, text, dot + 1, DomainId.HEX_DIGITS));
            }
        }
        Matrix matrix = new Matrix(AdapterSet.of(adapters.mask()), DomainSet.of(domains.mask()));
        String expected = matrix.toKernelText();
        if (!expected.equals(text)) {
            int index = Strings.commonPrefix(expected, text).length();
            throw ApFormatException.malformed(WHAT, text, index, "no complete, ordered list of adapters x domains");
        }
        return matrix;
    }

    /**
     * Returns the adapters.
     *
     * @return the adapters, possibly none
     */
    public AdapterSet adapters() {
        return adapters;
    }

    /**
     * Returns the usage domains.
     *
     * @return the usage domains, possibly none
     */
    public DomainSet domains() {
        return domains;
    }

    /**
     * Returns this matrix with other adapters.
     *
     * @param newAdapters the adapters
     * @return these adapters with the domains of this matrix
     */
    public Matrix withAdapters(AdapterSet newAdapters) {
        return new Matrix(newAdapters, domains);
    }

    /**
     * Returns this matrix with other domains.
     *
     * @param newDomains the usage domains
     * @return the adapters of this matrix with these domains
     */
    public Matrix withDomains(DomainSet newDomains) {
        return new Matrix(adapters, newDomains);
    }

    /**
     * Returns whether there are neither adapters nor domains. A matrix can have no queue and yet not be none.
     *
     * @return true if this is {@link #none()}
     */
    public boolean isNone() {
        return adapters.isEmpty() && domains.isEmpty();
    }

    /**
     * Returns the number of queues.
     *
     * @return adapters times domains, from 0 to 65,536
     */
    public int size() {
        return adapters.size() * domains.size();
    }

    /**
     * Returns whether a queue is in this matrix.
     *
     * @param queue the queue
     * @return true if its adapter and its domain are both here
     */
    public boolean contains(ApQueue queue) {
        return adapters.contains(queue.adapter()) && domains.contains(queue.domain());
    }

    /**
     * Returns whether this matrix and another one have a queue in common.
     *
     * @param other the other matrix
     * @return true if at least one queue is in both
     */
    public boolean sharesQueueWith(Matrix other) {
        return adapters.intersects(other.adapters) && domains.intersects(other.domains);
    }

    /**
     * Returns the common adapters with the common domains.
     *
     * @param other the other matrix
     * @return the intersection of the adapters x the intersection of the domains
     */
    public Matrix intersect(Matrix other) {
        return new Matrix(adapters.intersect(other.adapters), domains.intersect(other.domains));
    }

    /**
     * Returns what is left when only some queues are usable, by the rule of the vfio_ap driver: an adapter stays only
     * if its queue is usable for every domain of this matrix. All domains stay. Without domains every adapter stays.
     *
     * <p>Source: {@code vfio_ap_mdev_filter_matrix}.
     *
     * @param usable the usable queues
     * @return this matrix without the adapters that miss a queue
     */
    public Matrix filter(ApQueueSet usable) {
        return withAdapters(usable.completeAdapters(this));
    }

    /**
     * Returns the queues: an unmodifiable view that computes its elements, in the order of the kernel.
     *
     * @return each adapter with each domain, adapters ascending, then domains ascending
     */
    public Set<ApQueue> queues() {
        return new Queues();
    }

    /**
     * Returns the content of a {@code matrix} attribute that shows this matrix.
     *
     * @return lines as {@link #parseKernelText} reads them, each with its newline; empty if this is {@link #none()}.
     *     More than 511 queues are longer than the 4095 bytes that the kernel delivers
     */
    public String toKernelText() {
        StringBuilder text = new StringBuilder();
        if (domains.isEmpty()) {
            adapters.forEach(adapter -> text.append(adapter).append(".\n"));
        } else if (adapters.isEmpty()) {
            domains.forEach(domain -> text.append('.').append(domain).append('\n'));
        } else {
            queues().forEach(queue -> text.append(queue).append('\n'));
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Matrix other && adapters.equals(other.adapters) && domains.equals(other.domains);
    }

    @Override
    public int hashCode() {
        return Objects.hash(adapters, domains);
    }

    /** Returns the two sets, for example {@code adapters 00,0a x domains 001b}. */
    @Override
    public String toString() {
        return "adapters " + adapters + " x domains " + domains;
    }

    private final class Queues extends AbstractSet<ApQueue> {
        @Override
        public Iterator<ApQueue> iterator() {
            return ApQueueSet.of(Matrix.this).iterator();
        }

        @Override
        public boolean contains(Object object) {
            return object instanceof ApQueue queue && Matrix.this.contains(queue);
        }

        @Override
        public int size() {
            return Matrix.this.size();
        }
    }
}
