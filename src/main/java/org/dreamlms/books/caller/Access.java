package org.dreamlms.books.caller;

import io.vertx.ext.web.RoutingContext;

/**
 * Who sends a request and which books that caller may know of: found out once for each request,
 * before anything else looks at it.
 */
public record Access(Caller caller, BookVisibility books) {

    private static final String KEY = Access.class.getName();

    /** What was found out; null for the few routes that ask nobody who they are. */
    public static Access of(RoutingContext routing) {
        return routing.get(KEY);
    }

    /** Remembers it for the rest of the request. */
    public void attach(RoutingContext routing) {
        routing.put(KEY, this);
    }

    /** Whether the request may have an answer about this book without a closer look. */
    public static boolean sees(RoutingContext routing, int bookId) {
        var access = of(routing);
        return access != null && access.books().sees(bookId);
    }
}
