package org.dreamlms.books.http.answer;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dreamlms.books.http.problem.ProblemException;

/** Entity tags as RFC 9110 (8.8.3, 13.1) has them. */
public final class ETags {

    private static final int HASH_BYTES = 16;
    private static final String WEAK = "W/";

    /**
     * An element of a list (5.6.1): a tag, in whose quotes a comma is a character like others, or
     * what is none, up to the next comma.
     */
    private static final Pattern ELEMENT =
            Pattern.compile(
                    "[ \\t,]*+((?:W/)?\"[\\x21\\x23-\\x7E\\x80-\\xFF]*+\"(?=[ \\t]*+(?:,|$))|[^,]++)");

    private ETags() {}

    /** A strong entity tag for these bytes, with its quotes: part of their SHA-256. */
    public static String strong(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                digest.update(part);
            }
            var hash = Arrays.copyOf(digest.digest(), HASH_BYTES);
            return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The value of a field in all its lines, which are one list (RFC 9110, 5.3); null: not sent.
     */
    public static String list(MultiMap headers, CharSequence name) {
        var first = headers.get(name);
        return first == null ? null : list(headers.getAll(name));
    }

    /** The lines of a field as one list; null when there is none. */
    public static String list(List<String> lines) {
        return lines == null || lines.isEmpty() ? null : String.join(", ", lines);
    }

    /**
     * Returns when a client may read what has this entity tag: {@code If-Match} allows it.
     *
     * @throws ProblemException 412 when the client speaks of another state
     */
    public static void requireMatch(HttpServerRequest request, String etag) {
        if (!allows(list(request.headers(), HttpHeaders.IF_MATCH), etag)) {
            throw ProblemException.stale();
        }
    }

    /**
     * Whether {@code If-None-Match} names this entity tag, by weak comparison: then the client has
     * what it asks for.
     *
     * @param ifNoneMatch the field value, null when it was not sent
     */
    public static boolean matches(String ifNoneMatch, String etag) {
        if (ifNoneMatch == null) {
            return false;
        }
        if (ifNoneMatch.equals(etag)) {
            return true;
        }
        if (ifNoneMatch.strip().equals("*")) {
            return true;
        }
        var opaque = opaque(etag);
        return tags(ifNoneMatch).map(ETags::opaque).anyMatch(opaque::equals);
    }

    private static Stream<String> tags(String list) {
        return ELEMENT.matcher(list).results().map(element -> element.group(1).strip());
    }

    private static String opaque(String tag) {
        return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
    }

    /**
     * Whether {@code If-Match} names this entity tag, by strong comparison (RFC 9110, 13.1.1):
     * otherwise the client speaks of an older state.
     *
     * @param ifMatch the field value, null when it was not sent: then every state is right
     */
    public static boolean allows(String ifMatch, String etag) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return true;
        }
        return !etag.startsWith(WEAK) && tags(ifMatch).anyMatch(etag::equals);
    }
}
