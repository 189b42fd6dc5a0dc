package org.dreamlms.books.page;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What clients see of a book's pages, as JSON. What a book does not say is null. */
public final class ContentViews {

    private ContentViews() {}

    /** {@code /books/{id}/pages}. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "BookPages")
    record Pages(
            int bookId,
            List<ModulePages> modules,
            int totalPages,
            int totalActivities,
            List<String> warnings) {}

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    record ModulePages(int moduleIndex, String name, List<PageSummary> pages) {}

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    record PageSummary(
            @Schema(examples = "8") int pageNumber, int activityCount, String thumbnailUrl) {}

    /** {@code /books/{id}/pages/detail}. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "BookPagesInDetail")
    record Details(int bookId, List<ModuleDetail> modules, List<String> warnings) {}

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    record ModuleDetail(int moduleIndex, String name, List<PageDetail> pages) {}

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    record PageDetail(
            int pageNumber,
            String imageUrl,
            List<ActivityView> activities,
            List<AudioView> audio,
            List<VideoView> video,
            List<FillView> fill) {}

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "PageActivity")
    record ActivityView(
            @Schema(examples = "0-8-1") String id,
            @Schema(examples = "circle") String activityType,
            String title,
            int moduleIndex,
            String moduleName,
            int pageNumber,
            int sectionIndex,
            int orderIndex,
            Coords coords,
            String audioUrl) {}

    /** An activity with what its player needs. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "PageActivityWithConfig")
    record PlayableView(
            @JsonUnwrapped ActivityView activity,
            @JsonRawValue @Schema(implementation = Object.class) String configJson) {}

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    record AudioView(int sectionIndex, String url, Coords coords) {}

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    record VideoView(
            int sectionIndex, String url, String posterUrl, String subtitlesUrl, Coords coords) {}

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    record FillView(int sectionIndex, List<AnswerView> answers) {}

    @RegisterForReflection
    record AnswerView(String text, Coords coords) {}

    /** {@code /books/{id}/structure}. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "BookStructure")
    record Structure(int bookId, List<ModuleStructure> modules, List<String> warnings) {}

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    record ModuleStructure(int moduleIndex, String name, List<PageStructure> pages) {}

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    record PageStructure(int pageNumber, List<String> activityIds) {}

    /** {@code /books/{id}/videos}. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "BookVideos")
    record Videos(int bookId, List<FilmView> videos, int totalCount) {}

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    record FilmView(
            @Schema(examples = "videos/unit 1.mp4") String path,
            @Schema(examples = "unit 1.mp4") String name,
            long sizeBytes,
            boolean hasSubtitles) {}
}
