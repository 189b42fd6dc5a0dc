package org.dreamlms.books.migration.backup;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.dreamlms.books.db.Sql;
import org.dreamlms.books.migration.BookTable;

/** How much room the migration needs, and how much there is as far as it can be seen from here. */
public final class DiskSpace {

    private DiskSpace() {}

    /** One copy of each table that is rewritten, with its indexes: both live until the commit. */
    static long ofCopies(Connection connection) throws SQLException {
        return Sql.number(
                connection,
                """
                SELECT coalesce(sum(pg_total_relation_size(to_regclass(t))), 0)::bigint
                FROM unnest(ARRAY[%s]) t
                """
                        .formatted(BookTable.LITERALS));
    }

    /** The disk of the server's data directory; empty when that is on another machine. */
    static Optional<FileStore> ofServer(Connection connection) throws SQLException {
        var directory =
                Sql.text(
                        connection,
                        "SELECT setting FROM pg_settings WHERE name = 'data_directory'");
        if (directory.isEmpty() || !Files.isReadable(Path.of(directory.get(), "PG_VERSION"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.getFileStore(Path.of(directory.get())));
        } catch (IOException ignored) {
            return Optional.empty();
        }
    }

    /** A size as people say it. */
    public static String text(long bytes) {
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
