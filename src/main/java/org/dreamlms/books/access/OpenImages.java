package org.dreamlms.books.access;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response.Status;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.dreamlms.books.Settings;
import org.dreamlms.books.Settings.OpenImage;
import org.dreamlms.books.book.BookCatalog;
import org.dreamlms.books.caller.Access;
import org.dreamlms.books.caller.AddressLimit;
import org.dreamlms.books.caller.BookVisibility;
import org.dreamlms.books.caller.Caller;
import org.dreamlms.books.http.input.BookId;
import org.dreamlms.books.http.problem.ProblemException;

/**
 * Images that browsers may have without a token. The list in memory decides which there are: an
 * anonymous request never has DCS asked for a book that is not in it, and seldom for a publisher.
 */
@ApplicationScoped
class OpenImages {

    private static final Pattern LOGO = Pattern.compile("/publishers/([^/]+)/logo/?");
    private static final Pattern COVER = Pattern.compile("/books/([^/]+)/cover/?");
    private static final int UNAVAILABLE_SECONDS = 5;

    private final BookCatalog catalog;
    private final Set<OpenImage> open;
    private final Duration limit;
    private final AddressLimit addresses;
    private final UnlistedLogos unlisted;

    OpenImages(BookCatalog catalog, Settings settings, AddressLimit addresses, Clock clock) {
        this.catalog = catalog;
        this.addresses = addresses;
        this.unlisted = new UnlistedLogos(settings.access().addressRequestsPerMinute() > 0, clock);
        this.open = settings.access().openImages();
        this.limit = settings.dcs().callLimit();
    }

    /** Whether the request is for an image that is open to everybody, if it is there. */
    boolean wants(RoutingContext routing) {
        return OpenRoutes.isFile(routing)
                && (publisher(open, routing.normalizedPath()).isPresent()
                        || book(open, routing.normalizedPath()).isPresent());
    }

    /** The publisher whose logo is at this path; empty when it is none, or logos are not open. */
    static OptionalInt publisher(Set<OpenImage> open, String path) {
        return open.contains(OpenImage.LOGOS) ? id(LOGO, path) : OptionalInt.empty();
    }

    /** The book whose cover is at this path; empty when it is none, or covers are not open. */
    static OptionalInt book(Set<OpenImage> open, String path) {
        return open.contains(OpenImage.COVERS) ? id(COVER, path) : OptionalInt.empty();
    }

    /**
     * What an anonymous request that {@link #wants wants} an image may see: that image.
     *
     * @return fails with {@link ProblemException} 404 when the list does not know of it, and, of a
     *     logo, too many were asked for; 503 when there is no list
     */
    Uni<Access> admit(RoutingContext routing) {
        var path = routing.normalizedPath();
        var publisher = publisher(open, path);
        return (publisher.isPresent()
                        ? logo(publisher.getAsInt(), routing)
                        : cover(book(open, path).orElseThrow()))
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

    private Uni<Access> logo(int publisher, RoutingContext routing) {
        return catalog.listsPublisher(publisher)
                .map(
                        listed ->
                                access(
                                        listed || unlisted.mayAsk(addresses.client(routing)),
                                        BookVisibility.NONE,
                                        "Logo not found in DCS"));
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

    /** What is no id is refused like every other request without a token. */
    private static OptionalInt id(Pattern pattern, String path) {
        var found = pattern.matcher(path);
        return found.matches() ? BookId.tryParse(found.group(1), 0) : OptionalInt.empty();
    }
}
