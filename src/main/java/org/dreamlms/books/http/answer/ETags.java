package org.dreamlms.books.http.answer;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.dreamlms.books.http.problem.ProblemException;

/** Entity tags as RFC 9110 (8.8.3, 13.1) has them. */
public final class ETags {

    private static final int HASH_BYTES = 16;
    private static final String WEAK = "W/";

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
        // Our tags hold no comma, so a foreign one that does can't be mistaken for one of ours.
        var opaque = opaque(etag);
        for (var candidate : ifNoneMatch.split(",")) {
            if (opaque(candidate.strip()).equals(opaque)) {
                return true;
            }
        }
        return false;
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
        return !etag.startsWith(WEAK)
                && Arrays.stream(ifMatch.split(",")).map(String::strip).anyMatch(etag::equals);
    }
}
