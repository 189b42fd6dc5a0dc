package org.dreamlms.books.activity.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Parts of lists by what their elements say. */
final class Groups {

    private Groups() {}

    /** Those for which it is true, in their order. */
    static <T> List<T> only(List<T> all, Predicate<T> wanted) {
        return all.stream().filter(wanted).toList();
    }

    /** Those whose key no other one has. */
    static <K, T> List<T> alone(List<T> all, Function<? super T, K> key) {
        return by(all, key).values().stream()
                .filter(same -> same.size() == 1)
                .flatMap(List::stream)
                .toList();
    }

    /** By key, in the order of the list; those without a key are left out. */
    static <K, T> Map<K, List<T>> by(List<T> all, Function<? super T, K> key) {
        var groups = new LinkedHashMap<K, List<T>>();
        for (var one : all) {
            var its = key.apply(one);
            if (its != null) {
                groups.computeIfAbsent(its, absent -> new ArrayList<>()).add(one);
            }
        }
        return groups;
    }
}
