package org.dreamlms.books.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.dreamlms.books.page.BookConfig.Activity;
import org.dreamlms.books.page.BookConfig.Answer;
import org.dreamlms.books.page.BookConfig.Audio;
import org.dreamlms.books.page.BookConfig.Fill;
import org.dreamlms.books.page.BookConfig.Page;
import org.dreamlms.books.page.BookConfig.Video;

/** Reads one page of a config.json; what is odd is left out and said. */
final class ConfigPageReader {

    private static final int MAX_PAGE_NUMBER = 100_000;

    /** As the LMS's table has it. */
    private static final int MAX_TITLE = 500;

    private static final int MAX_TYPE = 100;
    private static final Set<String> DECORATIONS = Set.of("audio", "video", "fill");

    private final ConfigWarnings warnings;
    private final ConfigBudget budget;

    /** No more of them than an int takes for certain. */
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

    private final int moduleIndex;
    private int previous;

    ConfigPageReader(int moduleIndex, ConfigWarnings warnings, ConfigBudget budget) {
        this.moduleIndex = moduleIndex;
        this.warnings = warnings;
        this.budget = budget;
    }

    Optional<Page> read(JsonNode json, int position) {
        var where = "module %d, page at %d".formatted(moduleIndex, position);
        if (!json.isObject()) {
            warnings.add(where, "is not an object");
            return Optional.empty();
        }
        var printed = number(json.path("page_number"));
        if (printed.isEmpty()) {
            warnings.add(where, "has no usable page_number; taken as " + (previous + 1));
        }
        previous = printed.orElse(previous + 1);
        var image = path(json.path("image_path"), where + ", image_path");
        if (json.path("image_path").isMissingNode()) {
            warnings.add(where, "has no image_path");
        }
        var page =
                new Page(
                        previous,
                        printed.isPresent(),
                        image,
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>());
        sections(json.path("sections"), page, where);
        return Optional.of(page);
    }

    /** 8, "8", and what is the same number in other words: 8.0, 1e1. */
    private static OptionalInt number(JsonNode json) {
        var number =
                json.isTextual()
                        ? digits(json.textValue().strip())
                        : json.canConvertToInt() && json.canConvertToExactIntegral()
                                ? json.intValue()
                                : -1;
        return number >= 0 && number <= MAX_PAGE_NUMBER
                ? OptionalInt.of(number)
                : OptionalInt.empty();
    }

    /** What a text says that is digits only; -1 for any other. */
    private static int digits(String text) {
        return DIGITS.matcher(text).matches() ? Integer.parseInt(text) : -1;
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
                if (budget.activity()) {
                    page.activities().add(activity(section, page.number(), i, place));
                }
            } else if (section.has("activity")) {
                warnings.add(place, "activity is not an object");
            }
            // A section may be both.
            decoration(section, page, i, place);
        }
    }

    private Activity activity(JsonNode section, int page, int index, String where) {
        var json = section.get("activity");
        var type = text(json.path("type"), MAX_TYPE);
        if (type.isEmpty()) {
            warnings.add(where, "the activity has no type");
        }
        var title = text(json.path("headerText"), MAX_TITLE);
        var coords = section.has("coords") ? section.get("coords") : json.path("coords");
        return new Activity(
                moduleIndex,
                "",
                page,
                index,
                type.orElse("unknown"),
                title.orElseGet(() -> ActivityTitles.of(type.orElse("activity"))),
                dreamId(json.path("id")),
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

    private static Optional<String> dreamId(JsonNode id) {
        return id.isIntegralNumber() ? Optional.of(id.asText()) : text(id, MAX_TITLE);
    }

    private void decoration(JsonNode section, Page page, int index, String where) {
        var type = section.path("type").asText();
        if (DECORATIONS.contains(type) && !budget.decoration()) {
            return;
        }
        switch (type) {
            case "audio" -> page.audio().add(audio(section, index, where));
            case "video" -> page.video().add(video(section, index, where));
            case "fill" -> page.fill().add(new Fill(index, answers(section.path("answer"), where)));
            default -> {
                // Other decoration is the player's alone.
            }
        }
    }

    private Audio audio(JsonNode section, int index, String where) {
        var coords = section.path("coords");
        return new Audio(
                index,
                needed(section, "audio_path", "audio", where),
                coords(coords, where),
                Box.ofButton(coords));
    }

    private Video video(JsonNode section, int index, String where) {
        var coords = section.path("coords");
        return new Video(
                index,
                needed(section, "video_path", "video", where),
                text(section.path("title"), MAX_TITLE),
                path(section.path("poster"), where + ", poster"),
                coords(coords, where),
                Box.ofButton(coords));
    }

    private List<Answer> answers(JsonNode json, String where) {
        var answers = new ArrayList<Answer>();
        if (!json.isArray()) {
            warnings.add(where, "answer is not a list");
        }
        for (var answer : json) {
            if (answer.isObject() && budget.decoration()) {
                var coords = answer.path("coords");
                answers.add(
                        new Answer(
                                answer.path("text").asText(""),
                                coords(coords, where),
                                Box.ofGap(coords)));
            }
        }
        return answers;
    }

    /** A path under its name of today, else under the one of before. */
    private Optional<String> needed(JsonNode section, String name, String old, String where) {
        if (!section.has(name) && !section.has(old)) {
            warnings.add(where, "has no " + name);
        }
        return path(section.path(name), where + ", " + name)
                .or(() -> path(section.path(old), where + ", " + old));
    }

    private Optional<String> path(JsonNode json, String where) {
        if (json.isMissingNode() || json.isNull() || json.isTextual() && json.asText().isBlank()) {
            return Optional.empty();
        }
        var path = text(json, Integer.MAX_VALUE).flatMap(ConfigPaths::relative);
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

    private static String cut(String text, int max) {
        // Not within a character of two halves.
        return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
    }

    private static Optional<String> text(JsonNode json, int max) {
        if (!json.isTextual() || json.asText().isBlank()) {
            return Optional.empty();
        }
        var text = json.asText().strip();
        return Optional.of(text.length() <= max ? text : cut(text, max));
    }
}
