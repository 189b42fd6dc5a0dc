package org.dreamlms.books.page;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dreamlms.books.page.ContentViews.NotImported;
import org.dreamlms.books.page.ContentViews.OldPage;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What clients see of a book's pages with everything on them, as JSON. */
final class DetailViews {

    private DetailViews() {}

    /** {@code /books/{id}/pages/detail}. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "BookPagesInDetail")
    record Details(
            @Schema(required = true, examples = "4") int bookId,
            @Schema(required = true, description = "Those with pages, as config.json has them")
                    List<ModuleDetail> modules,
            @Schema(required = true, description = "The pages of all modules, one after the other")
                    List<PageDetail> pages,
            @Schema(required = true) int totalPages,
            @Schema(required = true) int totalActivities,
            @Schema(required = true) List<String> warnings) {}

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "ModuleDetail")
    record ModuleDetail(
            @Schema(required = true) int moduleIndex,
            @Schema(required = true) String name,
            @Schema(
                            required = true,
                            description = "Where its first page is among all pages, from 0")
                    int firstPageIndex,
            @Schema(required = true) int pageCount,
            @Schema(
                            required = true,
                            deprecated = true,
                            description =
                                    "The same pages in the shape of before: use the flat list")
                    List<OldPage> pages) {}

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "PageDetail")
    record PageDetail(
            @Schema(required = true, examples = "8") int pageNumber,
            @Schema(required = true) String moduleName,
            @Schema(
                            required = true,
                            description = "Its path is not percent-encoded",
                            examples = "/books/4/assets/images/HB/modules/M1/pages/08.png")
                    String imageUrl,
            @Schema(required = true) List<ActivityDetail> activities,
            @Schema(required = true, description = "What config.json has on the page, too")
                    List<NotImported> notImported,
            @Schema(required = true) List<AudioDetail> audio,
            @Schema(required = true) List<VideoDetail> video,
            @Schema(required = true) List<FillAnswer> fillAnswers) {}

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "ActivityDetail")
    record ActivityDetail(
            @Schema(required = true) UUID id,
            @Schema(nullable = true) String title,
            @Schema(required = true, examples = "circle") String activityType,
            @Schema(required = true) int sectionIndex,
            @Schema(required = true) int orderIndex,
            @Schema(nullable = true, description = "Null when the activity does not say it")
                    Coords coords,
            @JsonRawValue
                    @Schema(
                            required = true,
                            implementation = Map.class,
                            description =
                                    "config_json, with section_image_url and audio_extra.url where"
                                            + " it names such files")
                    String config) {}

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "AudioDetail")
    record AudioDetail(
            @Schema(required = true, examples = "audio-8-0") String id,
            @Schema(required = true) String src,
            @Schema(required = true) Number x,
            @Schema(required = true) Number y,
            @Schema(required = true) Number width,
            @Schema(required = true) Number height) {}

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "VideoDetail")
    record VideoDetail(
            @Schema(required = true, examples = "video-8-0") String id,
            @Schema(required = true) String src,
            @Schema(nullable = true) String poster,
            @Schema(
                            nullable = true,
                            description = "Where subtitles would be, whether or not they are there")
                    String subtitleSrc,
            @Schema(required = true) Number x,
            @Schema(required = true) Number y,
            @Schema(required = true) Number width,
            @Schema(required = true) Number height) {}

    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "FillAnswer")
    record FillAnswer(
            @Schema(required = true, examples = "fill-8-4-0") String id,
            @Schema(required = true) Number x,
            @Schema(required = true) Number y,
            @Schema(required = true) Number width,
            @Schema(required = true) Number height,
            @Schema(required = true) String text) {}
}
