package org.dreamlms.books.activity.imports;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What an import of a book's activities did.
 *
 * @param kept rows of which config.json knows nothing any more, but something in the database does
 * @param ambiguous where nobody can say which row is which activity; nothing was changed there
 * @param unknownTypes types that have a player but no value in the database's enum: left out
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "ImportReport", description = "What an import of a book's activities did")
public record ImportReport(
        @Schema(required = true, examples = "4") int bookId,
        @Schema(required = true) int created,
        @Schema(required = true) int updated,
        @Schema(required = true) int unchanged,
        @Schema(required = true) int deleted,
        @Schema(
                        required = true,
                        description =
                                "Gone from config.json, but still in use, by an assignment for"
                                        + " example")
                List<Kept> kept,
        @Schema(
                        required = true,
                        description =
                                "Where several activities share place and type: nothing was"
                                        + " changed there")
                List<Ambiguous> ambiguous,
        @Schema(
                        required = true,
                        description = "Types that the database's enum does not know: left out")
                List<String> unknownTypes) {

    /** A row that config.json does not know any more and that stays, since it is in use. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "KeptActivity")
    public record Kept(
            @Schema(required = true) UUID id,
            @Schema(required = true) String activityType,
            @Schema(nullable = true) String title,
            @Schema(required = true) String moduleName,
            @Schema(required = true) int pageNumber,
            @Schema(required = true) int sectionIndex) {

        static Kept of(StoredActivity row) {
            var place = row.place();
            return new Kept(
                    row.id(),
                    place.type(),
                    row.title(),
                    place.module(),
                    place.page(),
                    place.section());
        }
    }

    /**
     * A place and type that several share.
     *
     * @param ids the rows
     * @param inConfig how many activities of config.json there are for them
     */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "AmbiguousActivities")
    public record Ambiguous(
            @Schema(required = true) String moduleName,
            @Schema(required = true) int pageNumber,
            @Schema(required = true) int sectionIndex,
            @Schema(required = true) String activityType,
            @Schema(required = true) List<UUID> ids,
            @Schema(required = true) int inConfig) {

        static Ambiguous of(ActivityMatching.Ambiguous found) {
            var place = found.place();
            return new Ambiguous(
                    place.module(),
                    place.page(),
                    place.section(),
                    place.type(),
                    found.rows().stream().map(StoredActivity::id).toList(),
                    found.wanted());
        }
    }
}
