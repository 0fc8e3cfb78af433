package io.github.apmatrix.allocate;

import io.github.apmatrix.ApMask;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A depth-first search that chooses a mask for each guest in turn, and goes back to the guest before where none fits. A
 * search without result has tried everything, unless its budget is spent.
 */
abstract class Backtracking {
    private final int guests;
    private final Budget budget;

    Backtracking(int guests, Budget budget) {
        this.guests = guests;
        this.budget = budget;
    }

    /** The masks to try for a guest, with what was accepted for those before. */
    abstract Iterator<ApMask> candidates(int guest);

    /** Takes a mask for a guest if it goes with those before; it replaces what was accepted for the guest earlier. */
    abstract boolean accept(int guest, ApMask candidate);

    /** Searches, and returns whether all guests have a mask. */
    final boolean isFound() {
        List<Iterator<ApMask>> levels = new ArrayList<>();
        levels.add(candidates(0));
        while (!levels.isEmpty() && !budget.isSpent()) {
            int guest = levels.size() - 1;
            if (!levels.get(guest).hasNext()) {
                levels.remove(guest);
            } else if (accept(guest, levels.get(guest).next())) {
                if (guest + 1 == guests) {
                    return true;
                }
                levels.add(candidates(guest + 1));
            }
        }
        return false;
    }
}
