package org.dreamlms.books.access;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/** What of a request says who sends it, and which routes ask nobody. */
public final class OpenRoutes {

    /** Its requests are signed: who can't sign can't enter. */
    private static final String WEBHOOK = "/webhooks/dream-storage";

    private static final String DECLARATIONS = "/dcs-books.d.ts";

    /** Of framework and tools; there is nothing of ours below it on this port. */
    private static final String TOOLS = "/q/";

    private static final String SCHEME = "bearer ";

    private static final Pattern FILES =
            Pattern.compile(
                    "/books/[^/]+/(?:cover/?|page-image/[0-9]+/?|media/.+|assets/(?!presigned/?$).+)"
                            + "|/publishers/[^/]+/logo/?",
                    Pattern.DOTALL);

    private OpenRoutes() {}

    /** Whether what is here asks nobody for a token. */
    static boolean isOpen(RoutingContext routing, boolean documentation) {
        // As the router reads it: dots can't lead from here to elsewhere.
        var path = routing.normalizedPath();
        if (path == null) {
            return false;
        }
        if (routing.request().method() == HttpMethod.POST
                && (path.equals(WEBHOOK) || path.equals(WEBHOOK + "/"))) {
            return true;
        }
        return documentation && (path.startsWith(TOOLS) || path.equals(DECLARATIONS));
    }

    /** Whether a browser fetches what is here by itself, without a header of ours. */
    public static boolean isFile(RoutingContext routing) {
        var method = routing.request().method();
        if (method != HttpMethod.GET && method != HttpMethod.HEAD) {
            return false;
        }
        // As the router reads it, as above.
        var path = routing.normalizedPath();
        return path != null && FILES.matcher(path).matches();
    }

    /**
     * The token that the request carries (RFC 6750, 2.1): in its header or, for files alone, in its
     * query, where old frontends put it.
     *
     * @return null when it carries none
     */
    static String token(RoutingContext routing, boolean inQuery) {
        var request = routing.request();
        var field = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (field != null && field.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return field.substring(SCHEME.length()).strip();
        }
        if (field != null && field.equalsIgnoreCase(SCHEME.strip())) {
            return "";
        }
        if (field == null && inQuery && request.query() != null && isFile(routing)) {
            return request.getParam("token");
        }
        return null;
    }
}
