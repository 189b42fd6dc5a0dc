package org.dreamlms.books.file;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.dreamlms.books.dcs.file.ByteRange;

/** The field value of Range (RFC 9110, 14.1.2 and 14.2). */
final class RangeHeader {

    /** Nobody needs more; a request with more gets the whole file. */
    private static final int MAX_RANGES = 50;

    private static final Pattern RANGE = Pattern.compile("(\\d*)-(\\d*)");

    private RangeHeader() {}

    /**
     * The ranges in the order asked; none when the field is absent or is not a valid list of byte
     * ranges, which is ignored then.
     */
    static List<ByteRange> parse(String field) {
        var text = field == null ? "" : field.strip();
        if (!text.regionMatches(true, 0, "bytes=", 0, 6)) {
            return List.of();
        }
        var ranges = new ArrayList<ByteRange>();
        for (var part : text.substring(6).split(",", MAX_RANGES + 1)) {
            var match = RANGE.matcher(part.strip());
            if (part.isBlank()) {
                continue;
            }
            if (!match.matches() || part.strip().equals("-")) {
                return List.of();
            }
            var range = range(match.group(1), match.group(2));
            if (range.first() > range.last()) {
                return List.of();
            }
            ranges.add(range);
        }
        return ranges.size() > MAX_RANGES ? List.of() : List.copyOf(ranges);
    }

    private static ByteRange range(String first, String last) {
        if (first.isEmpty()) {
            return ByteRange.suffix(number(last));
        }
        return new ByteRange(number(first), last.isEmpty() ? ByteRange.END : number(last));
    }

    private static long number(String digits) {
        return digits.length() > 18 ? ByteRange.END - 1 : Long.parseLong(digits);
    }
}
