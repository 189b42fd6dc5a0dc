package org.dreamlms.books.dcs;

import java.net.URI;
import java.net.URISyntaxException;

/** Knows an address of HTTP when it sees one. */
public final class HttpUrls {

    private HttpUrls() {}

    /**
     * Whether this is an absolute http or https URL with a host.
     *
     * @param url any text, or null, which is none
     */
    public static boolean isOne(String url) {
        if (url == null) {
            return false;
        }
        try {
            var uri = new URI(url);
            return uri.getHost() != null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
