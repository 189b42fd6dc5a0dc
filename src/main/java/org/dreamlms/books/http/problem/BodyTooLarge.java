package org.dreamlms.books.http.problem;

import java.io.IOException;

/** A body turned out to be larger than it may be, while it was read. */
public final class BodyTooLarge extends IOException {

    public static final String FIELD = "body";

    private static final long serialVersionUID = 1L;

    /**
     * @param bytes how many it may have
     */
    public BodyTooLarge(long bytes) {
        super(message(bytes));
    }

    public static String message(long bytes) {
        return "must not be larger than %d bytes".formatted(bytes);
    }
}
