package org.dreamlms.books.assignment;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What belongs to an assignment beside its activities, with the materials as they are now. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "AssignmentResources")
record ResourcesView(
        @Schema(required = true) List<VideoView> videos,
        @Schema(required = true) List<MaterialView> teacherMaterials) {

    /** A film of the book. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "AssignmentVideo")
    record VideoView(
            @Schema(required = true, examples = "video") String type,
            @Schema(required = true, description = "Within the book") String path,
            @Schema(required = true) String name,
            @Schema(required = true) boolean subtitlesEnabled,
            @Schema(required = true) boolean hasSubtitles) {

        static VideoView of(Resources.Video video) {
            return new VideoView(
                    video.type(),
                    video.path(),
                    video.name(),
                    video.subtitlesEnabled(),
                    video.hasSubtitles());
        }
    }

    /** Something of the teacher's own; one that was deleted is what was stored of it. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "AssignmentMaterial")
    record MaterialView(
            @Schema(required = true, examples = "teacher_material") String type,
            @Schema(required = true) UUID materialId,
            @Schema(required = true) String name,
            @Schema(required = true, examples = "document") String materialType,
            @Schema(required = true, description = "False when the teacher has deleted it")
                    boolean isAvailable,
            @Schema(nullable = true, description = "Bytes") Long fileSize,
            @Schema(nullable = true) String mimeType,
            @Schema(nullable = true) String url,
            @Schema(
                            nullable = true,
                            description = "null where those of all materials are over 1 MB")
                    String textContent,
            @Schema(nullable = true, description = "A route of the LMS") String downloadUrl) {

        static MaterialView of(Resources.Material stored, TeacherMaterials.Row row) {
            return row == null
                    ? new MaterialView(
                            stored.type(),
                            stored.id(),
                            stored.name(),
                            stored.materialType(),
                            false,
                            null,
                            null,
                            null,
                            null,
                            null)
                    : new MaterialView(
                            stored.type(),
                            row.id(),
                            row.name(),
                            row.type(),
                            true,
                            row.fileSize(),
                            row.mimeType(),
                            row.url(),
                            row.textContent(),
                            row.stored() ? download(row.id()) : null);
        }

        /** The LMS's own route, whatever prefix ours have. */
        private static String download(UUID id) {
            return "/api/v1/teachers/materials/" + id + "/download";
        }
    }

    static ResourcesView of(Resources resources, Map<UUID, TeacherMaterials.Row> rows) {
        return new ResourcesView(
                resources.videos().stream().map(VideoView::of).toList(),
                resources.materials().stream()
                        .map(material -> MaterialView.of(material, rows.get(material.id())))
                        .toList());
    }
}
