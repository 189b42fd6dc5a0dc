package org.dreamlms.books.access;

import jakarta.ws.rs.container.ContainerRequestContext;
import org.dreamlms.books.api.BookIds;
import org.dreamlms.books.api.BookInPath;
import org.dreamlms.books.api.CurrentCaller;
import org.dreamlms.books.book.MissingBooks;
import org.dreamlms.books.book.VisibleBooks;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * Hides books: whoever may not know of the one in the path is answered what is answered of a book
 * that DCS does not have, without DCS being asked.
 */
class BookGuard {

    private final CurrentCaller caller;
    private final VisibleBooks visible;
    private final MissingBooks missing;

    BookGuard(CurrentCaller caller, VisibleBooks visible, MissingBooks missing) {
        this.caller = caller;
        this.visible = visible;
        this.missing = missing;
    }

    /**
     * Ends the request when the caller may not know of the book.
     *
     * @throws org.dreamlms.books.api.ProblemException 404 then
     */
    @ServerRequestFilter
    @BookInPath
    public void check(ContainerRequestContext request) {
        var id = BookIds.tryParse(request.getUriInfo().getPathParameters().getFirst("id"), 0);
        var books = caller.books();
        if (id.isEmpty() || books.sees(id.getAsInt())) {
            // What is no id the route itself complains of.
            return;
        }
        if (!books.published()) {
            throw missing.book(id.getAsInt());
        }
        var suspended = (ResteasyReactiveContainerRequestContext) request;
        suspended.suspend();
        visible.sees(books, id.getAsInt())
                .subscribe()
                .with(
                        sees -> {
                            if (sees) {
                                suspended.resume();
                            } else {
                                suspended.resume(missing.book(id.getAsInt()));
                            }
                        },
                        suspended::resume);
    }
}
