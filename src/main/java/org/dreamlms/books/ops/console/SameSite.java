package org.dreamlms.books.ops.console;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Set;

/**
 * Tells requests that another site makes a browser send from those of the console's own page, and
 * of programs: by {@code Sec-Fetch-Site} (Fetch Metadata), which browsers set themselves, and by
 * {@code Origin} (RFC 6454).
 */
final class SameSite {

    private static final String FETCH_SITE = "Sec-Fetch-Site";
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private SameSite() {}

    /** Whether the request is no other site's; programs send neither of the two fields. */
    static boolean is(HttpServerRequest request) {
        return request.headers().getAll(FETCH_SITE).stream().allMatch(OWN::contains)
                && request.headers().getAll(HttpHeaders.ORIGIN).stream()
                        .allMatch(origin -> isOwn(origin, String.valueOf(request.authority())));
    }

    /** Whether this origin is the address that was asked; whoever ends TLS may stand before us. */
    private static boolean isOwn(String origin, String host) {
        try {
            return host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
