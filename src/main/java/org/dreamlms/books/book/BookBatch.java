package org.dreamlms.books.book;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.dreamlms.books.dcs.DcsClient;
import org.dreamlms.books.dcs.DcsException;

/**
 * Looks many books up together: memory first, then batches, then one by one what batches leave out.
 */
final class BookBatch {

    /** Few enough to leave room in the connection pool for others. */
    private static final int PARALLEL = 4;

    private final FreshnessCache<Integer, RenderedBook> books;
    private final Function<Set<Integer>, Uni<List<RenderedBook>>> batch;

    BookBatch(
            FreshnessCache<Integer, RenderedBook> books,
            Function<Set<Integer>, Uni<List<RenderedBook>>> batch) {
        this.books = books;
        this.batch = batch;
    }

    Uni<Books> findAll(Collection<Integer> ids) {
        var result = new Result();
        for (var id : new LinkedHashSet<>(ids)) {
            var inMemory = books.peek(id);
            if (inMemory != null) {
                result.add(id, inMemory.value());
            } else {
                result.open.add(id);
            }
        }
        if (result.open.isEmpty()) {
            return Uni.createFrom().item(result.toBooks());
        }
        if (result.open.size() == 1) {
            return oneByOne(result);
        }
        return batches(result).flatMap(this::oneByOne);
    }

    private Uni<Result> batches(Result result) {
        return Multi.createFrom()
                .items(result.open.stream())
                .group()
                .intoLists()
                .of(DcsClient.MAX_BATCH)
                .onItem()
                .transformToUniAndConcatenate(ids -> batch.apply(Set.copyOf(ids)))
                .invoke(result::addBatch)
                .collect()
                .last()
                .replaceWith(result)
                .onFailure(DcsException.class)
                .recoverWithItem(failure -> result.failed(failure));
    }

    private Uni<Books> oneByOne(Result result) {
        if (result.failure.isPresent()) {
            return Uni.createFrom().item(result.toBooks());
        }
        return Multi.createFrom()
                .iterable(Set.copyOf(result.open))
                .onItem()
                .transformToUni(id -> books.get(id).invoke(found -> result.add(id, found.value())))
                .merge(PARALLEL)
                .collect()
                .last()
                .replaceWith(result)
                .onFailure(DcsException.class)
                .recoverWithItem(failure -> result.failed(failure))
                .map(Result::toBooks);
    }

    /**
     * What is known so far; steps come one after the other or, in the last one, from several
     * threads.
     */
    private final class Result {
        final Map<Integer, RenderedBook> found = new HashMap<>();
        final Set<Integer> missing = new HashSet<>();
        final Set<Integer> open = new LinkedHashSet<>();
        Optional<DcsException> failure = Optional.empty();

        synchronized void add(int id, Optional<RenderedBook> book) {
            open.remove(id);
            book.ifPresentOrElse(present -> found.put(id, present), () -> missing.add(id));
        }

        void addBatch(List<RenderedBook> fetched) {
            for (var book : fetched) {
                books.put(book.book().id(), book);
                add(book.book().id(), Optional.of(book));
            }
        }

        Result failed(DcsException reason) {
            failure = Optional.of(reason);
            return this;
        }

        synchronized Books toBooks() {
            return new Books(Map.copyOf(found), Set.copyOf(missing), Set.copyOf(open), failure);
        }
    }
}
