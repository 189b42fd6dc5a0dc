package org.dreamlms.books.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dreamlms.books.page.BookConfig.Activity;
import org.dreamlms.books.page.BookConfig.Page;
import org.dreamlms.books.page.ContentViews.NotImported;

/**
 * The rows of a book on the pages of its config.json. A row stands on the page with its module and
 * its number; where several pages share both, on the one that has its activity; and where none has,
 * on the one to which the activity has moved, by the id that it has in config.json.
 */
final class PlacedActivities {

    private static final String NO_PLAYER = "no_player";
    private static final String NEVER_IMPORTED = "never_imported";

    private static final Comparator<ImportedActivity> ORDER =
            Comparator.comparingInt(ImportedActivity::section)
                    .thenComparingInt(ImportedActivity::orderIndex)
                    .thenComparing(ImportedActivity::id);

    private final Map<Page, List<Placed>> placed = new IdentityHashMap<>();
    private final Map<Page, Map<Integer, Activity>> sections = new IdentityHashMap<>();
    private final List<Placed> all = new ArrayList<>();
    private final Set<Activity> imported = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<DreamId, List<Spot>> byDreamId = new HashMap<>();
    private final Set<String> playable;

    /** A row on a page, with what config.json says of it. */
    record Placed(ImportedActivity row, Optional<Activity> inConfig) {}

    private record Named(String module, int page) {}

    private record Spot(Page page, Activity activity) {}

    private record DreamId(String type, String id) {}

    /**
     * @param playable the types of activities that have a player
     */
    PlacedActivities(BookConfig config, List<ImportedActivity> existing, Set<String> playable) {
        this.playable = playable;
        var pages = new HashMap<Named, List<Page>>();
        for (var module : config.modules()) {
            for (var page : module.pages()) {
                pages.computeIfAbsent(
                                new Named(RowText.module(module.name()), page.number()),
                                absent -> new ArrayList<>())
                        .add(page);
                page.activities().forEach(activity -> remember(page, activity));
            }
        }
        for (var row : existing.stream().sorted(ORDER).toList()) {
            place(row, pages);
        }
    }

    private void remember(Page page, Activity activity) {
        activity.dreamId()
                .map(id -> new DreamId(activity.type(), RowText.fitting(id, RowText.MAX_NAME)))
                .ifPresent(
                        id ->
                                byDreamId
                                        .computeIfAbsent(id, absent -> new ArrayList<>())
                                        .add(new Spot(page, activity)));
    }

    private void place(ImportedActivity row, Map<Named, List<Page>> pages) {
        var name = new Named(RowText.module(row.module()), row.page());
        var candidates = pages.getOrDefault(name, List.of());
        var page = candidates.isEmpty() ? null : best(row, candidates);
        var found = page == null ? Optional.<Activity>empty() : find(row, page);
        var moved = found.isPresent() ? null : moved(row);
        if (moved != null) {
            page = moved.page();
            found = Optional.of(moved.activity());
        }
        var one = new Placed(row, found);
        all.add(one);
        found.ifPresent(imported::add);
        if (page != null) {
            placed.computeIfAbsent(page, absent -> new ArrayList<>()).add(one);
        }
    }

    /** Where config.json has the activity now, if that says so by its id; null if it does not. */
    private Spot moved(ImportedActivity row) {
        var spots =
                row.dreamId() == null
                        ? List.<Spot>of()
                        : byDreamId.getOrDefault(new DreamId(row.type(), row.dreamId()), List.of());
        return spots.size() == 1 && !imported.contains(spots.get(0).activity())
                ? spots.get(0)
                : null;
    }

    private Page best(ImportedActivity row, List<Page> candidates) {
        for (var page : candidates) {
            if (find(row, page).filter(a -> a.orderIndex() == row.orderIndex()).isPresent()) {
                return page;
            }
        }
        return candidates.stream()
                .filter(page -> find(row, page).isPresent())
                .findFirst()
                .orElse(candidates.get(0));
    }

    private Optional<Activity> find(ImportedActivity row, Page page) {
        return Optional.ofNullable(
                        sections.computeIfAbsent(page, PlacedActivities::bySection)
                                .get(row.section()))
                .filter(activity -> activity.type().equals(row.type()));
    }

    private static Map<Integer, Activity> bySection(Page page) {
        return page.activities().stream()
                .collect(Collectors.toMap(Activity::sectionIndex, activity -> activity));
    }

    /** Every row, by section, those on no page of config.json as well. */
    List<Placed> all() {
        return all;
    }

    /** The rows on a page, by section. */
    List<Placed> on(Page page) {
        return placed.getOrDefault(page, List.of());
    }

    /** What config.json has on a page and the table has not, with the reason. */
    List<NotImported> missingOn(Page page) {
        return page.activities().stream()
                .filter(activity -> !imported.contains(activity))
                .map(this::missing)
                .toList();
    }

    private NotImported missing(Activity activity) {
        return new NotImported(
                activity.moduleName(),
                activity.pageNumber(),
                activity.sectionIndex(),
                activity.type(),
                activity.title(),
                playable.contains(activity.type()) ? NEVER_IMPORTED : NO_PLAYER);
    }
}
