package org.dreamlms.books.ops;

import java.net.URI;
import java.net.URISyntaxException;

/** Knows an address of HTTP when it sees one. */
final class HttpUrls {

    private HttpUrls() {}

    /** Whether this is an absolute http or https URL with a host. */
    static boolean isOne(String url) {
        try {
            var uri = new URI(url);
            return uri.getHost() != null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
