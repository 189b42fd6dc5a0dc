package org.dreamlms.books.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
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
 * its number; where several pages share both, on the one that has its activity.
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
    private final Set<Spot> rows = new HashSet<>();
    private final Set<DreamId> dreamIds = new HashSet<>();
    private final Set<String> playable;

    /** A row on a page, with what config.json says of it. */
    record Placed(ImportedActivity row, Optional<Activity> inConfig) {}

    private record Named(String module, int page) {}

    private record Spot(String module, int page, int section, String type) {}

    private record DreamId(String type, String id) {}

    /**
     * @param playable the types of activities that have a player
     */
    PlacedActivities(BookConfig config, List<ImportedActivity> imported, Set<String> playable) {
        this.playable = playable;
        var pages = new HashMap<Named, List<Page>>();
        for (var module : config.modules()) {
            for (var page : module.pages()) {
                pages.computeIfAbsent(
                                new Named(RowText.module(module.name()), page.number()),
                                absent -> new ArrayList<>())
                        .add(page);
            }
        }
        for (var row : imported.stream().sorted(ORDER).toList()) {
            place(row, pages);
        }
    }

    private void place(ImportedActivity row, Map<Named, List<Page>> pages) {
        var module = RowText.module(row.module());
        rows.add(new Spot(module, row.page(), row.section(), row.type()));
        if (row.dreamId() != null) {
            dreamIds.add(new DreamId(row.type(), row.dreamId()));
        }
        var candidates = pages.getOrDefault(new Named(module, row.page()), List.of());
        if (candidates.isEmpty()) {
            all.add(new Placed(row, Optional.empty()));
            return;
        }
        var page = best(row, candidates);
        var found = new Placed(row, find(row, page));
        all.add(found);
        placed.computeIfAbsent(page, absent -> new ArrayList<>()).add(found);
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
                .filter(activity -> !imported(activity))
                .map(this::missing)
                .toList();
    }

    private boolean imported(Activity activity) {
        return rows.contains(
                        new Spot(
                                RowText.module(activity.moduleName()),
                                activity.pageNumber(),
                                activity.sectionIndex(),
                                activity.type()))
                || activity.dreamId()
                        .map(id -> RowText.fitting(id, RowText.MAX_NAME))
                        .filter(id -> dreamIds.contains(new DreamId(activity.type(), id)))
                        .isPresent();
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
