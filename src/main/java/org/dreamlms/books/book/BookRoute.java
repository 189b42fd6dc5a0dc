package org.dreamlms.books.book;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.dreamlms.books.caller.Access;
import org.dreamlms.books.http.RequestOrder;
import org.dreamlms.books.http.RequestTags;
import org.dreamlms.books.http.answer.CachePolicy;
import org.dreamlms.books.http.answer.JsonAnswers;
import org.dreamlms.books.http.input.BookId;

/**
 * The hot path: {@code GET} and {@code HEAD} {@code /books/{id}} straight from memory, before
 * anything of REST is set up. Whatever it can't answer so, it leaves to {@link BookResource}, which
 * answers the same.
 */
@ApplicationScoped
class BookRoute {

    private static final String TEMPLATE = "/books/{id}";
    private static final String PREFIX = "/books/";

    private final BookCatalog catalog;
    private final JsonAnswers answers;

    BookRoute(BookCatalog catalog, JsonAnswers answers) {
        this.catalog = catalog;
        this.answers = answers;
    }

    void register(@Observes Router router) {
        router.route().order(RequestOrder.EARLY_ROUTE).handler(this::serve);
    }

    private void serve(RoutingContext routing) {
        var request = routing.request();
        var path = request.path();
        if (!path.startsWith(PREFIX)
                || !reads(request.method())
                || !takesJson(request)
                || request.headers().contains(HttpHeaders.IF_MATCH)) {
            routing.next();
            return;
        }
        var id = BookId.tryParse(path, PREFIX.length());
        // REST answers callers who may not see it, and requests for what is not there.
        var sees = id.isPresent() && Access.sees(routing, id.getAsInt());
        var found = sees ? catalog.peek(id.getAsInt()) : null;
        if (found == null || found.value().isEmpty()) {
            routing.next();
            return;
        }
        RequestTags.template(routing, TEMPLATE);
        var book = shown(found.value().get(), routing);
        answers.send(routing, book.json(), CachePolicy.MINUTE, found.cacheStatus());
    }

    /** Where everybody sees the same, nobody asks who it is. */
    private static RenderedBook shown(RenderedBook book, RoutingContext routing) {
        return book.withoutPublisher() == null ? book : book.seenBy(Access.of(routing).books());
    }

    private static boolean reads(HttpMethod method) {
        return method == HttpMethod.GET || method == HttpMethod.HEAD;
    }

    /** Media ranges beyond the plain ones are for REST to weigh. */
    private static boolean takesJson(HttpServerRequest request) {
        var accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept == null || accept.equals("*/*") || accept.equals("application/json")) {
            return true;
        }
        for (var range : accept.split(",")) {
            var plain = range.strip();
            if (plain.equals("application/json") || plain.equals("*/*")) {
                return true;
            }
        }
        return false;
    }
}
