package org.dreamlms.books.ops.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dreamlms.books.http.answer.TaggedJson;

/**
 * The files of the page, from {@code console/} on the class path: not from {@code
 * META-INF/resources}, which the public port serves. Reads each once.
 */
@ApplicationScoped
class ConsoleFiles {

    /** The page itself. */
    static final String PAGE = "index.html";

    private static final String DIRECTORY = "/console/";

    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";

    /** All there are; what is not listed here is not served. */
    static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry(PAGE, "text/html; charset=utf-8"),
                    Map.entry("console.css", STYLE),
                    Map.entry("actions.js", SCRIPT),
                    Map.entry("charts.js", SCRIPT),
                    Map.entry("console.js", SCRIPT),
                    Map.entry("panels.js", SCRIPT),
                    Map.entry("store.js", SCRIPT),
                    Map.entry("words.js", SCRIPT),
                    Map.entry("icon.svg", "image/svg+xml"),
                    Map.entry("uPlot.iife.min.js", SCRIPT),
                    Map.entry("uPlot.min.css", STYLE),
                    Map.entry("uPlot.LICENSE.txt", "text/plain; charset=utf-8"));

    private final Map<String, TaggedJson> read = new ConcurrentHashMap<>();

    /** Whether there is such a file, beside the page. */
    static boolean has(String name) {
        return TYPES.containsKey(name) && !name.equals(PAGE);
    }

    /** One of the files. */
    TaggedJson file(String name) {
        return read.computeIfAbsent(name, ConsoleFiles::read);
    }

    private static TaggedJson read(String name) {
        try (var file = ConsoleFiles.class.getResourceAsStream(DIRECTORY + name)) {
            if (file == null) {
                throw new IllegalStateException("the console's " + name + " is not there");
            }
            return TaggedJson.of(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
