package org.dreamlms.books.page;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.stream.Stream;
import org.dreamlms.books.caller.BookInPath;
import org.dreamlms.books.caller.CurrentCaller;
import org.dreamlms.books.caller.Role;
import org.dreamlms.books.http.input.BookId;
import org.dreamlms.books.http.input.Ints;
import org.dreamlms.books.http.problem.ProblemException;
import org.dreamlms.books.page.ContentViews.Pages;
import org.dreamlms.books.page.ContentViews.PlayableView;
import org.dreamlms.books.page.ContentViews.Structure;
import org.dreamlms.books.page.ContentViews.Videos;
import org.dreamlms.books.page.DetailViews.Details;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the config.json of a book says about its pages. */
@Path("/books")
@BookInPath
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Pages")
@APIResponse(
        responseCode = "400",
        description = "The id or the page number is not an integer in its range")
@APIResponse(
        responseCode = "404",
        description = "DCS does not have the book, its config.json or the page")
@APIResponse(
        responseCode = "502",
        description = "The config.json is not JSON, or DCS refuses this service's credentials")
@APIResponse(
        responseCode = "503",
        description = "DCS can't be reached and nothing older is at hand; see Retry-After")
public class PagesResource {

    private static final int MAX_PAGE = 100_000;

    private final BookPages answers;
    private final RowPages rows;
    private final CurrentCaller caller;

    PagesResource(BookPages answers, RowPages rows, CurrentCaller caller) {
        this.answers = answers;
        this.rows = rows;
        this.caller = caller;
    }

    /** The config.json itself. */
    @GET
    @Path("{id}/config")
    @Operation(
            operationId = "getBookConfig",
            summary = "The config.json of a book, as it is",
            description = "Without any change, whatever is in it.")
    @APIResponse(
            responseCode = "200",
            description = "The config.json",
            content = @Content(schema = @Schema(implementation = Object.class)))
    public Uni<Response> config(@PathParam("id") BookId id, @Context HttpServerRequest request) {
        return answers.config(id.value(), request);
    }

    /** Modules and pages. */
    @GET
    @Path("{id}/pages")
    @Operation(
            operationId = "listBookPages",
            summary = "Pages with activities, by module",
            description = "With the number of activities, those without a player included.")
    @APIResponse(
            responseCode = "200",
            description = "The pages, by module",
            content = @Content(schema = @Schema(implementation = Pages.class)))
    public Uni<Response> pages(@PathParam("id") BookId id, @Context RoutingContext routing) {
        return rows.pages(id.value(), routing);
    }

    /** Pages with everything on them. */
    @GET
    @Path("{id}/pages/detail")
    @Operation(
            operationId = "listPageDetails",
            summary = "The pages of a book with everything on them",
            description =
                    "One after the other, in the order of config.json. The activities are rows;"
                            + " what config.json has besides is in not_imported. Configs of rows"
                            + " have up to 4 MB; others are {\"truncated\":true}.")
    @APIResponse(
            responseCode = "200",
            description = "The pages, one after the other",
            content = @Content(schema = @Schema(implementation = Details.class)))
    public Uni<Response> details(@PathParam("id") BookId id, @Context RoutingContext routing) {
        return rows.details(id.value(), imports(), routing);
    }

    /** The activities of a page. */
    @GET
    @Path("{id}/pages/{n}/activities")
    @Operation(
            operationId = "listPageActivities",
            summary = "The activities of a page, with what their players need",
            description =
                    "Rows, by section. Page numbers may occur in several modules: module_name"
                            + " chooses one. A page without activities has an empty array. Configs"
                            + " have up to 4 MB; others are {\"truncated\":true}.")
    @APIResponse(
            responseCode = "200",
            description = "The activities of the page",
            content = @Content(schema = @Schema(implementation = PlayableView[].class)))
    public Uni<Response> activities(
            @PathParam("id") BookId id,
            @PathParam("n")
                    @Parameter(
                            example = "8",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "0",
                                            maximum = "100000"))
                    String number,
            @QueryParam("module_name") String moduleName,
            @Context RoutingContext routing) {
        return rows.activities(id.value(), pageNumber(number), module(moduleName), routing);
    }

    /** Modules, pages and the ids of their activities. */
    @GET
    @Path("{id}/structure")
    @Operation(
            operationId = "getBookStructure",
            summary = "Modules, pages and the ids of their activities",
            description =
                    "What can be assigned: the ids are those of rows. A book that was never"
                            + " imported is imported in the background when an admin, supervisor,"
                            + " publisher or teacher asks: ask again.")
    @APIResponse(
            responseCode = "200",
            description = "The structure",
            content = @Content(schema = @Schema(implementation = Structure.class)))
    public Uni<Response> structure(@PathParam("id") BookId id, @Context RoutingContext routing) {
        return rows.structure(id.value(), imports(), routing);
    }

    /** The image of a page. */
    @GET
    @Path("{id}/page-image/{n}")
    @Operation(
            operationId = "getPageImage",
            summary = "The image of a page",
            description = "Page numbers may occur in several modules: module_name chooses one.")
    @APIResponse(
            responseCode = "200",
            description = "The image",
            content = @Content(mediaType = "image/*"))
    @Produces
    public Uni<Response> pageImage(
            @PathParam("id") BookId id,
            @PathParam("n")
                    @Parameter(
                            example = "8",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "0",
                                            maximum = "100000"))
                    String number,
            @QueryParam("module_name") String moduleName,
            @Context RoutingContext routing) {
        return answers.image(id.value(), pageNumber(number), module(moduleName), routing);
    }

    /** The films of a book. */
    @GET
    @Path("{id}/videos")
    @Operation(
            operationId = "listBookVideos",
            summary = "The films of a book, and whether they have subtitles",
            description = "Those that config.json names and DCS has, in the order of config.json.")
    @APIResponse(
            responseCode = "200",
            description = "The films",
            content = @Content(schema = @Schema(implementation = Videos.class)))
    public Uni<Response> videos(@PathParam("id") BookId id, @Context HttpServerRequest request) {
        return answers.videos(id.value(), request);
    }

    /** By the request of a student nothing is written. */
    private boolean imports() {
        var asking = caller.get();
        return Stream.of(Role.ADMIN, Role.SUPERVISOR, Role.PUBLISHER, Role.TEACHER)
                .anyMatch(asking::is);
    }

    private static int pageNumber(String text) {
        return Ints.parse(text, 0, MAX_PAGE)
                .orElseThrow(
                        () ->
                                ProblemException.badRequest(
                                        "page", "must be an integer from 0 to " + MAX_PAGE));
    }

    private static Optional<String> module(String name) {
        return Optional.ofNullable(name).filter(given -> !given.isBlank());
    }
}
