package org.dreamlms.books.dcs;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Knows an address of HTTP when it sees one. */
public final class HttpUrls {

    /** Not a host name by RFC 1123, but what containers are called: letters, digits, _ and -. */
    private static final Pattern LENIENT_HOST =
            Pattern.compile("\\w[\\w-]*(\\.\\w[\\w-]*)*(:\\d{1,5})?");

    private HttpUrls() {}

    /**
     * Whether this is an absolute http or https URL with a host.
     *
     * @param url any text, or null, which is none
     */
    public static boolean isOne(String url) {
        return parse(url).filter(uri -> uri.getHost() != null).isPresent();
    }

    /**
     * Whether this is an absolute http or https URL that a file can be fetched from: with a host,
     * whose name may have underscores, as those of containers often do, and without user
     * information, which only serves to hide where a link leads.
     *
     * @param url any text, or null, which is none
     */
    public static boolean isLink(String url) {
        return parse(url).map(URI::getRawAuthority).filter(at -> at.indexOf('@') < 0).isPresent()
                && (isOne(url) || hasLenientHost(url));
    }

    /**
     * Whether this would be an address if host names had underscores. {@link URI} sees no host in
     * it, and so doesn't the REST client, which would go to localhost instead.
     */
    public static boolean hasLenientHost(String url) {
        return parse(url)
                .filter(uri -> uri.getHost() == null)
                .map(URI::getRawAuthority)
                .filter(authority -> LENIENT_HOST.matcher(authority).matches())
                .isPresent();
    }

    /** Whether this is a host, with or without a port, and nothing else. */
    public static boolean isHost(String text) {
        var url = "http://" + text;
        return isLink(url)
                && parse(url).map(URI::getRawAuthority).filter(text::equals).isPresent()
                && !text.endsWith(":");
    }

    private static Optional<URI> parse(String url) {
        if (url == null) {
            return Optional.empty();
        }
        try {
            var uri = new URI(url);
            return "http".equals(uri.getScheme()) || "https".equals(uri.getScheme())
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
