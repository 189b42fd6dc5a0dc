package org.dreamlms.books.http;

import java.util.Locale;
import java.util.regex.Pattern;
import org.dreamlms.books.http.problem.ProblemException;

/** How the target of a request is written (RFC 3986, 3.3 and 3.4). */
final class TargetForm {

    /** Besides letters and digits, what stands for itself in a path. */
    private static final String PATH = "-._~!$&'()*+,;=:@/";

    /** What browsers leave as it is in a path and RFC 3986 does not. */
    private static final String ENCODED_IN_PATH = "[]|{}^`";

    /**
     * Besides letters and digits, what stands for itself in a query. A semicolon does not: some
     * readers take it for an ampersand.
     */
    private static final String QUERY = "-._~!$&'()*+,=:@/?";

    private static final boolean[] UNRESERVED = table("-._~");
    private static final boolean[] IN_PATH = table(PATH);
    private static final boolean[] IN_QUERY = table(QUERY);

    /** A segment that leads elsewhere, written in whatever way. */
    private static final Pattern DOTS = Pattern.compile("/(\\.|%2[eE]){1,2}(?=/|$)");

    private TargetForm() {}

    private static boolean[] table(String others) {
        var table = new boolean[128];
        for (char c = 0; c < table.length; c++) {
            table[c] =
                    c >= 'a' && c <= 'z'
                            || c >= 'A' && c <= 'Z'
                            || c >= '0' && c <= '9'
                            || others.indexOf(c) >= 0;
        }
        return table;
    }

    /** Whether there is nothing to do: so it is with nearly all requests. */
    static boolean isCanonical(String target) {
        var table = IN_PATH;
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c == '?' && table == IN_PATH) {
                table = IN_QUERY;
            } else if (c == '%'
                    ? !isEscape(target, i) || table == IN_PATH && isNeedless(target, i)
                    : c >= table.length || !table[c]) {
                return false;
            } else if (c == '/' && table == IN_PATH && dotsFollow(target, i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a segment of dots may follow the slash. */
    private static boolean dotsFollow(String target, int slash) {
        return target.startsWith(".", slash + 1)
                || target.regionMatches(true, slash + 1, "%2e", 0, 3);
    }

    /**
     * The target in its canonical form.
     *
     * @throws ProblemException 400 when no client may send it
     */
    static String canonical(String target) {
        int mark = target.indexOf('?');
        var path = mark < 0 ? target : target.substring(0, mark);
        if (DOTS.matcher(path).find()) {
            throw ProblemException.badRequest(
                    "path", "must not hold the segments \".\" and \"..\"");
        }
        var canonical = new StringBuilder(target.length() + 16);
        for (int i = 0; i < path.length(); i++) {
            appendOfPath(canonical, path, i);
            i += path.charAt(i) == '%' ? 2 : 0;
        }
        if (mark >= 0) {
            canonical.append('?');
            for (int i = mark + 1; i < target.length(); i++) {
                appendOfQuery(canonical, target, i);
            }
        }
        return canonical.toString();
    }

    private static void appendOfPath(StringBuilder canonical, String path, int i) {
        char c = path.charAt(i);
        if (ENCODED_IN_PATH.indexOf(c) >= 0) {
            appendEncoded(canonical, c);
        } else if (c == '%' && !isEscape(path, i)) {
            throw ProblemException.badRequest(
                    "path", "must have two hexadecimal digits after each percent sign");
        } else if (c == '%') {
            appendEscape(canonical, path, i);
        } else if (c < IN_PATH.length && IN_PATH[c]) {
            canonical.append(c);
        } else {
            throw unencoded("path", c);
        }
    }

    /** In a path what needs no escape has none: else a route would have many names. */
    private static void appendEscape(StringBuilder canonical, String path, int percent) {
        if (isNeedless(path, percent)) {
            canonical.append((char) Integer.parseInt(path, percent + 1, percent + 3, 16));
        } else {
            canonical.append(path, percent, percent + 3);
        }
    }

    /** A percent sign by itself is what somebody looks for. */
    private static void appendOfQuery(StringBuilder canonical, String query, int i) {
        char c = query.charAt(i);
        if (c < IN_QUERY.length && IN_QUERY[c] || c == '%' && isEscape(query, i)) {
            canonical.append(c);
        } else if (c > ' ' && c < 0x7f && c != '#') {
            appendEncoded(canonical, c);
        } else {
            throw unencoded("query", c);
        }
    }

    private static ProblemException unencoded(String part, char c) {
        return ProblemException.badRequest(
                part, "must not hold %s: it has to be percent-encoded".formatted(name(c)));
    }

    private static String name(char c) {
        return c > ' ' && c < 0x7f ? "'" + c + "'" : "the byte " + Integer.toHexString(c);
    }

    private static void appendEncoded(StringBuilder canonical, char c) {
        canonical.append('%').append(Integer.toHexString(c).toUpperCase(Locale.ROOT));
    }

    /** Whether an escape stands for a character that is the same without it (RFC 3986, 2.3). */
    private static boolean isNeedless(String text, int percent) {
        int c = Integer.parseInt(text, percent + 1, percent + 3, 16);
        return c < UNRESERVED.length && UNRESERVED[c];
    }

    private static boolean isEscape(String text, int percent) {
        return percent + 2 < text.length()
                && Character.digit(text.charAt(percent + 1), 16) >= 0
                && Character.digit(text.charAt(percent + 2), 16) >= 0;
    }
}
