package org.dreamlms.books.dcs.file;

import java.util.Optional;

/** What DCS says when asked for a file. */
public sealed interface DcsAnswer
        permits DcsAnswer.Missing,
                DcsAnswer.Unchanged,
                DcsAnswer.Unsatisfiable,
                DcsAnswer.Content,
                DcsAnswer.TooLarge,
                DcsFile {

    /** There is no such file. */
    record Missing() implements DcsAnswer {}

    /** The file is the one that the caller knows. */
    record Unchanged(Optional<String> etag) implements DcsAnswer {}

    /**
     * The file has not a single byte of the part that was asked for.
     *
     * @param size of the whole file
     */
    record Unsatisfiable(long size, Optional<String> etag) implements DcsAnswer {}

    /**
     * All of the file.
     *
     * @param bytes nobody writes to it
     * @param declaredType what DCS says it is, whatever that be
     */
    record Content(byte[] bytes, Optional<String> etag, Optional<String> declaredType)
            implements DcsAnswer {}

    /** The file is larger than the caller wants to hold in memory. */
    record TooLarge() implements DcsAnswer {}
}
