package org.dreamlms.books.cache;

import java.util.Optional;

/**
 * What a look-up came to, and how.
 *
 * @param value empty when DCS does not have it
 * @param from whether memory answered
 * @param ageMillis the time since it was fetched
 * @param ttlMillis how long it is still fresh; negative for how long it has been stale
 */
public record Found<V>(Optional<V> value, From from, long ageMillis, long ttlMillis) {

    /** Where a value came from. */
    public enum From {
        /** Memory, and fresh. */
        FRESH,
        /** Memory, and due for a refresh. */
        STALE,
        /** DCS, asked for this caller. */
        FETCHED,
        /** DCS, asked for an earlier caller who was still waiting. */
        COLLAPSED
    }

    /** The field value of RFC 9211 that tells a client how its answer came about. */
    public String cacheStatus() {
        return switch (from) {
            case FRESH, STALE ->
                    "dcs-books; hit; ttl="
                            + Math.floorDiv(ttlMillis, 1000)
                            + "; detail=\"age="
                            + ageMillis / 1000
                            + '"';
            case FETCHED -> "dcs-books; fwd=miss; stored";
            case COLLAPSED -> "dcs-books; fwd=miss; collapsed";
        };
    }
}
