package org.dreamlms.books.access;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.dreamlms.books.Settings;
import org.dreamlms.books.Settings.OpenImage;
import org.dreamlms.books.book.BookCatalog;
import org.dreamlms.books.caller.Access;
import org.dreamlms.books.caller.BookVisibility;
import org.dreamlms.books.caller.Caller;
import org.dreamlms.books.http.input.BookIds;
import org.dreamlms.books.http.problem.ProblemException;

/**
 * Images that browsers may have without a token. The list in memory decides which there are: an
 * anonymous request never has DCS asked for a book or a publisher that is not in it.
 */
@ApplicationScoped
class OpenImages {

    private static final Pattern LOGO = Pattern.compile("/publishers/([^/]+)/logo/?");
    private static final Pattern COVER = Pattern.compile("/books/([^/]+)/cover/?");
    private static final int UNAVAILABLE_SECONDS = 5;

    private final BookCatalog catalog;
    private final Set<OpenImage> open;
    private final Duration limit;

    OpenImages(BookCatalog catalog, Settings settings) {
        this.catalog = catalog;
        this.open = settings.access().openImages();
        this.limit = settings.dcs().callLimit();
    }

    /** Whether the request is for an image that is open to everybody, if it is there. */
    boolean wants(RoutingContext routing) {
        return OpenRoutes.isFile(routing)
                && (id(OpenImage.LOGOS, LOGO, routing).isPresent()
                        || id(OpenImage.COVERS, COVER, routing).isPresent());
    }

    /**
     * What an anonymous request that {@link #wants wants} an image may see: that image.
     *
     * @return fails with {@link ProblemException} 404 when the list does not know of it, 503 when
     *     there is no list
     */
    Uni<Access> admit(RoutingContext routing) {
        var publisher = id(OpenImage.LOGOS, LOGO, routing);
        return (publisher.isPresent()
                        ? logo(publisher.getAsInt())
                        : cover(id(OpenImage.COVERS, COVER, routing).orElseThrow()))
                .ifNoItem()
                .after(limit)
                .fail()
                .onFailure(failure -> !(failure instanceof ProblemException))
                .transform(
                        failure ->
                                ProblemException.later(
                                        503,
                                        "The book store can't be reached; try again",
                                        UNAVAILABLE_SECONDS));
    }

    private Uni<Access> logo(int publisher) {
        return catalog.listsPublisher(publisher)
                .map(listed -> access(listed, BookVisibility.NONE, "Logo not found in DCS"));
    }

    private Uni<Access> cover(int book) {
        return catalog.listsPublished(book)
                .map(
                        listed ->
                                access(
                                        listed,
                                        BookVisibility.of(Set.of(book)),
                                        "Book " + book + " not found in DCS"));
    }

    private static Access access(boolean listed, BookVisibility books, String missing) {
        if (!listed) {
            throw ProblemException.of(Status.NOT_FOUND, missing);
        }
        return new Access(Caller.NOBODY, books);
    }

    /** The id in the path; what is no id is refused like every other request without a token. */
    private OptionalInt id(OpenImage kind, Pattern pattern, RoutingContext routing) {
        var path = pattern.matcher(routing.normalizedPath());
        return open.contains(kind) && path.matches()
                ? BookIds.tryParse(path.group(1), 0)
                : OptionalInt.empty();
    }
}
