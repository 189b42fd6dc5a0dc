package org.dreamlms.books.access.token;

/**
 * How a token is written (RFC 7515, 7.1): header, payload and signature in base64url with dots
 * between them. The same bytes can be written in one way only here, so that a caller can't have one
 * token remembered many times.
 */
public final class TokenForm {

    /** The longest token, in characters. */
    public static final int MAX_LENGTH = 8 * 1024;

    private static final int PARTS = 3;
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private TokenForm() {}

    /** Whether it is a token in the one way of writing it, and not too long. */
    public static boolean isCanonical(String token) {
        if (token.length() > MAX_LENGTH) {
            return false;
        }
        int start = 0;
        for (int part = 1; part < PARTS; part++) {
            int dot = token.indexOf('.', start);
            if (dot < 0 || !isCanonical(token, start, dot)) {
                return false;
            }
            start = dot + 1;
        }
        return isCanonical(token, start, token.length());
    }

    /** Base64url without padding (RFC 4648, 3.5), whose last character has no bits to spare. */
    private static boolean isCanonical(String token, int start, int end) {
        int last = 0;
        for (int i = start; i < end; i++) {
            last = ALPHABET.indexOf(token.charAt(i));
            if (last < 0) {
                return false;
            }
        }
        return switch ((end - start) % 4) {
            case 0 -> end > start;
            case 2 -> (last & 0b1111) == 0;
            case 3 -> (last & 0b11) == 0;
            default -> false;
        };
    }
}
