package org.dreamlms.books.book.list;

import com.github.benmanes.caffeine.cache.Cache;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.dreamlms.books.book.Book;
import org.dreamlms.books.book.RenderedBook;
import org.dreamlms.books.cache.ByteBudget;
import org.dreamlms.books.caller.BookVisibility;

/**
 * Every book that is not archived, by title then id; filtering and searching happen on it, in
 * memory.
 */
public final class BookList {

    /** Some 300 pages of 100 books, compressed ones included. */
    public static final long MAX_PAGES_BYTES = 20 * 1024 * 1024;

    private final List<Entry> entries;
    private final Set<Integer> published;
    private final Set<Integer> publishers;
    private final Cache<Wanted, RenderedPage> pages =
            ByteBudget.cache(MAX_PAGES_BYTES, (wanted, page) -> wanted.weight() + page.weight());

    private BookList(List<Entry> entries) {
        this.entries = entries;
        this.published =
                entries.stream()
                        .map(entry -> entry.book.book())
                        .filter(Book::published)
                        .map(Book::id)
                        .collect(Collectors.toUnmodifiableSet());
        this.publishers =
                entries.stream()
                        .map(entry -> entry.book.book().publisherId())
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** What a page is made of, beside the list. */
    private record Wanted(BookQuery query, BookVisibility visible) {

        long weight() {
            return visible.weight() + query.weight();
        }

        boolean seen(Entry entry) {
            return entry.book.book().seenBy(visible);
        }
    }

    /** A book with what search and order need of it, worked out once. */
    private record Entry(RenderedBook book, String sortKey, String haystack) {

        public static Entry of(RenderedBook rendered) {
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

    public static BookList of(List<RenderedBook> books) {
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

    /** Whether this book is here and published. */
    public boolean hasPublished(int id) {
        return published.contains(id);
    }

    /** Whether a book of this publisher is here. */
    public boolean hasPublisher(int id) {
        return publishers.contains(id);
    }

    /**
     * The page that the query asks for, of the books that the caller may know of. What is asked for
     * again, also by another caller who may know of the same books, is not made again.
     */
    public RenderedPage page(BookQuery query, BookVisibility visible) {
        return pages.get(new Wanted(query, visible), wanted -> render(wanted, entry -> true));
    }

    /**
     * A page of these books alone. It is made each time: the ids would have to be kept with it, and
     * are more than the page.
     */
    public RenderedPage page(BookQuery query, BookVisibility visible, Set<Integer> ids) {
        return render(new Wanted(query, visible), entry -> ids.contains(entry.book.book().id()));
    }

    private RenderedPage render(Wanted wanted, Predicate<Entry> also) {
        var matching =
                entries.stream()
                        .filter(predicate(wanted.query))
                        .filter(wanted::seen)
                        .filter(also)
                        .map(Entry::book)
                        .map(book -> book.seenBy(wanted.visible))
                        .toList();
        return RenderedPage.of(BookPage.write(matching, wanted.query.page()));
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
