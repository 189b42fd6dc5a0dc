package org.dreamlms.books.dcs.file;

import java.util.regex.Pattern;
import org.dreamlms.books.dcs.DcsException;

/**
 * Which part of a file an answer holds.
 *
 * @param first the first byte
 * @param last the last byte
 * @param size of the whole file
 */
public record ContentRange(long first, long last, long size) {

    private static final Pattern SATISFIED =
            Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");
    private static final Pattern UNSATISFIED = Pattern.compile("bytes \\*/(\\d{1,18})");

    /** This part of a file of this size. */
    public static ContentRange of(ByteRange range, long size) {
        return new ContentRange(range.first(), range.last(), size);
    }

    /** How many bytes. */
    long length() {
        return last - first + 1;
    }

    /** The field value of Content-Range. */
    public String header() {
        return "bytes " + first + "-" + last + "/" + size;
    }

    /** The field value of Content-Range when no byte of a file of this size was asked for. */
    public static String unsatisfied(long size) {
        return "bytes */" + size;
    }

    static ContentRange parse(String header) {
        var match = SATISFIED.matcher(header == null ? "" : header);
        if (!match.matches()) {
            throw garbage(header);
        }
        return new ContentRange(
                Long.parseLong(match.group(1)),
                Long.parseLong(match.group(2)),
                Long.parseLong(match.group(3)));
    }

    static long parseUnsatisfied(String header) {
        var match = UNSATISFIED.matcher(header == null ? "" : header);
        if (!match.matches()) {
            throw garbage(header);
        }
        return Long.parseLong(match.group(1));
    }

    private static DcsException garbage(String header) {
        return new DcsException.Garbage("a Content-Range makes no sense: " + header, null);
    }
}
