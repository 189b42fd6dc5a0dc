package org.dreamlms.books.book;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import io.quarkus.cache.CaffeineCache;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.dreamlms.books.Bounds;
import org.dreamlms.books.Settings;
import org.dreamlms.books.book.list.BookList;
import org.dreamlms.books.cache.ByteBudget;
import org.dreamlms.books.cache.CacheReads;
import org.dreamlms.books.cache.Found;
import org.dreamlms.books.cache.Freshness;
import org.dreamlms.books.cache.FreshnessCache;
import org.dreamlms.books.cache.Refreshes;
import org.dreamlms.books.cache.SampledReads;
import org.dreamlms.books.dcs.DcsBook;
import org.dreamlms.books.dcs.DcsClient;
import org.dreamlms.books.dcs.DcsException;
import org.dreamlms.books.replica.Invalidation;

/**
 * The one way to a book: memory, then DCS. Everything here that returns a {@link Uni} fails with
 * {@link DcsException} and nothing else, and only when memory has nothing to offer either.
 */
@Startup // its meters are there before the first look-up
@ApplicationScoped
public class BookCatalog {

    private static final String ALL = "all";

    /**
     * Between two refreshes of the list, and of up to 100 books, that changes have brought about.
     */
    private static final Duration LIST_PAUSE = Duration.ofSeconds(1);

    private static final Duration BATCH_PAUSE = Duration.ofMillis(100);

    private final DcsClient dcs;
    private final Duration limit;
    private final Function<Book, RenderedBook> render;
    private final String publicPath;
    private final ByteBudget<Integer, RenderedBook> room;
    private final FreshnessCache<Integer, RenderedBook> books;
    private final FreshnessCache<String, BookList> list;
    private final BookBatch batch;
    private final long budget;
    private final SampledReads sampled = new SampledReads();

    BookCatalog(
            DcsClient dcs,
            ObjectMapper mapper,
            Clock clock,
            Settings settings,
            MeterRegistry registry,
            @CacheName("book-list") Cache list) {
        this.dcs = dcs;
        this.budget = settings.bookCache().asLongValue();
        var writer = mapper.writerFor(Book.class);
        this.render =
                settings.access().studentsSeePublisher()
                        ? book -> RenderedBook.of(book, writer)
                        : book -> RenderedBook.withAndWithoutPublisher(book, mapper);
        this.publicPath = settings.publicPath().orElse("");
        this.limit = settings.dcs().callLimit();
        var freshness = Freshness.ofBooks(settings.freshness());
        this.room = new ByteBudget<>(budget, RenderedBook::weight, registry, "books");
        this.books =
                new FreshnessCache<>(
                        room,
                        clock,
                        freshness,
                        (id, old) -> fetchBook(id),
                        new CacheReads(registry, "books"),
                        new Refreshes<>(DcsClient.MAX_BATCH, BATCH_PAUSE, this::refreshBooks));
        this.list =
                new FreshnessCache<>(
                        list.as(CaffeineCache.class),
                        clock,
                        freshness,
                        key -> fetchList(),
                        new CacheReads(registry, "book-list"),
                        new Refreshes<>(1, LIST_PAUSE, this::refreshList));
        this.batch = new BookBatch(this.books, this::fetchBatch, limit);
    }

    void bounds(@Observes Bounds bounds) {
        bounds.bytes("books", budget, room::used);
        bounds.count("books-one-by-one", BookBatch.PARALLEL, batch::oneByOne);
        bounds.count("books-one-by-one-waiting", BookBatch.MAY_WAIT, batch::waitingOneByOne);
    }

    /** Marks as stale, and refreshes, what has changed. */
    void invalidate(@Observes Invalidation invalidation) {
        var listed =
                switch (invalidation.subject()) {
                    case BOOK -> {
                        books.invalidate(invalidation.id());
                        yield true;
                    }
                    case PUBLISHER -> {
                        books.invalidateIf((id, book) -> mayBeOf(invalidation.id(), book));
                        yield true;
                    }
                    case EVERYTHING -> {
                        books.invalidateAll();
                        yield true;
                    }
                    // Which books there are does not depend on who may see them.
                    case RIGHTS, STUDENT_RIGHTS -> false;
                };
        if (listed) {
            list.invalidate(ALL);
        }
    }

    private static boolean mayBeOf(int publisher, Optional<RenderedBook> book) {
        return book.map(known -> known.book().publisherId() == publisher).orElse(true);
    }

    /** What memory knows of a book, however old: for its name, which hardly ever changes. */
    public Optional<Book> remembered(int id) {
        return books.remembered(id).map(RenderedBook::book);
    }

    /**
     * What DCS says of a book at this moment, whatever memory holds.
     *
     * @return empty when DCS does not have it
     */
    public Uni<Optional<RenderedBook>> latest(int id) {
        var asked = books.asking();
        return fetchBook(id)
                .invoke(book -> book.ifPresent(present -> books.put(id, present, asked)));
    }

    /**
     * What memory knows of a book, at once; a stale book is refreshed in the background.
     *
     * @return null when DCS has to be asked: call {@link #find}
     */
    public Found<RenderedBook> peek(int id) {
        var found = books.peek(id);
        if (found != null && found.value().isPresent()) {
            sampled.read(id);
        }
        return found;
    }

    /** What memory knows of a book, at once, not counted as a read; null when it knows nothing. */
    public Found<RenderedBook> glance(int id) {
        return books.peek(id, false);
    }

    /** A book, archived or not. */
    public Uni<Found<RenderedBook>> find(int id) {
        return look(id).invoke(this::count).onFailure().invoke(books::countFailure);
    }

    /**
     * A book, archived or not, not counted as a read: for a look on the way to an answer, which may
     * be {@link #count counted} then.
     */
    public Uni<Found<RenderedBook>> look(int id) {
        // The fetch that a caller joins may have been waiting before the caller came.
        return books.look(id).ifNoItem().after(limit).failWith(() -> DcsException.notInTime(limit));
    }

    /** Counts as a read what was looked at, now that it is the answer. */
    void count(Found<RenderedBook> answer) {
        books.count(answer);
        answer.value().ifPresent(book -> sampled.read(book.book().id()));
    }

    /** How many books are in memory one by one, absent ones included; about. */
    public long inMemory() {
        return room.size();
    }

    /**
     * The books that clients ask for the most one by one, by a sample of their requests, the most
     * asked for first.
     */
    public List<HotBook> hottest(int number) {
        return sampled.most(number).stream()
                .map(share -> HotBook.of(share, books.held(share.key())))
                .toList();
    }

    /**
     * Many books at the price of at most one call for each hundred that memory does not have (and
     * one for each of those that DCS leaves out of its batches: the archived and the unknown).
     * Never fails: what DCS could not be asked for is in the answer.
     */
    public Uni<BookLookup> findAll(Collection<Integer> ids) {
        return batch.findAll(ids, true);
    }

    /** {@link #findAll}, not counted as reads: for background work that no caller waits for. */
    public Uni<BookLookup> lookAll(Collection<Integer> ids) {
        return batch.findAll(ids, false);
    }

    /**
     * Whether the list has this book, and it is published. A list that memory does not have is
     * fetched, and nothing else.
     */
    public Uni<Boolean> listsPublished(int id) {
        return lookAtList().map(all -> all.hasPublished(id));
    }

    /** Whether the list has a book of this publisher; asks for no more than the list. */
    public Uni<Boolean> listsPublisher(int publisherId) {
        return lookAtList().map(all -> all.hasPublisher(publisherId));
    }

    private Uni<BookList> lookAtList() {
        return list.look(ALL).map(found -> found.value().orElseThrow());
    }

    /** Every book that is not archived. */
    public Uni<Found<BookList>> list() {
        return list.get(ALL);
    }

    private Uni<Void> refreshBooks(List<Integer> ids) {
        return batch.refresh(ids);
    }

    private Uni<Void> refreshList(List<String> all) {
        return list.refresh(all);
    }

    /** Forgets all single books, as after a start. */
    void forget() {
        room.clear();
    }

    private Uni<Optional<RenderedBook>> fetchBook(int id) {
        return dcs.book(id).map(book -> book.map(this::render));
    }

    private Uni<List<RenderedBook>> fetchBatch(Set<Integer> ids) {
        return dcs.batch(ids).map(this::renderAll);
    }

    private Uni<Optional<BookList>> fetchList() {
        var asked = books.asking();
        return dcs.books(this::renderUnlessKnown)
                // Ten thousand take their time to sort, which the event loops do not have.
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(
                        rendered -> {
                            rendered.forEach(book -> books.put(book.book().id(), book, asked));
                            return Optional.of(BookList.of(rendered));
                        });
    }

    /** What has not changed is held once, while old and new list are both there. */
    private RenderedBook renderUnlessKnown(DcsBook book) {
        var listed = Book.of(book, publicPath);
        return books.remembered(book.id())
                .filter(known -> known.book().equals(listed))
                .orElseGet(() -> render.apply(listed));
    }

    private List<RenderedBook> renderAll(List<DcsBook> all) {
        return all.stream().map(this::render).toList();
    }

    private RenderedBook render(DcsBook book) {
        return render.apply(Book.of(book, publicPath));
    }
}
