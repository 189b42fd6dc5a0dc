package org.dreamlms.books.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dreamlms.books.page.BookConfig.Activity;
import org.dreamlms.books.page.BookConfig.Answer;
import org.dreamlms.books.page.BookConfig.Audio;
import org.dreamlms.books.page.BookConfig.Fill;
import org.dreamlms.books.page.BookConfig.Page;
import org.dreamlms.books.page.BookConfig.Video;

/** Reads one page of a config.json; what is odd is left out and said. */
final class ConfigPageReader {

    private static final int MAX_PAGE_NUMBER = 100_000;

    private final ConfigWarnings warnings;
    private final int moduleIndex;
    private int previous;

    ConfigPageReader(int moduleIndex, ConfigWarnings warnings) {
        this.moduleIndex = moduleIndex;
        this.warnings = warnings;
    }

    Optional<Page> read(JsonNode json, int position) {
        var where = "module %d, page at %d".formatted(moduleIndex, position);
        if (!json.isObject()) {
            warnings.add(where, "is not an object");
            return Optional.empty();
        }
        var number = number(json.path("page_number"), where);
        previous = number;
        var image = path(json.path("image_path"), where + ", image_path");
        if (json.path("image_path").isMissingNode()) {
            warnings.add(where, "has no image_path");
        }
        var page =
                new Page(
                        number,
                        image,
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>());
        sections(json.path("sections"), page, where);
        return Optional.of(page);
    }

    private int number(JsonNode json, String where) {
        if (json.canConvertToInt() && json.isIntegralNumber() || json.isTextual()) {
            var number = json.asInt(-1);
            if (number >= 0 && number <= MAX_PAGE_NUMBER) {
                return number;
            }
        }
        warnings.add(where, "has no usable page_number; taken as " + (previous + 1));
        return previous + 1;
    }

    private void sections(JsonNode json, Page page, String where) {
        if (!json.isArray()) {
            if (!json.isMissingNode()) {
                warnings.add(where, "sections is not a list");
            }
            return;
        }
        for (int i = 0; i < json.size(); i++) {
            var section = json.get(i);
            var place = where + ", section " + i;
            if (!section.isObject()) {
                warnings.add(place, "is not an object");
            } else if (section.path("activity").isObject()) {
                page.activities().add(activity(section, page.number(), i, place));
            } else {
                if (section.has("activity")) {
                    warnings.add(place, "activity is not an object");
                }
                decoration(section, page, i, place);
            }
        }
    }

    private Activity activity(JsonNode section, int page, int index, String where) {
        var json = section.get("activity");
        var type = text(json.path("type")).or(() -> text(section.path("type")));
        if (type.isEmpty()) {
            warnings.add(where, "the activity has no type");
        }
        var title = text(json.path("headerText"));
        var coords = section.has("coords") ? section.get("coords") : json.path("coords");
        return new Activity(
                moduleIndex,
                "",
                page,
                index,
                type.orElse("unknown"),
                title.orElseGet(() -> ActivityTitles.of(type.orElse("activity"))),
                withAudio(json, section).toString(),
                coords(coords, where),
                path(section.path("audio_extra").path("path"), where + ", audio_extra"));
    }

    /** The sound lies beside the activity in config.json, and in it for players. */
    private static JsonNode withAudio(JsonNode activity, JsonNode section) {
        var audio = section.path("audio_extra");
        return audio.isObject()
                ? ((ObjectNode) activity.deepCopy()).set("audio_extra", audio)
                : activity;
    }

    private void decoration(JsonNode section, Page page, int index, String where) {
        switch (section.path("type").asText()) {
            case "audio" ->
                    page.audio()
                            .add(
                                    new Audio(
                                            index,
                                            needed(section, "audio_path", where),
                                            coords(section.path("coords"), where)));
            case "video" ->
                    page.video()
                            .add(
                                    new Video(
                                            index,
                                            needed(section, "video_path", where),
                                            path(section.path("poster"), where + ", poster"),
                                            coords(section.path("coords"), where)));
            case "fill" -> page.fill().add(new Fill(index, answers(section.path("answer"), where)));
            default -> {
                // Other decoration is the player's alone.
            }
        }
    }

    private List<Answer> answers(JsonNode json, String where) {
        var answers = new ArrayList<Answer>();
        if (!json.isArray()) {
            warnings.add(where, "answer is not a list");
        }
        for (var answer : json) {
            if (answer.isObject()) {
                answers.add(
                        new Answer(
                                answer.path("text").asText(""),
                                coords(answer.path("coords"), where)));
            }
        }
        return answers;
    }

    private Optional<String> needed(JsonNode section, String field, String where) {
        if (!section.has(field)) {
            warnings.add(where, "has no " + field);
        }
        return path(section.path(field), where + ", " + field);
    }

    private Optional<String> path(JsonNode json, String where) {
        if (json.isMissingNode() || json.isNull() || json.isTextual() && json.asText().isBlank()) {
            return Optional.empty();
        }
        var path = text(json).flatMap(ConfigPaths::relative);
        if (path.isEmpty()) {
            warnings.add(where, "is not a path in the book");
        }
        return path;
    }

    private Optional<Coords> coords(JsonNode json, String where) {
        var coords = Coords.of(json);
        if (coords.isEmpty()) {
            warnings.add(where, "has no usable coords");
        }
        return coords;
    }

    private static Optional<String> text(JsonNode json) {
        return json.isTextual() && !json.asText().isBlank()
                ? Optional.of(json.asText().strip())
                : Optional.empty();
    }
}
