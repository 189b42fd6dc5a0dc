package org.dreamlms.books.activity.imports;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import org.dreamlms.books.caller.CurrentCaller;
import org.dreamlms.books.caller.Role;
import org.dreamlms.books.http.input.BookId;
import org.dreamlms.books.replica.Announcer;
import org.dreamlms.books.replica.Invalidation;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The import of a book's activities by hand. */
@Path("/books/{id}/import-activities")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Activities")
public class ActivityImportResource {

    private final ActivityImport activities;
    private final Announcer announcer;
    private final CurrentCaller caller;

    ActivityImportResource(ActivityImport activities, Announcer announcer, CurrentCaller caller) {
        this.activities = activities;
        this.announcer = announcer;
        this.caller = caller;
    }

    /** Imports what the book's config.json says at this moment. */
    @POST
    @Operation(
            operationId = "importActivities",
            summary = "Import a book's activities",
            description =
                    "Brings what the book's config.json says at this moment into the database. Rows"
                            + " keep their ids; what is gone from config.json is deleted only when"
                            + " nothing refers to it. For admins and supervisors.")
    @APIResponse(
            responseCode = "200",
            description = "What the import has done",
            content = @Content(schema = @Schema(implementation = ImportReport.class)))
    @APIResponse(responseCode = "403", description = "Only admins and supervisors may")
    public ImportReport run(@PathParam("id") BookId id) throws SQLException {
        caller.get().require(Role.ADMIN, Role.SUPERVISOR);
        var bookId = id.value();
        var report = activities.run(bookId);
        // An admin who imports by hand wants to see the result, on whichever replica.
        announcer.announce(Invalidation.book(bookId));
        return report;
    }
}
