package org.dreamlms.books;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The commands of a document that begin with {@code ```sh runnable}: they work in dev mode when
 * they are pasted in order.
 */
record RunnableBlocks(String script, List<Integer> statuses) {

    /** Of a request without a status beside it: anything but an error. */
    static final int SUCCESS = 0;

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh runnable\\n(.*?)^```$");
    private static final Pattern REQUEST = Pattern.compile("(?s)\\bcurl\\b(.*?)(?=\\bcurl\\b|\\z)");
    private static final Pattern STATUS = Pattern.compile("# (4\\d\\d)\\b");

    /** Reads a document of this project. */
    static RunnableBlocks of(Path document) throws IOException {
        var script = new StringBuilder();
        BLOCK.matcher(Files.readString(document))
                .results()
                .forEach(block -> script.append(block.group(1)));
        List<Integer> statuses = new ArrayList<>();
        REQUEST.matcher(script).results().map(RunnableBlocks::status).forEach(statuses::add);
        return new RunnableBlocks(script.toString(), statuses);
    }

    private static int status(MatchResult request) {
        var status = STATUS.matcher(request.group(1));
        return status.find() ? Integer.parseInt(status.group(1)) : SUCCESS;
    }
}
