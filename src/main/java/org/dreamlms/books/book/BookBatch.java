package org.dreamlms.books.book;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dreamlms.books.cache.Fetches;
import org.dreamlms.books.cache.Found;
import org.dreamlms.books.cache.Found.From;
import org.dreamlms.books.cache.FreshnessCache;
import org.dreamlms.books.cache.Turns;
import org.dreamlms.books.dcs.DcsClient;
import org.dreamlms.books.dcs.DcsException;

/**
 * Looks many books up together: memory first, then batches, then one by one what DCS leaves out of
 * those. The stale ones among them are refreshed in batches, too, in the background.
 */
final class BookBatch {

    /**
     * Of those that batches leave out, so many are asked for at a time, for all callers: of the
     * connections to DCS some stay free for others.
     */
    static final int PARALLEL = 8;

    /** More may wait, less than 1 KB each: those of 20 batches in which DCS knows no book. */
    static final int MAY_WAIT = 20 * DcsClient.MAX_BATCH;

    private final FreshnessCache<Integer, RenderedBook> books;
    private final Function<Set<Integer>, Uni<List<RenderedBook>>> batch;
    private final Duration limit;
    private final Turns leftOut;

    /**
     * @param batch asks DCS for up to 100 books
     * @param limit the longest a caller waits; what is not known by then is not known
     */
    BookBatch(
            FreshnessCache<Integer, RenderedBook> books,
            Function<Set<Integer>, Uni<List<RenderedBook>>> batch,
            Duration limit) {
        this.books = books;
        this.batch = batch;
        this.limit = limit;
        this.leftOut = new Turns(PARALLEL, MAY_WAIT, limit, DcsException::noTurn);
    }

    /**
     * @param counted whether these are reads that count
     */
    Uni<BookLookup> findAll(Collection<Integer> ids, boolean counted) {
        return collect(books.getAll(new LinkedHashSet<>(ids), counted, this::fetch));
    }

    /** How many books are being asked for one by one. */
    int oneByOne() {
        return leftOut.taken();
    }

    /** How many more wait for that. */
    int waitingOneByOne() {
        return leftOut.waiting();
    }

    /** Refreshes books together, unless that is under way. */
    Uni<Void> refresh(List<Integer> ids) {
        return books.refresh(ids, this::fetch);
    }

    private void fetch(List<Fetches<Integer, RenderedBook>.Claim> claims) {
        if (claims.size() == 1) {
            claims.get(0).run();
            return;
        }
        for (int from = 0; from < claims.size(); from += DcsClient.MAX_BATCH) {
            fetchBatch(claims.subList(from, Math.min(from + DcsClient.MAX_BATCH, claims.size())));
        }
    }

    private void fetchBatch(List<Fetches<Integer, RenderedBook>.Claim> claims) {
        var ids = claims.stream().map(claim -> claim.key()).collect(Collectors.toSet());
        batch.apply(ids)
                .subscribe()
                .with(fetched -> settleAll(claims, fetched), failure -> fail(claims, failure));
    }

    private static void fail(List<Fetches<Integer, RenderedBook>.Claim> claims, Throwable failure) {
        claims.forEach(claim -> claim.failed(failure));
    }

    /** Ends each of the claims, whatever goes wrong: nobody hears of what is thrown here. */
    private void settleAll(
            List<Fetches<Integer, RenderedBook>.Claim> claims, List<RenderedBook> fetched) {
        try {
            settle(claims, fetched);
        } catch (Throwable e) {
            fail(claims, e);
        }
    }

    /** What is not in the batch is archived or unknown: only asking for it tells. */
    private void settle(
            List<Fetches<Integer, RenderedBook>.Claim> claims, List<RenderedBook> fetched) {
        var byId = new HashMap<Integer, RenderedBook>();
        fetched.forEach(book -> byId.put(book.book().id(), book));
        var rest = new ArrayList<Fetches<Integer, RenderedBook>.Claim>();
        for (var claim : claims) {
            var book = byId.get(claim.key());
            if (book != null) {
                claim.found(Optional.of(book));
            } else {
                rest.add(claim);
            }
        }
        rest.forEach(this::askSingly);
    }

    private void askSingly(Fetches<Integer, RenderedBook>.Claim claim) {
        leftOut.take(claim::run).subscribe().with(done -> {}, claim::failed);
    }

    private Uni<BookLookup> collect(Map<Integer, Uni<Found<RenderedBook>>> lookUps) {
        var result = new Result(lookUps.keySet());
        return Multi.createFrom()
                .iterable(lookUps.entrySet())
                .onItem()
                .transformToUni(lookUp -> result.add(lookUp.getKey(), lookUp.getValue()))
                .merge(Math.max(1, lookUps.size()))
                .collect()
                .last()
                .ifNoItem()
                .after(limit)
                .recoverWithItem(result::late)
                .map(done -> result.toBooks());
    }

    /** What is known so far; look-ups end on several threads. */
    private final class Result {
        private final Map<Integer, RenderedBook> found = new HashMap<>();
        private final Set<Integer> missing = new HashSet<>();
        private final Set<Integer> open;
        private boolean fetched;
        private DcsException failure;

        Result(Set<Integer> ids) {
            open = new HashSet<>(ids);
        }

        Uni<Void> add(int id, Uni<Found<RenderedBook>> lookUp) {
            return lookUp.invoke(answer -> add(id, answer))
                    .onFailure(DcsException.class)
                    .invoke(reason -> failed(reason))
                    .replaceWithVoid()
                    .onFailure(DcsException.class)
                    .recoverWithNull();
        }

        private synchronized void add(int id, Found<RenderedBook> answer) {
            open.remove(id);
            fetched |= answer.from() != From.FRESH && answer.from() != From.STALE;
            answer.value()
                    .ifPresentOrElse(present -> found.put(id, present), () -> missing.add(id));
        }

        private synchronized void failed(DcsException reason) {
            failure = reason;
        }

        private Void late() {
            failed(DcsException.notInTime(limit));
            return null;
        }

        synchronized BookLookup toBooks() {
            return new BookLookup(
                    Map.copyOf(found),
                    Set.copyOf(missing),
                    Set.copyOf(open),
                    fetched,
                    Optional.ofNullable(failure));
        }
    }
}
