package org.dreamlms.books.access;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.dreamlms.books.book.MissingBooks;
import org.dreamlms.books.book.VisibleBooks;
import org.dreamlms.books.caller.BookInPath;
import org.dreamlms.books.caller.CurrentCaller;
import org.dreamlms.books.http.input.BookId;
import org.dreamlms.books.http.problem.ProblemException;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Hides books: a caller who may not know of the one in the path gets the answer for a book that DCS
 * does not have, without DCS being asked.
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
     * @return fails with {@link ProblemException} 404 then
     */
    @ServerRequestFilter
    @BookInPath
    public Uni<Void> check(ContainerRequestContext request, RoutingContext routing) {
        var id = BookId.tryParse(request.getUriInfo().getPathParameters().getFirst("id"), 0);
        if (id.isEmpty()) {
            // What is no id the route itself refuses.
            return Uni.createFrom().voidItem();
        }
        int bookId = id.getAsInt();
        return visible.sees(caller.books(), bookId, routing)
                .onItem()
                .transformToUni(
                        sees ->
                                sees
                                        ? Uni.createFrom().voidItem()
                                        : Uni.createFrom().failure(missing.hidden(bookId)));
    }
}
