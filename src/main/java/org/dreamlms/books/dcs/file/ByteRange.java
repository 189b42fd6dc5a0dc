package org.dreamlms.books.dcs.file;

import java.util.Optional;

/**
 * A part of a file of unknown size (RFC 9110, 14.1.2).
 *
 * @param first the first byte; -1: the part is the last bytes of the file
 * @param last the last byte, {@link #END} for all that follow; where first is -1, how many bytes
 */
public record ByteRange(long first, long last) {

    /** To the end of the file. */
    public static final long END = Long.MAX_VALUE;

    /** The last so many bytes. */
    public static ByteRange suffix(long length) {
        return new ByteRange(-1, length);
    }

    /** What is left of this in a file of this size; empty when nothing is. */
    public Optional<ByteRange> within(long size) {
        var from = first < 0 ? Math.max(0, size - last) : first;
        var to = first < 0 ? size - 1 : Math.min(last, size - 1);
        return from > to ? Optional.empty() : Optional.of(new ByteRange(from, to));
    }

    /** How many bytes, for a range whose ends are known. */
    public long length() {
        return last - first + 1;
    }

    /** The field value of Range. */
    String header() {
        return "bytes=" + (first < 0 ? "" : first) + "-" + (last == END ? "" : last);
    }
}
