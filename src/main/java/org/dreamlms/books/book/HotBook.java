package org.dreamlms.books.book;

import java.time.Instant;
import java.util.Optional;
import org.dreamlms.books.cache.FreshnessCache.Held;
import org.dreamlms.books.cache.SampledReads.Share;

/**
 * A book that is asked for often.
 *
 * @param share its part of the requests, above 0, up to 1
 * @param title empty where memory has let the book go, or DCS does not have it
 * @param fetchedAt when memory got it
 * @param freshUntil when it is due for a refresh
 */
public record HotBook(
        int id,
        double share,
        Optional<String> title,
        Optional<Instant> fetchedAt,
        Optional<Instant> freshUntil) {

    static HotBook of(Share share, Optional<Held<RenderedBook>> held) {
        return new HotBook(
                share.key(),
                share.share(),
                held.flatMap(Held::value).map(book -> book.book().title()),
                held.map(Held::fetchedAt),
                held.map(Held::freshUntil));
    }
}
