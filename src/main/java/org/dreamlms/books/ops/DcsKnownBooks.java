package org.dreamlms.books.ops;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import org.dreamlms.books.dcs.DcsBook;
import org.dreamlms.books.dcs.DcsClient;
import org.dreamlms.books.migration.KnownBooks;

/** Tells the migration which ids DCS does not know and which it has archived. */
@ApplicationScoped
class DcsKnownBooks implements KnownBooks {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final DcsClient dcs;

    DcsKnownBooks(DcsClient dcs) {
        this.dcs = dcs;
    }

    @Override
    public Answer ask(Set<Integer> ids) {
        var end = System.nanoTime() + LIMIT.toNanos();
        var left = new HashSet<>(ids);
        var all = new ArrayList<>(ids);
        for (int from = 0; from < all.size(); from += DcsClient.MAX_BATCH) {
            int to = Math.min(from + DcsClient.MAX_BATCH, all.size());
            var batch = Set.copyOf(all.subList(from, to));
            for (var book : dcs.batch(batch).await().atMost(rest(end))) {
                left.remove(book.id());
            }
        }
        var unknown = new HashSet<Integer>();
        var archived = new HashSet<Integer>();
        for (var id : left) {
            var book = dcs.book(id).await().atMost(rest(end));
            if (book.isEmpty()) {
                unknown.add(id);
            } else if (DcsBook.ARCHIVED.equals(book.get().status())) {
                archived.add(id);
            }
        }
        return new Answer(unknown, archived);
    }

    private static Duration rest(long end) {
        var nanos = end - System.nanoTime();
        if (nanos <= 0) {
            throw new IllegalStateException("DCS took longer than " + LIMIT + " to answer");
        }
        return Duration.ofNanos(nanos);
    }
}
