package io.github.apmatrix.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.plan.Plan;
import io.github.apmatrix.plan.Planner;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** What the allocator promises, compared with an exhaustive search. */
class AllocatorProperties {
    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void itSucceedsExactlyWhenExhaustiveSearchDoes(@ForAll long seed) {
        SmallAllocation small = new SmallAllocation(seed, 6, 8, 4, 12);
        AllocationResult result = Allocator.allocate(small.host(), small.request());
        assertThat(result).as("%s", small).isNotInstanceOf(AllocationNotFound.class);
        assertThat(result instanceof Allocation).as("%s%n%s", small, result).isEqualTo(small.isPossible());
        if (result instanceof Allocation allocation) {
            assertThat(small.faults(allocation)).as("%s%n%s", small, result).isEmpty();
            assertThat(Planner.plan(small.host(), allocation.desired()))
                    .as("%s%n%s", small, result)
                    .isInstanceOf(Plan.class);
        }
        Statistics.collect(result.getClass().getSimpleName());
        Statistics.coverage(coverage -> {
            coverage.check("Allocation").percentage(percentage -> percentage > 20);
            coverage.check("AllocationConflict").percentage(percentage -> percentage > 20);
        });
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void nothingHasFewerAdaptersOrThenDomains(@ForAll long seed) {
        SmallAllocation small = new SmallAllocation(seed, 4, 4, 3, 5);
        if (Allocator.allocate(small.host(), small.request()) instanceof Allocation allocation) {
            assertThat(allocation.proven()).isTrue();
            assertThat(100 * allocation.adapters().size() + allocation.domains().size())
                    .as("%s%n%s", small, allocation)
                    .isEqualTo(small.fewest());
        }
    }
}
