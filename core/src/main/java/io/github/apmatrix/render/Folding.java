package io.github.apmatrix.render;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Adjacent rows and columns that look the same, made one.
 *
 * @param adapters the columns
 * @param domains the rows
 */
record Folding(ImmutableList<AdapterSet> adapters, ImmutableList<DomainSet> domains) {
    /** Returns the rows and columns of a table, folded. */
    static Folding of(MatrixTable table, Function<MatrixCell, ?> look) {
        return of(table, look, true, true);
    }

    /** Returns the rows and columns of a table, folded where it is asked for. */
    static Folding of(MatrixTable table, Function<MatrixCell, ?> look, boolean foldAdapters, boolean foldDomains) {
        List<AdapterId> adapters = table.adapters().stream().toList();
        List<DomainId> domains = table.domains().stream().toList();
        List<List<Object>> columns = new ArrayList<>();
        List<List<Object>> rows = new ArrayList<>();
        domains.forEach(domain -> rows.add(new ArrayList<>()));
        for (AdapterId adapter : adapters) {
            List<Object> column = new ArrayList<>();
            for (int i = 0; i < domains.size(); i++) {
                Object cell = look.apply(table.cell(ApQueue.of(adapter, domains.get(i))));
                column.add(cell);
                rows.get(i).add(cell);
            }
            columns.add(column);
        }
        return new Folding(
                fold(adapters, AdapterId::value, columns, foldAdapters, AdapterSet.none(), AdapterSet::with),
                fold(domains, DomainId::value, rows, foldDomains, DomainSet.none(), DomainSet::with));
    }

    private static <I, S> ImmutableList<S> fold(
            List<I> ids,
            ToIntFunction<I> number,
            List<List<Object>> lines,
            boolean folds,
            S none,
            BiFunction<S, I, S> with) {
        ImmutableList.Builder<S> folded = ImmutableList.builder();
        S range = none;
        for (int i = 0; i < ids.size(); i++) {
            range = with.apply(range, ids.get(i));
            boolean continues = folds
                    && i + 1 < ids.size()
                    && number.applyAsInt(ids.get(i + 1)) == number.applyAsInt(ids.get(i)) + 1
                    && lines.get(i + 1).equals(lines.get(i));
            if (!continues) {
                folded.add(range);
                range = none;
            }
        }
        return folded.build();
    }

    /** Returns the queue that stands for all of a folded row and column. */
    static ApQueue first(AdapterSet column, DomainSet row) {
        return ApQueue.of(column.first().orElseThrow(), row.first().orElseThrow());
    }
}
