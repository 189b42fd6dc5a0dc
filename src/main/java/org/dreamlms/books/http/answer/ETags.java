package org.dreamlms.books.http.answer;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** Entity tags as RFC 9110 (8.8.3, 13.1) has them. */
public final class ETags {

    private static final int HASH_BYTES = 16;

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
        for (var candidate : ifNoneMatch.split(",")) {
            var tag = candidate.strip();
            if ((tag.startsWith("W/") ? tag.substring(2) : tag).equals(etag)) {
                return true;
            }
        }
        return false;
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
        return Arrays.stream(ifMatch.split(",")).map(String::strip).anyMatch(etag::equals);
    }
}
