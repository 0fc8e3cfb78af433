package io.github.apmatrix.allocate;

import com.google.common.collect.AbstractIterator;
import io.github.apmatrix.ApMask;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The subsets of a mask with a number of bits, lowest numbers first. Of bits that are alike only the lowest are taken:
 * others would lead to the same again.
 */
final class Subsets extends AbstractIterator<ApMask> {
    private final int size;
    private final Predicate<ApMask> promising;
    private final IntFunction<ApMask> alike;
    private final Budget budget;
    private final Deque<Part> parts = new ArrayDeque<>();

    /** Bits that are taken, and those that can be taken still. */
    private record Part(ApMask taken, ApMask open) {}

    /**
     * @param base bits that all subsets have
     * @param open other bits that they can have
     * @param size how many bits they have, those of the base included
     * @param promising whether more bits can be taken to these
     * @param alike gives the bits that are like a bit, itself included
     * @param budget a step is taken for each bit
     */
    Subsets(ApMask base, ApMask open, int size, Predicate<ApMask> promising, IntFunction<ApMask> alike, Budget budget) {
        this.size = size;
        this.promising = promising;
        this.alike = alike;
        this.budget = budget;
        push(base, open);
    }

    private void push(ApMask taken, ApMask open) {
        if (taken.size() <= size && taken.size() + open.size() >= size && promising.test(taken)) {
            parts.push(new Part(taken, open));
        }
    }

    @Override
    protected @Nullable ApMask computeNext() {
        while (!parts.isEmpty() && budget.step()) {
            Part part = parts.pop();
            if (part.taken.size() == size) {
                return part.taken;
            }
            int bit = part.open.nextBit(0);
            push(part.taken, part.open.difference(alike.apply(bit)));
            push(part.taken.with(bit), part.open.without(bit));
        }
        return endOfData();
    }
}
