package org.dreamlms.books.activity.imports;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds out which row is which activity of config.json, so that rows keep their ids: by place and
 * type; then by the id that the activity has in config.json; then by the title within the page.
 * Only what is clear is matched; where several rows, or a row and several activities, share a place
 * and a type and don't say the same, it is reported.
 */
final class ActivityMatching {

    private final ObjectMapper mapper;
    private final Set<Object> settled = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Match> matches = new ArrayList<>();
    private final List<Ambiguous> ambiguous = new ArrayList<>();
    private final List<StoredActivity> rows;
    private final List<WantedActivity> wanted;

    /** A row and what it is to say. */
    record Match(StoredActivity row, WantedActivity wanted) {}

    /** A place and type at which nobody can say which is which. */
    record Ambiguous(ActivityPlace place, List<StoredActivity> rows, int wanted) {}

    private record InBook(String type, String dreamId) {}

    private record OnPage(String module, int page, String type, String title) {}

    ActivityMatching(List<StoredActivity> rows, List<WantedActivity> wanted, ObjectMapper mapper) {
        this.rows = rows;
        this.wanted = wanted;
        this.mapper = mapper;
        byPlace();
        byOne(ActivityMatching::inBook, ActivityMatching::inBook, free(rows), free(wanted));
        byOne(ActivityMatching::onPage, ActivityMatching::onPage, free(rows), free(wanted));
    }

    List<Match> matches() {
        return matches;
    }

    List<Ambiguous> ambiguous() {
        return ambiguous;
    }

    /** What has no row yet. */
    List<WantedActivity> created() {
        return free(wanted);
    }

    /** Rows of which config.json knows nothing any more. */
    List<StoredActivity> vanished() {
        return free(rows);
    }

    private void byPlace() {
        var wantedAt = groups(wanted, WantedActivity::place);
        groups(rows, StoredActivity::place)
                .forEach(
                        (place, there) -> {
                            var here = wantedAt.getOrDefault(place, List.of());
                            if (there.size() == 1 && here.size() == 1) {
                                match(there.get(0), here.get(0));
                            } else if (!here.isEmpty()) {
                                severalAt(place, there, here);
                            }
                        });
    }

    private void severalAt(
            ActivityPlace place, List<StoredActivity> there, List<WantedActivity> here) {
        byOne(ActivityMatching::inBook, ActivityMatching::inBook, there, here);
        for (var row : free(there)) {
            free(here).stream()
                    .filter(activity -> row.says(activity, mapper))
                    .findFirst()
                    .ifPresent(activity -> match(row, activity));
        }
        var unclear = free(there);
        if (!unclear.isEmpty()) {
            ambiguous.add(new Ambiguous(place, unclear, free(here).size()));
            settled.addAll(unclear);
            settled.addAll(free(here));
        }
    }

    /** Matches those whose key one row and one activity have. */
    private <K> void byOne(
            Function<StoredActivity, K> keyOfRow,
            Function<WantedActivity, K> keyOfWanted,
            List<StoredActivity> there,
            List<WantedActivity> here) {
        var wantedBy = groups(here, keyOfWanted);
        groups(there, keyOfRow)
                .forEach(
                        (key, same) -> {
                            var activities = wantedBy.getOrDefault(key, List.of());
                            if (same.size() == 1 && activities.size() == 1) {
                                match(same.get(0), activities.get(0));
                            }
                        });
    }

    private void match(StoredActivity row, WantedActivity activity) {
        matches.add(new Match(row, activity));
        settled.add(row);
        settled.add(activity);
    }

    private <T> List<T> free(List<T> all) {
        return all.stream().filter(one -> !settled.contains(one)).toList();
    }

    /** By key; those without one are left out. */
    private static <K, T> Map<K, List<T>> groups(List<T> all, Function<T, K> key) {
        var groups = new LinkedHashMap<K, List<T>>();
        for (var one : all) {
            var its = key.apply(one);
            if (its != null) {
                groups.computeIfAbsent(its, absent -> new ArrayList<>()).add(one);
            }
        }
        return groups;
    }

    private static InBook inBook(StoredActivity row) {
        return row.dreamId() == null ? null : new InBook(row.place().type(), row.dreamId());
    }

    private static InBook inBook(WantedActivity wanted) {
        return wanted.dreamId() == null
                ? null
                : new InBook(wanted.place().type(), wanted.dreamId());
    }

    private static OnPage onPage(StoredActivity row) {
        return onPage(row.place(), row.title());
    }

    private static OnPage onPage(WantedActivity wanted) {
        return onPage(wanted.place(), wanted.title());
    }

    private static OnPage onPage(ActivityPlace place, String title) {
        return title == null ? null : new OnPage(place.module(), place.page(), place.type(), title);
    }
}
