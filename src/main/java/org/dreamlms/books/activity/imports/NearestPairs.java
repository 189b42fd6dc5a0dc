package org.dreamlms.books.activity.imports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;

/**
 * Pairs rows and activities that are all the same, each with one that is near it, and in their
 * order. Takes the time of sorting them: a book may repeat one activity very often.
 */
final class NearestPairs {

    private final List<StoredActivity> rows;
    private final List<WantedActivity> wanted;
    private final ToIntFunction<MatchedActivity> position;

    private NearestPairs(
            List<StoredActivity> rows,
            List<WantedActivity> wanted,
            ToIntFunction<MatchedActivity> position) {
        var order = Comparator.comparingInt(position);
        this.rows = rows.stream().sorted(order).toList();
        this.wanted = wanted.stream().sorted(order).toList();
        this.position = position;
    }

    /** As many pairs as the shorter list has elements. */
    static NearestPairs of(
            List<StoredActivity> rows,
            List<WantedActivity> wanted,
            ToIntFunction<MatchedActivity> position) {
        return new NearestPairs(rows, wanted, position);
    }

    void forEach(BiConsumer<StoredActivity, WantedActivity> action) {
        if (rows.size() < wanted.size()) {
            var chosen = nearest(rows, wanted);
            for (int i = 0; i < rows.size(); i++) {
                action.accept(rows.get(i), chosen.get(i));
            }
        } else {
            var chosen = nearest(wanted, rows);
            for (int i = 0; i < wanted.size(); i++) {
                action.accept(chosen.get(i), wanted.get(i));
            }
        }
    }

    /** For each of the fewer ones one of the others, as long as enough are left for the rest. */
    private <T extends MatchedActivity> List<T> nearest(
            List<? extends MatchedActivity> few, List<T> many) {
        var chosen = new ArrayList<T>();
        int at = 0;
        for (int i = 0; i < few.size(); i++) {
            var one = few.get(i);
            while (many.size() - at > few.size() - i
                    && distance(one, many.get(at + 1)) < distance(one, many.get(at))) {
                at++;
            }
            chosen.add(many.get(at++));
        }
        return chosen;
    }

    private long distance(MatchedActivity one, MatchedActivity other) {
        return Math.abs((long) position.applyAsInt(one) - position.applyAsInt(other));
    }
}
