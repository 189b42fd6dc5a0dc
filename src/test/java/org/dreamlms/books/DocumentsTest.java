package org.dreamlms.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents promise of themselves; {@link DocumentsIT} runs their commands. */
class DocumentsTest {

    private static final Pattern COMMANDS = Pattern.compile("(?ms)^```(sh[^\\n]*)\\n(.*?)^```$");
    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");
    private static final Pattern COMMENT_OR_PROMPT = Pattern.compile("(?m)(^|\\s)#|^[$>%] ");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final int LENGTH_OF_THE_README = 9 * 1024;

    static List<Path> documents() throws IOException {
        try (var pages = Files.walk(Path.of("docs"));
                var more = Files.walk(Path.of("src/main"))) {
            return Stream.of(
                            Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md").map(Path::of),
                            pages.filter(page -> page.toString().endsWith(".md")),
                            more.filter(page -> page.endsWith("README.md")))
                    .flatMap(pagesOf -> pagesOf)
                    .toList();
        }
    }

    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(Files.size(Path.of("README.md"))).isLessThanOrEqualTo(LENGTH_OF_THE_README);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void commandsForDevModeAreRunnable(Path document) throws IOException {
        var blocks = COMMANDS.matcher(Files.readString(document)).results().toList();
        for (var block : blocks) {
            if (block.group(2).contains("curl ") && block.group(2).contains("localhost:8080")) {
                assertThat(block.group(1)).as(block.group(2)).startsWith("sh runnable");
            }
        }
    }

    /**
     * A shell of its own default settings takes each block as it stands: zsh, macOS's, knows no
     * comments where commands are typed in, takes a bare ? or * for the name of a file, and a
     * prompt is no command. Nothing is written into a directory that only a build makes.
     */
    @ParameterizedTest
    @MethodSource("documents")
    void commandsCanBePasted(Path document) throws IOException {
        for (var block : COMMANDS.matcher(Files.readString(document)).results().toList()) {
            var unquoted = QUOTED.matcher(block.group(2)).replaceAll("''");
            assertThat(unquoted)
                    .as("%s: %s", document, block.group(2))
                    .doesNotContainPattern(COMMENT_OR_PROMPT);
            if (block.group(1).startsWith("sh runnable")) {
                assertThat(unquoted).doesNotContainPattern("[?*\\[]").doesNotContain("target/");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadSomewhere(Path document) throws IOException {
        for (var link : LINK.matcher(Files.readString(document)).results().toList()) {
            var target = link.group(1);
            if (target.startsWith("http")) {
                continue;
            }
            var parts = target.split("#", 2);
            var page = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
            assertThat(page.normalize()).as("%s in %s", target, document).exists();
            if (parts.length == 2) {
                assertThat(anchors(page)).as("%s in %s", target, document).contains(parts[1]);
            }
        }
    }

    private static List<String> anchors(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
                .toList();
    }
}
