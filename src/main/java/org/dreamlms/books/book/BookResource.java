package org.dreamlms.books.book;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.dreamlms.books.book.list.BookList;
import org.dreamlms.books.book.list.BookPageSchema;
import org.dreamlms.books.book.list.BookQuery;
import org.dreamlms.books.cache.Found;
import org.dreamlms.books.caller.Access;
import org.dreamlms.books.caller.BookInPath;
import org.dreamlms.books.caller.CurrentCaller;
import org.dreamlms.books.http.CallerTurns.Need;
import org.dreamlms.books.http.RequestTurns;
import org.dreamlms.books.http.answer.CachePolicy;
import org.dreamlms.books.http.answer.JsonAnswers;
import org.dreamlms.books.http.answer.Validators;
import org.dreamlms.books.http.input.BookId;
import org.dreamlms.books.http.input.PageParameters;
import org.dreamlms.books.http.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Books, from memory or DCS. What memory alone can answer of {@code GET /books/{id}}, {@link
 * BookRoute} does.
 */
@Path("/books")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Books")
public class BookResource {

    private final BookCatalog catalog;
    private final MissingBooks missing;
    private final BooksByActivity activities;
    private final CurrentCaller caller;
    private final RequestTurns turns;

    BookResource(
            BookCatalog catalog,
            MissingBooks missing,
            BooksByActivity activities,
            CurrentCaller caller,
            RequestTurns turns) {
        this.turns = turns;
        this.catalog = catalog;
        this.missing = missing;
        this.activities = activities;
        this.caller = caller;
    }

    /** A part of the books that are not archived, by title then id. */
    @GET
    @Operation(
            operationId = "listBooks",
            summary = "List and search books",
            description =
                    "Books that are not archived, by title then id. The search ignores case and"
                            + " accents and looks at title, book name and publisher.")
    @APIResponse(
            responseCode = "200",
            description = "A part of the books",
            content = @Content(schema = @Schema(implementation = BookPageSchema.class)))
    @APIResponse(
            responseCode = "304",
            description = "The client has it: If-None-Match names its ETag")
    public Uni<Response> list(
            @QueryParam("search") @Parameter(example = "brain") String search,
            @QueryParam("publisher_id")
                    @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
                    String publisherId,
            @QueryParam("publisher")
                    @Parameter(description = "The publisher's name, as publisher_name has it")
                    String publisher,
            @QueryParam("activity_type")
                    @Parameter(
                            description = "Only books with at least one activity of this type",
                            example = "circle")
                    String activityType,
            @BeanParam PageParameters part,
            @Context RoutingContext routing) {
        var request = routing.request();
        var page = part.parse();
        var query = BookQuery.parse(search, publisherId, publisher, page);
        var visible = caller.books();
        if (activityType == null || activityType.isBlank()) {
            return catalog.list()
                    .map(
                            found ->
                                    BookAnswers.page(
                                            found, listOf(found).page(query, visible), request));
        }
        return turns.untilEnd(routing, Need.ROWS)
                .flatMap(turn -> booksWith(activityType.strip()))
                .flatMap(
                        ids ->
                                catalog.list()
                                        .map(
                                                found ->
                                                        BookAnswers.page(
                                                                found,
                                                                listOf(found)
                                                                        .page(query, visible, ids),
                                                                request)));
    }

    private static BookList listOf(Found<BookList> found) {
        return found.value().orElseThrow();
    }

    private Uni<Set<Integer>> booksWith(String activityType) {
        return Uni.createFrom()
                .item(() -> activities.withType(activityType))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /** One book, archived or not. */
    @GET
    @Path("{id}")
    @BookInPath
    @Operation(operationId = "getBook", summary = "One book", description = "Archived books too.")
    @APIResponse(
            responseCode = "200",
            description = "The book",
            content = @Content(schema = @Schema(implementation = Book.class)))
    @APIResponse(
            responseCode = "304",
            description = "The client has it: If-None-Match names its ETag")
    @APIResponse(
            responseCode = "308",
            description =
                    "The id is the UUID that the book had before the migration: Location leads to"
                            + " the id in DCS. So do the routes below it.")
    public Uni<Response> get(@PathParam("id") BookId id, @Context RoutingContext routing) {
        int bookId = id.value();
        return find(bookId, routing)
                .map(
                        found -> {
                            var book =
                                    found.value()
                                            .orElseThrow(
                                                    () ->
                                                            missing.book(bookId)
                                                                    .with(
                                                                            Validators.CACHE_STATUS,
                                                                            found.cacheStatus()));
                            var shown = book.seenBy(Access.of(routing).books());
                            return JsonAnswers.of(
                                            shown.json(),
                                            CachePolicy.MINUTE,
                                            found.cacheStatus(),
                                            routing.request())
                                    .build();
                        });
    }

    /** What was looked at to find out whether the caller may see it is not looked for again. */
    private Uni<Found<RenderedBook>> find(int bookId, RoutingContext routing) {
        var seen = VisibleBooks.seen(routing);
        return seen == null
                ? catalog.find(bookId)
                : Uni.createFrom().item(seen).invoke(catalog::count);
    }

    /** Many books at once. */
    @POST
    @Path("batch")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "batchBooks",
            summary = "Many books at once",
            description =
                    "Up to 100 books in the order asked, archived ones too; ids that DCS does not have"
                            + " are listed in \"missing\". An id that is named twice is answered once."
                            + " While DCS can't be asked, those in memory come, and the others are"
                            + " in \"unavailable\"; if none comes, the answer is 503.")
    @APIResponse(
            responseCode = "200",
            description = "The books, and the ids of those that are missing",
            content = @Content(schema = @Schema(implementation = BatchAnswer.class)))
    public Uni<Response> batch(BatchRequest body) {
        var ids = BatchRequest.ids(body);
        var visible = caller.books();
        return catalog.findAll(BatchAnswer.toAsk(ids, visible))
                .map(
                        all -> {
                            var books = BatchAnswer.hide(ids, all, visible);
                            if (books.found().isEmpty() && !books.unknown().isEmpty()) {
                                throw books.failure().orElseThrow();
                            }
                            missing.count(all.missing().size());
                            return BookAnswers.batch(books, BatchAnswer.write(ids, books));
                        });
    }

    /** There is nothing to synchronise any more. */
    @POST
    @Path("sync")
    @Operation(hidden = true)
    public Response sync() {
        throw ProblemException.of(
                Response.Status.GONE,
                "Books come from DCS directly: there is nothing to synchronise");
    }
}
