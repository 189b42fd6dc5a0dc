package org.dreamlms.books.page;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.Optional;
import org.dreamlms.books.Bounds;
import org.dreamlms.books.Settings;
import org.dreamlms.books.cache.ByteBudget;
import org.dreamlms.books.cache.CacheReads;
import org.dreamlms.books.cache.Found;
import org.dreamlms.books.cache.Freshness;
import org.dreamlms.books.cache.FreshnessCache;
import org.dreamlms.books.cache.Turns;
import org.dreamlms.books.dcs.DcsException;
import org.dreamlms.books.dcs.DcsFolder;
import org.dreamlms.books.dcs.DcsStorage;

/** Which films and subtitles books have: memory, then DCS. */
@Startup // its meters are there before the first look-up
@ApplicationScoped
class BookMediaCache {

    /** Some 4,000 books with ten films each. */
    static final long MAX_BYTES = 8 * 1024 * 1024;

    /** So many folders are read at a time: 4 MB of JSON take some 16 MB. */
    static final int AT_ONCE = 2;

    private static final int MAY_WAIT = 256;

    private final Turns turns;
    private final ByteBudget<DcsFolder, BookMedia> room;
    private final FreshnessCache<DcsFolder, BookMedia> media;

    BookMediaCache(DcsStorage storage, Clock clock, Settings settings, MeterRegistry registry) {
        turns = new Turns(AT_ONCE, MAY_WAIT, settings.dcs().callLimit(), DcsException::noTurn);
        room = new ByteBudget<>(MAX_BYTES, BookMedia::weight, registry, "book-media");
        media =
                new FreshnessCache<>(
                        room,
                        clock,
                        Freshness.of(settings.freshness().config(), settings.freshness()),
                        (folder, old) ->
                                turns.take(() -> storage.list(folder))
                                        .map(listing -> Optional.of(BookMedia.of(listing))),
                        new CacheReads(registry, "media"));
    }

    void bounds(@Observes Bounds bounds) {
        bounds.bytes("films", MAX_BYTES, room::used);
        bounds.count("folders-being-read", AT_ONCE, turns::taken);
        bounds.count("folders-waiting", MAY_WAIT, turns::waiting);
    }

    /** The book may have other files. */
    void invalidate(DcsFolder folder) {
        media.invalidate(folder);
    }

    /** Every book may have other files. */
    void invalidateAll() {
        media.invalidateAll();
    }

    Uni<Found<BookMedia>> find(DcsFolder folder) {
        return media.get(folder);
    }
}
