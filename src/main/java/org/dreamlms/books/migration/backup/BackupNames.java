package org.dreamlms.books.migration.backup;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.dreamlms.books.db.Sql;

/**
 * How the backups of one database are called: others may keep theirs in the same directory, and
 * must not be taken for ours.
 */
public final class BackupNames {

    private static final String PREFIX = "pre_books_to_dcs_ids_";
    private static final String DUMP = ".dump";
    private static final String PARTIAL = ".partial";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss_SSS").withZone(ZoneOffset.UTC);

    private final String prefix;
    private final Pattern partial;

    /**
     * @param database its name, which may hold characters that file names can't
     */
    public BackupNames(String database) {
        this.prefix =
                PREFIX
                        + URLEncoder.encode(database, StandardCharsets.UTF_8).replace("*", "%2A")
                        + "_";
        // With the stamp to its last digit: "lms" is also the beginning of "lms_copy".
        this.partial =
                Pattern.compile(Pattern.quote(prefix) + "\\d{8}_\\d{6}_\\d{3}\\.dump\\.partial");
    }

    /** Those of the database at the other end, whatever the URL calls it. */
    static BackupNames of(Connection connection) throws SQLException {
        return new BackupNames(Sql.text(connection, "SELECT current_database()").orElseThrow());
    }

    /** The file of a backup that has been proven. */
    public Path finished(Path directory, Instant begun) {
        return directory.resolve(prefix + STAMP.format(begun) + DUMP);
    }

    /** The file of the same backup until then. */
    public static Path partial(Path finished) {
        return finished.resolveSibling(finished.getFileName() + PARTIAL);
    }

    /** Whether a file is such a one of this database. */
    public boolean isPartial(Path file) {
        return partial.matcher(file.getFileName().toString()).matches();
    }
}
