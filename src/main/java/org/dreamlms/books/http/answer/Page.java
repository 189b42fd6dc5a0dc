package org.dreamlms.books.http.answer;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * A part of a list.
 *
 * @param items the part
 * @param total how many there are in all
 * @param skip how many were left out before the part, 0 or more
 * @param limit how many the part may hold, 1…1000
 */
@RegisterForReflection
public record Page<T>(List<T> items, long total, int skip, int limit) {

    /** Whether there is something after this part. */
    @JsonProperty("has_more")
    public boolean hasMore() {
        return (long) skip + items.size() < total;
    }

    /** Another name for {@code skip}. */
    @JsonProperty("offset")
    public int offset() {
        return skip;
    }

    /** Whether the part ends before its limit, since it would be too large. */
    @JsonProperty("truncated")
    public boolean truncated() {
        return items.size() < limit && hasMore();
    }
}
