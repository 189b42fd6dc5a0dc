package org.dreamlms.books.http.answer;

import io.vertx.core.http.HttpHeaders;
import java.util.function.BiConsumer;

/** How long clients may use an answer, and which requests it answers (RFC 9111). */
public enum CachePolicy {

    /** JSON from memory: for a minute, and for nine more while the client asks again. */
    MINUTE("private, max-age=60, stale-while-revalidate=540", CachePolicy.JSON),

    /** JSON made of rows, which change at any time: clients may keep it, and ask each time. */
    ASK("private, no-cache", CachePolicy.JSON),

    /** A file, which changes at any time and is never compressed. */
    ASK_FOR_FILE("private, no-cache", "Authorization, Origin"),

    /** JSON that answers one request alone. */
    NEVER("no-store", CachePolicy.JSON);

    private static final String JSON = "Authorization, Accept-Encoding, Origin";

    private final CharSequence cacheControl;
    private final CharSequence vary;

    CachePolicy(String cacheControl, String vary) {
        this.cacheControl = HttpHeaders.createOptimized(cacheControl);
        this.vary = HttpHeaders.createOptimized(vary);
    }

    /** The value of {@code Cache-Control}. */
    public String cacheControl() {
        return cacheControl.toString();
    }

    /** Adds {@code Cache-Control} and {@code Vary} to a response. */
    public void write(BiConsumer<CharSequence, CharSequence> headers) {
        headers.accept(HttpHeaders.CACHE_CONTROL, cacheControl);
        headers.accept(HttpHeaders.VARY, vary);
    }
}
