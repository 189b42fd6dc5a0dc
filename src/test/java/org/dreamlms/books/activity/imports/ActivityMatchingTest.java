package org.dreamlms.books.activity.imports;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever editors do to a config.json, what they left as it was keeps its row. */
class ActivityMatchingTest {

    private static final int SEEDS = 20_000;

    @Test
    void whatIsUnchangedKeepsItsIdWhateverElseIsEdited() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            var book = new RandomBook(random);
            var rows = book.rows();
            book.edit(1 + random.nextInt(6));
            var wanted = book.wanted();
            var matching = new ActivityMatching(new ArrayList<>(rows.keySet()), wanted);
            var message = "seed " + seed;
            assertUnchangedKept(rows, wanted, book, matching, message);
            assertKeptOnPage(rows, wanted, book, matching, message);
            assertNothingTakenByCopies(rows, wanted, book, matching, message);
            assertConsistent(rows, wanted, matching, message);
        }
    }

    /**
     * Where a content occurs once, before and after, its row stays with it: always on its page, and
     * elsewhere unless the row's page has something with its id or title.
     */
    private static void assertUnchangedKept(
            Map<StoredActivity, RandomBook.Item> rows,
            List<WantedActivity> wanted,
            RandomBook book,
            ActivityMatching matching,
            String message) {
        var before = counts(rows.keySet(), book::key);
        var after = counts(wanted, book::key);
        var rowOf = rowOf(matching);
        var first = first(rows);
        for (var one : wanted) {
            var row = first.get(book.item(one));
            if (row != null
                    && book.key(row).equals(book.key(one))
                    && before.get(book.key(one)) == 1
                    && after.get(book.key(one)) == 1
                    && (page(row).equals(page(one)) || !claimedAtHome(row, one, wanted))) {
                assertThat(rowOf.get(one)).as(message).isSameAs(row);
            }
        }
    }

    private static boolean claimedAtHome(
            StoredActivity row, WantedActivity moved, List<WantedActivity> wanted) {
        return wanted.stream()
                .anyMatch(
                        one ->
                                one != moved
                                        && page(one).equals(page(row))
                                        && (row.title().equals(one.title())
                                                || row.dreamId() != null
                                                        && row.dreamId().equals(one.dreamId())));
    }

    /** Of what is the same several times on a page, as many rows stay as there are activities. */
    private static void assertKeptOnPage(
            Map<StoredActivity, RandomBook.Item> rows,
            List<WantedActivity> wanted,
            RandomBook book,
            ActivityMatching matching,
            String message) {
        Function<MatchedActivity, String> key = one -> page(one) + "/" + book.key(one);
        var before = counts(rows.keySet(), key);
        var kept =
                counts(
                        matching.matches().stream()
                                .filter(m -> key.apply(m.row()).equals(key.apply(m.wanted())))
                                .map(ActivityMatching.Match::row)
                                .toList(),
                        key);
        counts(wanted, key)
                .forEach(
                        (same, count) ->
                                assertThat(kept.getOrDefault(same, 0L))
                                        .as(message)
                                        .isEqualTo(Math.min(count, before.getOrDefault(same, 0L))));
    }

    /**
     * A copy elsewhere takes no row from its original, whose content is new, but which is known by
     * its title on its page.
     */
    private static void assertNothingTakenByCopies(
            Map<StoredActivity, RandomBook.Item> rows,
            List<WantedActivity> wanted,
            RandomBook book,
            ActivityMatching matching,
            String message) {
        Function<MatchedActivity, String> content = one -> page(one) + "/" + book.key(one);
        Function<MatchedActivity, String> title = one -> page(one) + "/" + one.title();
        var before = counts(rows.keySet(), book::key);
        var contentAfter = counts(wanted, content);
        var titleBefore = counts(rows.keySet(), title);
        var titleAfter = counts(wanted, title);
        var ids = counts(rows.keySet(), MatchedActivity::dreamId);
        var rowOf = rowOf(matching);
        var first = first(rows);
        for (var one : wanted) {
            var row = first.get(book.item(one));
            if (row != null
                    && title.apply(row).equals(title.apply(one))
                    && titleBefore.get(title.apply(one)) == 1
                    && titleAfter.get(title.apply(one)) == 1
                    && !contentAfter.containsKey(content.apply(row))
                    && !before.containsKey(book.key(one))
                    && (row.dreamId() == null || ids.get(row.dreamId()) == 1)) {
                assertThat(rowOf.get(one)).as(message).isSameAs(row);
            }
        }
    }

    private static Map<WantedActivity, StoredActivity> rowOf(ActivityMatching matching) {
        var rowOf = new IdentityHashMap<WantedActivity, StoredActivity>();
        matching.matches().forEach(match -> rowOf.put(match.wanted(), match.row()));
        return rowOf;
    }

    private static Map<RandomBook.Item, StoredActivity> first(
            Map<StoredActivity, RandomBook.Item> rows) {
        var first = new IdentityHashMap<RandomBook.Item, StoredActivity>();
        rows.forEach((row, item) -> first.put(item, row));
        return first;
    }

    private static <T extends MatchedActivity> Map<String, Long> counts(
            Collection<T> all, Function<? super T, String> key) {
        return all.stream()
                .filter(one -> key.apply(one) != null)
                .collect(groupingBy(key, counting()));
    }

    private static String page(MatchedActivity one) {
        var place = one.place();
        return place.module() + "/" + place.page() + "/" + place.type();
    }

    private static void assertConsistent(
            Map<StoredActivity, RandomBook.Item> rows,
            List<WantedActivity> wanted,
            ActivityMatching matching,
            String message) {
        var seen = new HashSet<UUID>();
        matching.matches()
                .forEach(
                        match -> {
                            assertThat(seen.add(match.row().id())).as(message).isTrue();
                            assertThat(match.row().place().type())
                                    .as(message)
                                    .isEqualTo(match.wanted().place().type());
                        });
        var unclear = matching.ambiguous().stream().mapToInt(ActivityMatching.Ambiguous::wanted);
        assertThat(matching.matches().size() + matching.created().size() + unclear.sum())
                .as(message)
                .isEqualTo(wanted.size());
        var left = matching.ambiguous().stream().mapToInt(one -> one.rows().size()).sum();
        assertThat(matching.matches().size() + matching.vanished().size() + left)
                .as(message)
                .isEqualTo(rows.size());
    }

    @Test
    void anActivityPutBeforeOthersTakesNobodysRow() {
        var rows = List.of(row("a", 0, "A"), row("b", 1, "B"));
        var wanted = List.of(wanted("x", 0, "X"), wanted("a", 1, "A"), wanted("b", 2, "B"));
        var matching = new ActivityMatching(rows, wanted);
        assertThat(titles(matching)).containsOnly(Map.entry("A", "A"), Map.entry("B", "B"));
        assertThat(matching.created()).extracting(WantedActivity::title).containsExactly("X");
    }

    @Test
    void aChangedOneIsKnownByItsTitleAndThenByItsPlace() {
        var rows = List.of(row("a", 0, "A"), row("b", 1, "B"));
        var wanted = List.of(wanted("c", 0, "New"), wanted("b2", 4, "B"));
        assertThat(titles(new ActivityMatching(rows, wanted)))
                .containsOnly(Map.entry("A", "New"), Map.entry("B", "B"));
    }

    @Test
    void aCopyOnAnotherPageTakesNoRowThatItsOwnPageKnows() {
        var byTitle = List.of(row("a", 1, 0, "A", null));
        var matching =
                new ActivityMatching(
                        byTitle,
                        List.of(wanted("a2", 1, 3, "A", null), wanted("a", 5, 0, "A", null)));
        assertThat(matching.matches().get(0).wanted().content()).isEqualTo("a2");
        assertThat(matching.created()).extracting(WantedActivity::content).containsExactly("a");
        var byId = List.of(row("a", 1, 0, "A", "x"));
        matching =
                new ActivityMatching(
                        byId, List.of(wanted("a2", 1, 3, "New", "x"), wanted("a", 5, 0, "A", "x")));
        assertThat(matching.matches().get(0).wanted().content()).isEqualTo("a2");
    }

    @Test
    void whatHasMovedToAnotherPageKeepsItsRowThoughAnotherStandsInItsPlace() {
        var rows = List.of(row("a", 1, 0, "A", null));
        var wanted = List.of(wanted("n", 1, 0, "New", null), wanted("a", 5, 0, "A", null));
        assertThat(titles(new ActivityMatching(rows, wanted))).containsOnly(Map.entry("A", "A"));
    }

    @Test
    void anIdThatCountsWithinThePageIsNoIdentity() {
        var rows = List.of(row("a", 1, 0, "A", "1"), row("b", 2, 0, "B", "1"));
        var wanted = List.of(wanted("b", 2, 0, "B", "1"), wanted("c", 3, 0, "C", "1"));
        var matching = new ActivityMatching(rows, wanted);
        assertThat(titles(matching)).containsOnly(Map.entry("B", "B"));
        assertThat(matching.vanished()).extracting(StoredActivity::title).containsExactly("A");
    }

    @Test
    void anIdThatIsUniqueInTheBookLeadsToAnotherPage() {
        var rows = List.of(row("a", 1, 0, "A", "one"), row("b", 2, 0, "B", "two"));
        var wanted = List.of(wanted("c", 7, 3, "C", "one"), wanted("d", 2, 0, "D", "three"));
        assertThat(titles(new ActivityMatching(rows, wanted)))
                .containsOnly(Map.entry("A", "C"), Map.entry("B", "D"));
    }

    @Test
    void ofSeveralThatAreTheSameTheNearestIsMeant() {
        var rows = List.of(row("a", 0, "A1"), row("a", 5, "A2"));
        assertThat(titles(new ActivityMatching(rows, List.of(wanted("a", 4, "A")))))
                .containsOnly(Map.entry("A2", "A"));
        assertThat(titles(new ActivityMatching(rows, List.of(wanted("a", 1, "A")))))
                .containsOnly(Map.entry("A1", "A"));
    }

    @Test
    void aTitleThatWasMadeFromTheTypeIsNoIdentity() {
        var rows = List.of(row("a", 0, "Circle"));
        var matching = new ActivityMatching(rows, List.of(wanted("b", 7, "Circle")));
        assertThat(matching.matches()).isEmpty();
        assertThat(matching.vanished()).hasSize(1);
    }

    @Test
    void whatNobodyCanTellApartIsReported() {
        var rows = List.of(row("a", 0, "A"), row("b", 0, "B"));
        var matching = new ActivityMatching(rows, List.of(wanted("c", 0, "C")));
        assertThat(matching.matches()).isEmpty();
        assertThat(matching.created()).isEmpty();
        assertThat(matching.vanished()).isEmpty();
        assertThat(matching.ambiguous()).hasSize(1);
        assertThat(matching.ambiguous().get(0).rows()).hasSize(2);
        assertThat(matching.ambiguous().get(0).wanted()).isEqualTo(1);
    }

    @Test
    @Timeout(60) // a quadratic one takes hours
    void oneActivityRepeatedHundredThousandTimesIsMatchedAllTheSame() {
        var rows = new ArrayList<StoredActivity>();
        var wanted = new ArrayList<WantedActivity>();
        for (int i = 0; i < 100_000; i++) {
            rows.add(row("same", i, "A"));
            wanted.add(wanted("same", i + 50_000, "A"));
        }
        assertThat(new ActivityMatching(rows, wanted).matches()).hasSize(100_000);
    }

    private static Map<String, String> titles(ActivityMatching matching) {
        return matching.matches().stream()
                .collect(Collectors.toMap(m -> m.row().title(), m -> m.wanted().title()));
    }

    private static StoredActivity row(String content, int section, String title) {
        return row(content, 1, section, title, null);
    }

    private static StoredActivity row(
            String content, int page, int section, String title, String dreamId) {
        var place = new ActivityPlace("M", page, section, "circle");
        return new StoredActivity(
                UUID.randomUUID(), place, page * 10 + section, title, dreamId, content);
    }

    private static WantedActivity wanted(String content, int section, String title) {
        return wanted(content, 1, section, title, null);
    }

    private static WantedActivity wanted(
            String content, int page, int section, String title, String dreamId) {
        var place = new ActivityPlace("M", page, section, "circle");
        return new WantedActivity(place, page * 10 + section, title, dreamId, content, "{}");
    }
}
