package org.dreamlms.books.page;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What clients see of a book's pages, as JSON. What a book does not say is null. */
public final class ContentViews {

    private ContentViews() {}

    /** {@code /books/{id}/pages}. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "BookPages")
    record Pages(
            @Schema(required = true, examples = "4") int bookId,
            @Schema(required = true, description = "By name; pages without activities are left out")
                    List<ModulePages> modules,
            @Schema(required = true) int totalPages,
            @Schema(required = true) int totalActivities,
            @Schema(required = true) List<String> warnings) {}

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "ModulePages")
    record ModulePages(
            @Schema(nullable = true, description = "Null when config.json does not know the module")
                    Integer moduleIndex,
            @Schema(required = true) String name,
            @Schema(required = true) List<PageSummary> pages) {}

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "PageSummary")
    record PageSummary(
            @Schema(required = true, examples = "8") int pageNumber,
            @Schema(required = true) int activityCount,
            @Schema(required = true, description = "Its path is not percent-encoded")
                    String thumbnailUrl) {}

    /** A page in the shape of before, which has its module around it. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "PageInModule")
    record OldPage(
            int pageNumber,
            @Schema(nullable = true) String imageUrl,
            List<ActivityView> activities,
            List<AudioView> audio,
            List<VideoView> video,
            List<FillView> fill) {}

    /** What config.json has and the table of activities has not. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "NotImportedActivity")
    record NotImported(
            @Schema(required = true) String moduleName,
            @Schema(required = true) int pageNumber,
            @Schema(required = true) int sectionIndex,
            @Schema(required = true, examples = "fillpicture") String activityType,
            @Schema(required = true) String title,
            @Schema(
                            required = true,
                            enumeration = {"no_player", "never_imported"},
                            description = "Why it can't be assigned")
                    String reason) {}

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "PageActivity")
    record ActivityView(
            @Schema(required = true) UUID id,
            @Schema(required = true, examples = "circle") String activityType,
            @Schema(nullable = true) String title,
            @Schema(nullable = true, description = "Null when config.json does not know it")
                    Integer moduleIndex,
            @Schema(required = true) String moduleName,
            @Schema(required = true) int pageNumber,
            @Schema(required = true) int sectionIndex,
            @Schema(required = true) int orderIndex,
            @Schema(nullable = true) Coords coords,
            @Schema(nullable = true) String audioUrl) {}

    /** An activity with what its player needs. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "PageActivityWithConfig")
    record PlayableView(
            @JsonUnwrapped ActivityView activity,
            @JsonRawValue @Schema(implementation = Map.class, required = true) String configJson) {}

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    record AudioView(
            int sectionIndex,
            @Schema(nullable = true) String url,
            @Schema(nullable = true) Coords coords) {}

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    record VideoView(
            int sectionIndex,
            @Schema(nullable = true) String url,
            @Schema(nullable = true) String posterUrl,
            @Schema(nullable = true) String subtitlesUrl,
            @Schema(nullable = true) Coords coords) {}

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    record FillView(int sectionIndex, List<AnswerView> answers) {}

    @RegisterForReflection
    record AnswerView(String text, @Schema(nullable = true) Coords coords) {}

    /** {@code /books/{id}/structure}. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "BookStructure")
    record Structure(
            @Schema(required = true, examples = "4") int bookId,
            @Schema(
                            required = true,
                            description =
                                    "In the order of config.json; those without an activity that"
                                            + " has a player are left out")
                    List<ModuleStructure> modules,
            @Schema(required = true) int totalPages,
            @Schema(required = true) int totalActivities,
            @Schema(required = true, description = "What config.json has, too")
                    List<NotImported> notImported,
            @Schema(required = true) List<String> warnings) {}

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "ModuleStructure")
    record ModuleStructure(
            @Schema(nullable = true, description = "Null when config.json does not know the module")
                    Integer moduleIndex,
            @Schema(required = true) String name,
            @Schema(required = true, examples = "8") int pageStart,
            @Schema(required = true, examples = "12") int pageEnd,
            @Schema(required = true) int activityCount,
            @Schema(required = true) List<UUID> activityIds,
            @Schema(required = true) List<PageStructure> pages) {}

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "PageStructure")
    record PageStructure(
            @Schema(required = true, examples = "8") int pageNumber,
            @Schema(required = true, description = "Its path is not percent-encoded")
                    String thumbnailUrl,
            @Schema(required = true) int activityCount,
            @Schema(required = true) List<UUID> activityIds) {}

    /** {@code /books/{id}/videos}. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "BookVideos")
    record Videos(
            @Schema(required = true, examples = "4") int bookId,
            @Schema(required = true, description = "Those of config.json that DCS has, once each")
                    List<FilmView> videos,
            @Schema(required = true) int totalCount) {}

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "BookVideo")
    record FilmView(
            @Schema(required = true, examples = "videos/unit 1.mp4") String path,
            @Schema(required = true, examples = "unit 1.mp4") String name,
            @Schema(required = true) long sizeBytes,
            @Schema(required = true, description = "Whether there is an .srt file of its name")
                    boolean hasSubtitles) {}
}
