package org.dreamlms.books.migration.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.dreamlms.books.Settings;
import org.dreamlms.books.db.Sql;
import org.dreamlms.books.migration.MigrationDatabase;
import org.dreamlms.books.migration.MigrationRefused;
import org.dreamlms.books.migration.check.Check;
import org.dreamlms.books.migration.check.Finding;
import org.jboss.logging.Logger;

/** Checks that a backup can be taken: programs, their version, the directory, the space. */
public final class BackupCheck {

    private static final Logger LOG = Logger.getLogger(BackupCheck.class);
    private static final int LOCK_WAIT_MILLIS = 15_000;

    private final MigrationDatabase database;
    private final boolean relative;
    private final Path directory;
    private final ClientProgram dump;
    private final ClientProgram restore;
    private final Duration dryRunLimit;

    /** What the rehearsal said; once is enough, writers are locked out the second time. */
    private Finding rehearsed;

    public BackupCheck(MigrationDatabase database, Settings.Backup settings) {
        this.database = database;
        this.relative = !Path.of(settings.directory()).isAbsolute();
        this.directory = Path.of(settings.directory()).toAbsolutePath().normalize();
        this.dump = new ClientProgram("pg_dump", settings.programs());
        this.restore = new ClientProgram("pg_restore", settings.programs());
        this.dryRunLimit = settings.dryRunLimit();
    }

    /** What only the dry run does: it takes as long as a backup. */
    public List<Check> trials() {
        return new DumpTrial(database, dump, dryRunLimit).checks();
    }

    public List<Check> all() {
        return List.of(
                new Check("that a backup can be taken", this::look),
                new Check("that the backup will last", connection -> place()),
                unreadable(),
                unreadableLargeObjects(),
                new Check("pg_dump, on the schema only", this::rehearse));
    }

    /** A container's own disk goes with the container, and with it the only way back. */
    private Finding place() throws SQLException {
        var overlay = false;
        try {
            overlay = Files.getFileStore(directory).type().equals("overlay");
        } catch (IOException e) {
            LOG.debug("The backup directory cannot be seen", e);
        }
        return relative || overlay
                ? Finding.warned(
                        "THE BACKUP GOES TO "
                                + directory
                                + (overlay
                                        ? ", on the container's own disk: it is gone when the"
                                                + " container is"
                                        : ", below the directory in which the service was"
                                                + " started: in a container that is its own disk")
                                + ". Set DCS_BOOKS_BACKUP_DIRECTORY to a lasting volume",
                        List.of())
                : Finding.passed(directory.toString());
    }

    /** pg_dump reads the whole database, not only our tables. */
    private static Check unreadable() {
        return Check.none(
                "the right to read all that pg_dump reads",
                """
                SELECT c.oid::regclass || ' belongs to ' || pg_get_userbyid(c.relowner) AS line
                FROM pg_class c
                JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname !~ '^pg_'
                AND n.nspname <> 'information_schema'
                AND NOT EXISTS (
                    SELECT
                    FROM pg_depend d
                    WHERE d.classid = 'pg_class'::regclass
                    AND d.objid = c.oid
                    AND d.deptype = 'e')
                AND CASE WHEN c.relkind IN ('r', 'p') THEN NOT (has_schema_privilege(n.oid, 'USAGE')
                    AND has_table_privilege(c.oid, 'SELECT'))
                OR row_security_active(c.oid) WHEN c.relkind = 'S'
                    THEN NOT (has_schema_privilege(n.oid, 'USAGE') AND has_sequence_privilege(c.oid,
                    'SELECT')) ELSE false END
                """,
                "tables or sequences that the migration's database user may not read, or not every"
                        + " row of",
                "GRANT SELECT on them, or run the migration as a user who may read everything");
    }

    /** There is no function that tells, before version 18. */
    private static Check unreadableLargeObjects() {
        return Check.none(
                "the right to read all large objects",
                """
                SELECT 'large object ' || m.oid || ' belongs to ' || pg_get_userbyid(m.lomowner)
                    AS line
                FROM pg_largeobject_metadata m
                WHERE NOT pg_has_role(current_user, m.lomowner, 'USAGE')
                AND NOT current_setting('lo_compat_privileges')::boolean
                AND NOT EXISTS (
                    SELECT FROM aclexplode(m.lomacl) a
                    WHERE a.privilege_type = 'SELECT'
                    AND (a.grantee = 0 OR pg_has_role(current_user, a.grantee, 'USAGE')))
                """,
                "large objects that the migration's database user may not read, and pg_dump"
                        + " neither",
                "GRANT SELECT ON LARGE OBJECT … TO it, or run the migration as a user who may read"
                        + " everything");
    }

    /** Tries the program, the way to the server, the login and the locks. */
    private Finding rehearse(Connection connection) throws SQLException {
        if (rehearsed == null) {
            try {
                var result =
                        dump.run(
                                List.of(
                                        "--schema-only",
                                        "--no-password",
                                        "--lock-wait-timeout=" + LOCK_WAIT_MILLIS,
                                        "--file=/dev/null"),
                                ClientEnvironment.of(database.source(), connection));
                rehearsed =
                        result.exitCode() == 0
                                ? Finding.passed("it can log in and read the schema")
                                : DumpTrial.refused(result);
            } catch (MigrationRefused e) {
                return Finding.refused(e.getMessage(), List.of(), "see there");
            }
        }
        return rehearsed;
    }

    private Finding look(Connection connection) throws SQLException {
        try {
            var server =
                    Sql.number(connection, "SELECT current_setting('server_version_num')::int");
            var client = Math.min(dump.majorVersion(), restore.majorVersion());
            if (client < server / 10_000) {
                return Finding.refused(
                        "pg_dump or pg_restore "
                                + client
                                + " is too old for PostgreSQL "
                                + server / 10_000,
                        List.of(),
                        "install client programs of the server's version or newer");
            }
            var room = space(connection);
            return room instanceof Finding.Passed && dump.majorVersion() > server / 10_000
                    ? newer(dump.majorVersion(), server / 10_000)
                    : room;
        } catch (MigrationRefused e) {
            return Finding.refused(e.getMessage(), List.of(), "see there");
        } catch (IOException e) {
            return Finding.refused(
                    "the backup directory " + directory + " cannot be written: " + e,
                    List.of(),
                    "set DCS_BOOKS_BACKUP_DIRECTORY to a directory on a lasting volume that the"
                            + " service may write");
        }
    }

    private static Finding newer(int client, long server) {
        return Finding.warned(
                "pg_dump "
                        + client
                        + " is newer than PostgreSQL "
                        + server
                        + ": the backup is good, but restoring it takes a pg_restore of "
                        + client
                        + " or newer"
                        + (client >= 17 && server < 17
                                ? ", which sets transaction_timeout: a server before 17 does not"
                                        + " know that, so restore there without --exit-on-error and"
                                        + " expect that one error"
                                : ""),
                List.of());
    }

    private Finding space(Connection connection) throws SQLException, IOException {
        Files.createDirectories(directory);
        Files.delete(Files.createTempFile(directory, ".writable", ""));
        var needed =
                Sql.number(
                        connection,
                        """
                        SELECT coalesce(sum(pg_table_size(oid)), 0)::bigint
                        FROM pg_class
                        WHERE relkind = 'r'
                        AND (oid = 'pg_largeobject'::regclass
                            OR relnamespace NOT IN (
                                'pg_catalog'::regnamespace, 'information_schema'::regnamespace))
                        """);
        var copies = DiskSpace.ofCopies(connection);
        var free = Files.getFileStore(directory).getUsableSpace();
        var server = DiskSpace.ofServer(connection);
        var shared = server.isPresent() && server.get().equals(Files.getFileStore(directory));
        if (free < needed + (shared ? copies : 0)) {
            return Finding.refused(
                    "not enough space: " + directory + " has " + DiskSpace.text(free) + " free",
                    List.of(),
                    "make room for " + DiskSpace.text(needed + (shared ? copies : 0)));
        }
        if (server.isPresent() && server.get().getUsableSpace() < copies) {
            return Finding.refused(
                    "not enough space for PostgreSQL's copies of the tables",
                    List.of(),
                    "make room for " + DiskSpace.text(copies) + " where PostgreSQL keeps its data");
        }
        return Finding.passed(
                directory
                        + " has "
                        + DiskSpace.text(free)
                        + " free, the dump needs at most "
                        + DiskSpace.text(needed)
                        + "; PostgreSQL itself needs "
                        + DiskSpace.text(copies)
                        + (server.isPresent() ? ", which it has" : ", which cannot be seen here"));
    }
}
