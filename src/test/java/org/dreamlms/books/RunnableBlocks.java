package org.dreamlms.books;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The commands of a document in blocks that begin with {@code ```sh runnable}: they work in dev
 * mode when they are pasted in order. All requests of a block that begins with {@code ```sh
 * runnable 404} are answered with that status. A comment beside a command would not do: zsh takes
 * it for arguments when it is pasted.
 */
record RunnableBlocks(String script, List<Integer> statuses) {

    /** Of a request in a block without a status: anything but an error. */
    static final int SUCCESS = 0;

    private static final Pattern BLOCK =
            Pattern.compile("(?ms)^```sh runnable(?: (4\\d\\d))?\\n(.*?)^```$");
    private static final Pattern REQUEST = Pattern.compile("\\bcurl\\b");

    /** Reads a document of this project. */
    static RunnableBlocks of(Path document) throws IOException {
        var script = new StringBuilder();
        List<Integer> statuses = new ArrayList<>();
        for (var block : BLOCK.matcher(Files.readString(document)).results().toList()) {
            var status = block.group(1) == null ? SUCCESS : Integer.parseInt(block.group(1));
            script.append(block.group(2));
            REQUEST.matcher(block.group(2)).results().forEach(request -> statuses.add(status));
        }
        return new RunnableBlocks(script.toString(), statuses);
    }
}
