package org.dreamlms.books.activity.imports;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.dreamlms.books.page.ActivityTitles;

/**
 * Finds out which row is which activity of config.json, so that rows keep their ids and results
 * stay with the activity that they were earned in. Identical content is the strongest identity: an
 * activity that is put before others takes nobody's row. A copy on another page takes none either,
 * as long as the row's own page has its id or its title. In this order, always within one type:
 *
 * <ol>
 *   <li>identical content on the page, the nearest first;
 *   <li>the same id in config.json, where it is unique in the book;
 *   <li>the same title, where it is unique among those of the page that are left;
 *   <li>content that is unique in the book, before and after: it has moved;
 *   <li>the same place;
 *   <li>identical content in the book, the nearest first.
 * </ol>
 *
 * Where several rows or activities that are left share a place and a type, nothing is guessed: they
 * are reported and stay as they are.
 */
final class ActivityMatching {

    private final Set<Object> settled = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Match> matches = new ArrayList<>();
    private final List<Ambiguous> ambiguous = new ArrayList<>();
    private final List<StoredActivity> rows;
    private final List<WantedActivity> wanted;

    /** A row and what it is to say. */
    record Match(StoredActivity row, WantedActivity wanted) {}

    /** A place and type at which nobody can say which is which. */
    record Ambiguous(ActivityPlace place, List<StoredActivity> rows, int wanted) {}

    private record Content(String type, String content) {}

    private record DreamId(String type, String id) {}

    private record OnPage(String module, int page, String type, String text) {}

    ActivityMatching(List<StoredActivity> rows, List<WantedActivity> wanted) {
        this.rows = rows;
        this.wanted = wanted;
        byContent(ActivityMatching::contentOnPage, one -> one.place().section());
        var moved = moved();
        byIdentity(one -> !moved.containsKey(one));
        moved.forEach(
                (activity, row) -> {
                    if (isFree(row)) {
                        match(row, activity);
                    }
                });
        byIdentity(one -> true);
        byOne(MatchedActivity::place, free(rows), free(wanted));
        byContent(ActivityMatching::content, MatchedActivity::orderIndex);
        byPlace();
    }

    /** What stands on another page than its row, as far as unique content can tell. */
    private Map<WantedActivity, StoredActivity> moved() {
        var moved = new IdentityHashMap<WantedActivity, StoredActivity>();
        var rowsOf = Groups.by(rows, ActivityMatching::content);
        Groups.by(wanted, ActivityMatching::content)
                .forEach(
                        (content, here) -> {
                            var there = rowsOf.getOrDefault(content, List.of());
                            if (here.size() == 1 && there.size() == 1 && isFree(here.get(0))) {
                                moved.put(here.get(0), there.get(0));
                            }
                        });
        return moved;
    }

    /** By id and title. An id that counts within its page says nothing: it is not unique. */
    private void byIdentity(Predicate<WantedActivity> candidate) {
        var ownIds = Groups.alone(rows, ActivityMatching::dreamId);
        byOne(ActivityMatching::dreamIdOnPage, ownIds, Groups.only(wanted, candidate));
        byOne(
                ActivityMatching::dreamId,
                ownIds,
                Groups.only(Groups.alone(wanted, ActivityMatching::dreamId), candidate));
        byOne(ActivityMatching::title, free(rows), Groups.only(free(wanted), candidate));
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

    private <K> void byContent(
            Function<MatchedActivity, K> key, ToIntFunction<MatchedActivity> position) {
        var wantedBy = Groups.by(free(wanted), key);
        Groups.by(free(rows), key)
                .forEach(
                        (content, there) -> {
                            var here = wantedBy.getOrDefault(content, List.of());
                            byOrder(there, here, MatchedActivity::place);
                            NearestPairs.of(free(there), free(here), position).forEach(this::match);
                        });
    }

    /** Matches the first row of each key with the first activity of that key, and so on. */
    private <K> void byOrder(
            List<StoredActivity> there,
            List<WantedActivity> here,
            Function<MatchedActivity, K> key) {
        var wantedBy = Groups.by(here, key);
        Groups.by(there, key)
                .forEach(
                        (its, same) -> {
                            var activities = wantedBy.getOrDefault(its, List.of());
                            for (int i = 0; i < Math.min(same.size(), activities.size()); i++) {
                                match(same.get(i), activities.get(i));
                            }
                        });
    }

    /** Matches those whose key exactly one row and one activity of these have. */
    private <K> void byOne(
            Function<MatchedActivity, K> key,
            List<StoredActivity> there,
            List<WantedActivity> here) {
        var wantedBy = Groups.by(here, key);
        Groups.by(there, key)
                .forEach(
                        (its, same) -> {
                            var activities = wantedBy.getOrDefault(its, List.of());
                            if (same.size() == 1
                                    && activities.size() == 1
                                    && isFree(same.get(0))
                                    && isFree(activities.get(0))) {
                                match(same.get(0), activities.get(0));
                            }
                        });
    }

    private void byPlace() {
        var wantedAt = Groups.by(free(wanted), WantedActivity::place);
        Groups.by(free(rows), StoredActivity::place)
                .forEach(
                        (place, there) -> {
                            var here = wantedAt.getOrDefault(place, List.of());
                            if (there.size() == 1 && here.size() == 1) {
                                match(there.get(0), here.get(0));
                            } else if (!here.isEmpty()) {
                                ambiguous.add(new Ambiguous(place, there, here.size()));
                                settled.addAll(there);
                                settled.addAll(here);
                            }
                        });
    }

    private void match(StoredActivity row, WantedActivity activity) {
        matches.add(new Match(row, activity));
        settled.add(row);
        settled.add(activity);
    }

    private boolean isFree(Object one) {
        return !settled.contains(one);
    }

    private <T> List<T> free(List<T> all) {
        return all.stream().filter(this::isFree).toList();
    }

    private static Content content(MatchedActivity one) {
        return one.content() == null ? null : new Content(one.place().type(), one.content());
    }

    private static OnPage contentOnPage(MatchedActivity one) {
        return onPage(one, one.content());
    }

    private static DreamId dreamId(MatchedActivity one) {
        return one.dreamId() == null ? null : new DreamId(one.place().type(), one.dreamId());
    }

    private static OnPage dreamIdOnPage(MatchedActivity one) {
        return onPage(one, one.dreamId());
    }

    /** A title that was made from the type says nothing of the activity. */
    private static OnPage title(MatchedActivity one) {
        var made = ActivityTitles.of(one.place().type()).equals(one.title());
        return onPage(one, made ? null : one.title());
    }

    private static OnPage onPage(MatchedActivity one, String text) {
        var place = one.place();
        return text == null ? null : new OnPage(place.module(), place.page(), place.type(), text);
    }
}
