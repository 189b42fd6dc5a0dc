package org.dreamlms.books.standin;

import java.util.regex.Pattern;

/**
 * Bytes {@code from} to {@code to}, both included, of a file; or what a Range header makes of it.
 */
record ByteRange(long from, long to) {

    private static final Pattern FIRST = Pattern.compile("bytes=\\s*(\\d*)-(\\d*)\\s*(?:,.*)?");

    /** What a range that cannot be served becomes. */
    static final ByteRange UNSATISFIABLE = new ByteRange(0, -1);

    long length() {
        return to - from + 1;
    }

    /**
     * Only the first of several ranges counts.
     *
     * @param clamped whether an end past the file's end is cut, as the RFC has it, or refused
     * @return the range, {@link #UNSATISFIABLE}, or null when the header is no range at all
     */
    static ByteRange parse(String header, long size, boolean clamped) {
        var match = header == null ? null : FIRST.matcher(header.trim());
        if (match == null || !match.matches()) {
            return null;
        }
        var first = match.group(1);
        var last = match.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? null : suffix(number(last), size);
        }
        var from = number(first);
        var to = last.isEmpty() ? size - 1 : number(last);
        if (to >= size && clamped) {
            to = size - 1;
        }
        return from >= size || to >= size || to < from ? UNSATISFIABLE : new ByteRange(from, to);
    }

    private static ByteRange suffix(long length, long size) {
        return length == 0 || size == 0
                ? UNSATISFIABLE
                : new ByteRange(Math.max(0, size - length), size - 1);
    }

    private static long number(String digits) {
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
