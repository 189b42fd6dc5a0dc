package org.dreamlms.books.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A field of an assignment is read, stored and shown in few places. */
class AssignmentFieldTest {

    private static final Path SOURCES = Path.of("src/main/java/org/dreamlms/books/assignment");

    /** A text without a bound is weighed besides, before a page is read. */
    @ParameterizedTest
    @CsvSource({
        "videoPath, video_path, false",
        "timeLimitMinutes, time_limit_minutes, false",
        "instructions, instructions, true"
    })
    void aPlainFieldIsNamedInFiveFilesAtTheMost(String java, String json, boolean weighed)
            throws IOException {
        var name = Pattern.compile("\\b(" + java + "|" + json + ")\\b");
        List<String> files;
        try (var sources = Files.walk(SOURCES)) {
            files =
                    sources.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> name.matcher(read(file)).find())
                            .map(file -> file.getFileName().toString())
                            .collect(Collectors.toCollection(ArrayList::new));
        }
        assertThat(files.remove("PageSize.java")).isEqualTo(weighed);
        assertThat(files)
                .containsExactlyInAnyOrder(
                        "Assignment.java",
                        "AssignmentFields.java",
                        "AssignmentBodyShape.java",
                        "AssignmentView.java",
                        "AssignmentPreview.java");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
