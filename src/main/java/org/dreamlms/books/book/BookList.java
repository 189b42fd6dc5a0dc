package org.dreamlms.books.book;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.dreamlms.books.api.BookVisibility;

/**
 * Every book that is not archived, by title then id; filtering and searching happen on it, in
 * memory.
 */
final class BookList {

    private static final int MAX_PAGES = 200;

    private final List<Entry> entries;
    private final Map<BookQuery, RenderedPage> pages = new ConcurrentHashMap<>();

    private BookList(List<Entry> entries) {
        this.entries = entries;
    }

    /** A book with what search and order need of it, worked out once. */
    private record Entry(RenderedBook book, String sortKey, String haystack) {

        static Entry of(RenderedBook rendered) {
            var book = rendered.book();
            var haystack =
                    String.join(
                            "\n",
                            SearchText.fold(book.title()),
                            SearchText.fold(book.bookName()),
                            SearchText.fold(book.publisherName()));
            return new Entry(rendered, SearchText.fold(book.title()), haystack);
        }
    }

    static BookList of(List<RenderedBook> books) {
        var order =
                Comparator.comparing(Entry::sortKey)
                        .thenComparingInt(entry -> entry.book.book().id());
        return new BookList(
                books.stream()
                        .filter(rendered -> !rendered.book().archived())
                        .map(Entry::of)
                        .sorted(order)
                        .toList());
    }

    /**
     * The page that the query asks for, of the books that the caller may know of. Pages of all
     * books that are asked for again are not made again.
     */
    RenderedPage page(BookQuery query, BookVisibility visible) {
        if (!visible.all()) {
            return render(query, entry -> seen(entry, visible));
        }
        if (pages.size() >= MAX_PAGES && !pages.containsKey(query)) {
            return render(query);
        }
        return pages.computeIfAbsent(query, this::render);
    }

    /** The same, of these books alone; not kept, since nobody says here when they become others. */
    RenderedPage page(BookQuery query, BookVisibility visible, Set<Integer> ids) {
        return render(query, entry -> ids.contains(entry.book.book().id()) && seen(entry, visible));
    }

    private static boolean seen(Entry entry, BookVisibility visible) {
        var book = entry.book.book();
        return visible.sees(book.id(), book.published());
    }

    private RenderedPage render(BookQuery query) {
        return render(query, entry -> true);
    }

    private RenderedPage render(BookQuery query, Predicate<Entry> also) {
        var matching =
                entries.stream().filter(predicate(query).and(also)).map(Entry::book).toList();
        return RenderedPage.of(BookPage.write(matching, query.page()));
    }

    private static Predicate<Entry> predicate(BookQuery query) {
        Predicate<Entry> all = entry -> true;
        if (query.publisherId() != null) {
            int id = query.publisherId();
            all = all.and(entry -> entry.book.book().publisherId() == id);
        }
        if (query.publisher() != null) {
            all = all.and(entry -> query.publisher().equals(entry.book.book().publisherName()));
        }
        if (query.search() != null) {
            var needle = SearchText.fold(query.search());
            all = all.and(entry -> entry.haystack.contains(needle));
        }
        return all;
    }
}
