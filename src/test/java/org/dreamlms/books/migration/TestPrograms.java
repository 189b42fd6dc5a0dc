package org.dreamlms.books.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/**
 * Where PostgreSQL's client programs are. On Debian those of the PATH begin with a script that
 * looks for the newest ones, and takes as long as they do: here they are looked for once. What
 * starts as a process of its own goes by the PATH.
 */
final class TestPrograms {

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    /** Empty: wherever the PATH finds them. */
    static final Optional<String> DIRECTORY = newest();

    private TestPrograms() {}

    private static Optional<String> newest() {
        if (!Files.isDirectory(DEBIAN)) {
            return Optional.empty();
        }
        try (var versions = Files.list(DEBIAN)) {
            return versions.filter(version -> version.getFileName().toString().matches("\\d+"))
                    .filter(version -> Files.isExecutable(version.resolve("bin/pg_restore")))
                    .max(
                            Comparator.comparingInt(
                                    version -> Integer.parseInt(version.getFileName().toString())))
                    .map(version -> version.resolve("bin").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
