package org.dreamlms.books.api;

import java.io.IOException;

/** A body turned out to be larger than it may be, while it was read. */
final class BodyTooLarge extends IOException {

    static final String FIELD = "body";

    private static final long serialVersionUID = 1L;

    /**
     * @param bytes how many it may have
     */
    BodyTooLarge(long bytes) {
        super(message(bytes));
    }

    static String message(long bytes) {
        return "must not be larger than %d bytes".formatted(bytes);
    }
}
