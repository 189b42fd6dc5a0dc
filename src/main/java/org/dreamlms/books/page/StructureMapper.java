package org.dreamlms.books.page;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.dreamlms.books.page.ContentViews.ModulePages;
import org.dreamlms.books.page.ContentViews.ModuleStructure;
import org.dreamlms.books.page.ContentViews.PageStructure;
import org.dreamlms.books.page.ContentViews.PageSummary;
import org.dreamlms.books.page.ContentViews.Pages;
import org.dreamlms.books.page.ContentViews.Structure;

/** Makes of a book's rows what can be chosen from: modules, pages and ids of activities. */
final class StructureMapper {

    private static final Comparator<ImportedActivity> ORDER =
            Comparator.comparingInt(ImportedActivity::page)
                    .thenComparingInt(ImportedActivity::section)
                    .thenComparingInt(ImportedActivity::orderIndex)
                    .thenComparing(ImportedActivity::id);

    private final int bookId;
    private final BookConfig config;
    private final PageAddresses addresses;
    private final Set<String> playable;
    private final Map<String, Integer> indexes = new HashMap<>();

    /**
     * @param playable the types of activities that have a player
     */
    StructureMapper(int bookId, BookConfig config, PageAddresses addresses, Set<String> playable) {
        this.bookId = bookId;
        this.config = config;
        this.addresses = addresses;
        this.playable = playable;
        config.modules().forEach(m -> indexes.putIfAbsent(RowText.module(m.name()), m.index()));
    }

    /** Activities with a player, by the order of modules in config.json. */
    Structure structure(List<ImportedActivity> rows) {
        var chosen = rows.stream().filter(row -> playable.contains(row.type())).toList();
        var placed = new PlacedActivities(config, rows, playable);
        var modules =
                byModule(chosen).entrySet().stream()
                        .map(module -> structure(module.getKey(), module.getValue()))
                        .sorted(
                                Comparator.comparing(
                                        ModuleStructure::moduleIndex,
                                        Comparator.nullsLast(Comparator.naturalOrder())))
                        .toList();
        var missing =
                config.modules().stream()
                        .flatMap(module -> module.pages().stream())
                        .flatMap(page -> placed.missingOn(page).stream())
                        .toList();
        return new Structure(
                bookId,
                modules,
                modules.stream().mapToInt(module -> module.pages().size()).sum(),
                chosen.size(),
                missing,
                config.warnings());
    }

    /** Pages with activities of any type, by the names of their modules. */
    Pages pages(List<ImportedActivity> rows) {
        var modules =
                byModule(rows).entrySet().stream()
                        .map(module -> pages(module.getKey(), module.getValue()))
                        .toList();
        return new Pages(
                bookId,
                modules,
                modules.stream().mapToInt(module -> module.pages().size()).sum(),
                rows.size(),
                config.warnings());
    }

    private ModuleStructure structure(String name, List<ImportedActivity> rows) {
        var pages =
                byPage(rows).entrySet().stream()
                        .map(
                                page ->
                                        new PageStructure(
                                                page.getKey(),
                                                addresses.thumbnail(name, page.getKey()),
                                                page.getValue().size(),
                                                ids(page.getValue())))
                        .toList();
        return new ModuleStructure(
                index(name),
                name,
                pages.get(0).pageNumber(),
                pages.get(pages.size() - 1).pageNumber(),
                rows.size(),
                pages.stream().flatMap(page -> page.activityIds().stream()).toList(),
                pages);
    }

    private ModulePages pages(String name, List<ImportedActivity> rows) {
        return new ModulePages(
                index(name),
                name,
                byPage(rows).entrySet().stream()
                        .map(
                                page ->
                                        new PageSummary(
                                                page.getKey(),
                                                page.getValue().size(),
                                                addresses.thumbnail(name, page.getKey())))
                        .toList());
    }

    /** Null when config.json does not know the module. */
    private Integer index(String name) {
        return indexes.get(RowText.module(name));
    }

    private static List<UUID> ids(Collection<ImportedActivity> rows) {
        return rows.stream().map(ImportedActivity::id).toList();
    }

    private static Map<String, List<ImportedActivity>> byModule(List<ImportedActivity> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(ImportedActivity::module, TreeMap::new, sorted()));
    }

    private static Map<Integer, List<ImportedActivity>> byPage(List<ImportedActivity> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(ImportedActivity::page, TreeMap::new, sorted()));
    }

    private static Collector<ImportedActivity, ?, List<ImportedActivity>> sorted() {
        return Collectors.collectingAndThen(
                Collectors.toList(), rows -> rows.stream().sorted(ORDER).toList());
    }
}
