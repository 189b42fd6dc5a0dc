package org.dreamlms.books.assignment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.dreamlms.books.http.input.Fields;
import org.dreamlms.books.http.input.Uuids;

/**
 * What belongs to an assignment beside its activities, as the LMS keeps it in {@code
 * assignments.resources}. Frontends send more than that (all that they were told of a material):
 * the rest is not stored.
 */
record Resources(List<Video> videos, List<Material> materials) {

    /** How many bytes they may have as JSON; no more is read of a row. */
    static final int MAX_BYTES = 512 * 1024;

    private static final int MAX_NAME = 500;
    private static final String VIDEOS = "videos";
    private static final String MATERIALS = "teacher_materials";
    private static final String VIDEO = "video";
    private static final String MATERIAL = "teacher_material";
    private static final String MATERIAL_ID = "material_id";
    private static final String SUBTITLES = "subtitles_enabled";

    /** A film of the book. */
    record Video(String path, String name, boolean subtitlesEnabled, boolean hasSubtitles) {

        /** What the LMS writes there. */
        String type() {
            return VIDEO;
        }
    }

    /**
     * Something of the teacher's own.
     *
     * @param name as it was called when it was stored; null when a client names the material
     * @param materialType document, image, audio, video, url, text_note; null as the name is
     */
    record Material(UUID id, String name, String materialType) {

        /** What the LMS writes there. */
        String type() {
            return MATERIAL;
        }
    }

    /** The field of a request that names one of the materials. */
    static String field(int index) {
        return "%s.%s[%d].%s".formatted(AssignmentFields.RESOURCES, MATERIALS, index, MATERIAL_ID);
    }

    /** What a request says; null when it says nothing. Mistakes are collected in the fields. */
    static Resources read(Fields fields) {
        return fields.inside(AssignmentFields.RESOURCES)
                .map(
                        inner ->
                                new Resources(
                                        inner.optionalObjects(VIDEOS).stream()
                                                .map(Resources::video)
                                                .toList(),
                                        inner.optionalObjects(MATERIALS).stream()
                                                .map(Resources::material)
                                                .toList()))
                .orElse(null);
    }

    private static Video video(Fields fields) {
        var path = AssignmentFields.path(fields.require("path"), "path");
        var name = fields.text("name", MAX_NAME);
        return new Video(
                path,
                name != null || path == null ? name : path.substring(path.lastIndexOf('/') + 1),
                !fields.has(SUBTITLES) || fields.flag(SUBTITLES),
                fields.flag("has_subtitles"));
    }

    private static Material material(Fields fields) {
        return new Material(fields.require(MATERIAL_ID).uuid(MATERIAL_ID), null, null);
    }

    /**
     * What a row holds: null for none, without what can't be read of it. The LMS itself leaves
     * fields out, and writes JSON's null for none.
     */
    static Resources stored(String json, ObjectMapper reader) {
        if (json == null) {
            return null;
        }
        JsonNode stored;
        try {
            stored = reader.readTree(json);
        } catch (JsonProcessingException e) {
            return new Resources(List.of(), List.of());
        }
        return stored.isNull()
                ? null
                : new Resources(
                        elements(stored.path(VIDEOS))
                                .flatMap(x -> storedVideo(x).stream())
                                .toList(),
                        elements(stored.path(MATERIALS))
                                .flatMap(x -> storedMaterial(x).stream())
                                .toList());
    }

    private static java.util.stream.Stream<JsonNode> elements(JsonNode list) {
        return list.isArray()
                ? StreamSupport.stream(list.spliterator(), false)
                : java.util.stream.Stream.empty();
    }

    private static Optional<Video> storedVideo(JsonNode video) {
        var path = video.path("path");
        return path.isTextual()
                ? Optional.of(
                        new Video(
                                path.textValue(),
                                video.path("name").asText(path.textValue()),
                                video.path(SUBTITLES).asBoolean(true),
                                video.path("has_subtitles").asBoolean(false)))
                : Optional.empty();
    }

    private static Optional<Material> storedMaterial(JsonNode material) {
        return Uuids.tryParse(material.path(MATERIAL_ID).textValue())
                .map(
                        id ->
                                new Material(
                                        id,
                                        material.path("name").asText(""),
                                        material.path("material_type").asText("document")));
    }

    /** As the LMS writes it. */
    String json() {
        var json = JsonNodeFactory.instance.objectNode();
        var films = json.putArray(VIDEOS);
        videos.forEach(
                video ->
                        films.addObject()
                                .put("type", video.type())
                                .put("path", video.path())
                                .put("name", video.name())
                                .put(SUBTITLES, video.subtitlesEnabled())
                                .put("has_subtitles", video.hasSubtitles()));
        var things = json.putArray(MATERIALS);
        materials.forEach(
                material ->
                        things.addObject()
                                .put("type", material.type())
                                .put(MATERIAL_ID, material.id().toString())
                                .put("name", material.name())
                                .put("material_type", material.materialType()));
        return json.toString();
    }

    /** These films with other materials. */
    Resources with(List<Material> others) {
        return new Resources(videos, new ArrayList<>(others));
    }
}
