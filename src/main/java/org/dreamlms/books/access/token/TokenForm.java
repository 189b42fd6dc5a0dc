package org.dreamlms.books.access.token;

import java.util.Arrays;

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

    /** What each character stands for; -1 for those that stand for nothing. */
    private static final byte[] VALUES = values();

    private TokenForm() {}

    private static byte[] values() {
        var values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            values[ALPHABET.charAt(i)] = (byte) i;
        }
        return values;
    }

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
            char character = token.charAt(i);
            last = character < VALUES.length ? VALUES[character] : -1;
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
