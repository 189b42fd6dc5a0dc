package org.dreamlms.books.cache;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.dreamlms.books.cache.Found.From;

/**
 * Counts how look-ups were answered, as {@code dcs_books_cache_reads_total{cache,result}}. The hit
 * rate is hits ÷ (hits + fetches): (fresh + stale) ÷ (fresh + stale + fetched). Who joined a fetch
 * under way ({@code collapsed}) made none and was answered from none, and absences are counted
 * apart, and so are look-ups that failed, since the source could not be asked: all of them belong
 * to neither.
 */
public final class CacheReads {

    private final Map<From, Counter> present = new EnumMap<>(From.class);
    private final Counter missing;
    private final Counter failed;

    /**
     * @param cache the value of the tag {@code cache}
     */
    public CacheReads(MeterRegistry registry, String cache) {
        for (var from : From.values()) {
            present.put(from, counter(registry, cache, from.name().toLowerCase(Locale.ROOT)));
        }
        missing = counter(registry, cache, "missing");
        failed = counter(registry, cache, "failed");
    }

    void count(From from, boolean found) {
        (found ? present.get(from) : missing).increment();
    }

    /** Neither memory nor the source had an answer. */
    void failed() {
        failed.increment();
    }

    private static Counter counter(MeterRegistry registry, String cache, String result) {
        return Counter.builder("dcs.books.cache.reads")
                .description("Look-ups in memory, by how they were answered")
                .tag("cache", cache)
                .tag("result", result)
                .register(registry);
    }
}
