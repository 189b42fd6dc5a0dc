package org.dreamlms.books.page;

import java.util.Optional;
import java.util.regex.Pattern;
import org.dreamlms.books.file.FilePath;

/** Paths as config.json has them: {@code ./books/BRAINS/images/08.png}. */
final class ConfigPaths {

    /** Whatever the book was called when the path was written: renaming moves no file. */
    private static final Pattern PREFIX = Pattern.compile("^(?:\\./|/)*(?:books/[^/]+/)?");

    private ConfigPaths() {}

    /** The path relative to the book's folder; empty when it leads elsewhere. */
    static Optional<String> relative(String raw) {
        var slashes = raw.strip().replace('\\', '/');
        return FilePath.tryOf(PREFIX.matcher(slashes).replaceFirst("")).map(FilePath::path);
    }
}
