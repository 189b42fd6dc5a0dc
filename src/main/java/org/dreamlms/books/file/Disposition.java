package org.dreamlms.books.file;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The field value of Content-Disposition (RFC 6266) for any file name at all. */
final class Disposition {

    private static final String PLAIN = "!#$&+-.^_`|~";

    private static final Pattern UNQUOTABLE = Pattern.compile("[^ -~]|[\"\\\\%]");

    private Disposition() {}

    /** Shown where it is asked for: what browsers know how to show. */
    static String inline(String fileName) {
        return "inline" + names(fileName);
    }

    /** Saved, never shown. */
    static String attachment(String fileName) {
        return "attachment" + names(fileName);
    }

    private static String names(String fileName) {
        var quotable = UNQUOTABLE.matcher(fileName).replaceAll("_");
        var both = "; filename=\"" + quotable + '"';
        return quotable.equals(fileName) ? both : both + "; filename*=UTF-8''" + extended(fileName);
    }

    /** RFC 8187: percent-encoded UTF-8. */
    private static String extended(String fileName) {
        var out = new StringBuilder();
        for (var b : fileName.getBytes(StandardCharsets.UTF_8)) {
            if (b >= '0' && b <= '9'
                    || b >= 'a' && b <= 'z'
                    || b >= 'A' && b <= 'Z'
                    || PLAIN.indexOf(b) >= 0) {
                out.append((char) b);
            } else {
                out.append("%%%02X".formatted(b));
            }
        }
        return out.toString();
    }
}
