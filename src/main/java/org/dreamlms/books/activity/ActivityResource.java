package org.dreamlms.books.activity;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.dreamlms.books.book.BookCatalog;
import org.dreamlms.books.book.EmbeddedBooks;
import org.dreamlms.books.book.RowAnswers;
import org.dreamlms.books.book.VisibleBooks;
import org.dreamlms.books.caller.CurrentCaller;
import org.dreamlms.books.http.input.RowId;
import org.dreamlms.books.http.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Single activities. */
@Path("/activities")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Activities")
public class ActivityResource {

    private final Activities activities;
    private final BookCatalog catalog;
    private final VisibleBooks visible;
    private final CurrentCaller caller;

    ActivityResource(
            Activities activities,
            BookCatalog catalog,
            VisibleBooks visible,
            CurrentCaller caller) {
        this.activities = activities;
        this.catalog = catalog;
        this.visible = visible;
        this.caller = caller;
    }

    /** One activity with its config and its book. */
    @GET
    @Path("{id}")
    @Operation(
            operationId = "getActivity",
            summary = "One activity",
            description = "With its config and its book. To students there is none.")
    public RestResponse<ActivityView> get(@PathParam("id") RowId id) {
        var activityId = id.value();
        var row =
                activities
                        .find(activityId)
                        .filter(activity -> caller.get().readsActivities())
                        .filter(activity -> sees(activity.bookId()))
                        .orElseThrow(() -> ProblemException.notFound("Activity", activityId));
        var books = EmbeddedBooks.of(catalog, Set.of(row.bookId()), caller.books());
        return RowAnswers.of(200, ActivityView.single(row, books.get(row.bookId())), books).build();
    }

    private boolean sees(int bookId) {
        return visible.sees(caller.books(), bookId).await().indefinitely();
    }
}
