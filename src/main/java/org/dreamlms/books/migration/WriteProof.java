package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.dreamlms.books.db.OwnSchema;
import org.dreamlms.books.db.Sql;
import org.dreamlms.books.migration.check.Check;
import org.dreamlms.books.migration.check.Finding;

/**
 * Reads back what the migration writes: a rule or a trigger may change a row, or keep it from being
 * written, and PostgreSQL reports success all the same.
 */
final class WriteProof {

    private static final String REWRITERS =
            """
            SELECT 'trigger ' || tgname
            FROM pg_trigger
            WHERE tgrelid = to_regclass(?)
            AND NOT tgisinternal
            AND tgenabled <> 'D'
            UNION ALL
            SELECT 'rule ' || rulename
            FROM pg_rewrite
            WHERE ev_class = to_regclass(?)
            AND rulename <> '_RETURN'
            AND ev_enabled <> 'D'
            ORDER BY 1
            """;

    private static final String IS_MAPPED =
            """
            SELECT NOT EXISTS (
                SELECT
                FROM books b
                FULL JOIN book_id_map m ON m.legacy_id = b.id
                WHERE b.id IS NULL
                OR m.legacy_id IS NULL
                OR m.dcs_book_id <> b.dream_storage_id::integer)
            """;

    /** As Flyway makes it. */
    private static final String NEW_HISTORY =
            """
            CREATE TABLE %s (
                installed_rank integer NOT NULL CONSTRAINT flyway_schema_history_pk PRIMARY KEY,
                version varchar(50),
                description varchar(200) NOT NULL,
                type varchar(20) NOT NULL,
                script varchar(1000) NOT NULL,
                checksum integer,
                installed_by varchar(100) NOT NULL,
                installed_on timestamp NOT NULL DEFAULT now(),
                execution_time integer NOT NULL,
                success boolean NOT NULL)
            """
                    .formatted(OwnTables.HISTORY);

    private static final String NEW_VERSION =
            """
            INSERT INTO %1$s
                (installed_rank, version, description, type, script, installed_by, execution_time,
                success)
            SELECT coalesce(max(installed_rank), 0) + 1, 'trial', 'trial', 'SQL', 'trial',
                current_user, 0, true
            FROM %1$s
            """
                    .formatted(OwnTables.HISTORY);

    private static final String IS_VERSION =
            """
            SELECT count(*) = 1
            FROM %s
            WHERE version = 'trial'
            AND success
            """
                    .formatted(OwnTables.HISTORY);

    private static final int LOCK_MILLIS = 200;

    private WriteProof() {}

    /** Runs triggers that wait for the commit, so that what they do can be looked at before. */
    static void runDeferred(Connection connection) throws SQLException {
        Sql.run(connection, "SET CONSTRAINTS ALL IMMEDIATE");
    }

    /** What may change or suppress rows that are written into a table; empty when nothing does. */
    static String rewriters(Connection connection, String table) throws SQLException {
        return String.join(", ", Sql.texts(connection, REWRITERS, table, table));
    }

    /**
     * Compares the map of old ids with the books.
     *
     * @throws MigrationRefused when they differ
     */
    static void map(Connection connection) throws SQLException {
        refuseUnless(Sql.yes(connection, IS_MAPPED), connection, "dcs_books.book_id_map");
    }

    /**
     * Looks whether the last report is this one.
     *
     * @throws MigrationRefused when it is not
     */
    static void report(Connection connection, String json) throws SQLException {
        var isThere =
                Sql.yes(
                        connection,
                        """
                        SELECT EXISTS (
                            SELECT FROM migration_report
                            WHERE id = (SELECT max(id) FROM migration_report)
                            AND report = ?::jsonb)
                        """,
                        json);
        refuseUnless(isThere, connection, "migration_report");
    }

    /**
     * Writes a version into the history, and takes it back: Flyway writes its own, and reports
     * nothing when that row does not stay.
     *
     * @throws MigrationRefused when it does not stay as written
     */
    static void history(Connection connection) throws SQLException {
        var before = connection.setSavepoint();
        writeHistory(connection);
        connection.rollback(before);
        connection.releaseSavepoint(before);
    }

    private static void writeHistory(Connection connection) throws SQLException {
        Sql.run(connection, NEW_VERSION);
        runDeferred(connection);
        refuseUnless(Sql.yes(connection, IS_VERSION), connection, OwnTables.HISTORY);
    }

    /**
     * What an attempt that fails must be able to take back, and what no lock of the LMS's needs.
     */
    static Check ownSchema() {
        return new Check(
                "that the service's own schema can be made, and dropped again",
                connection -> {
                    try {
                        Sql.run(connection, "SET LOCAL lock_timeout = %s".formatted(LOCK_MILLIS));
                        makeAndDrop(connection);
                        return Finding.passed("done, and undone");
                    } catch (MigrationRefused e) {
                        return Finding.refused(e.getMessage(), List.of(), "see there");
                    } catch (SQLException e) {
                        return LockHolders.isBusy(e)
                                ? Finding.unproven(
                                        "whether the service's own tables can be changed: they"
                                                + " are in use")
                                : Finding.refused(
                                        "the service's own schema cannot be made, or not dropped"
                                                + " again: "
                                                + e.getMessage(),
                                        List.of(),
                                        "see the reason: an event trigger, or a right");
                    }
                });
    }

    private static void makeAndDrop(Connection connection) throws SQLException {
        var moved = OwnTables.move(connection);
        var isNew = !moved && !OwnTables.schemaExists(connection);
        var isWithout = !OwnTables.historyExists(connection);
        OwnTables.ensureSchema(connection);
        if (isWithout) {
            Sql.run(connection, NEW_HISTORY);
        }
        writeHistory(connection);
        if (isWithout) {
            Sql.run(connection, "DROP TABLE %s".formatted(OwnTables.HISTORY));
        }
        if (isNew) {
            Sql.run(connection, "DROP SCHEMA %s".formatted(Sql.name(OwnSchema.name())));
        }
    }

    /**
     * Writes rows into the other tables of our own, for a trial that is rolled back as a whole.
     *
     * @throws MigrationRefused when a row does not stay as written
     */
    static void tryRows(Connection connection, DatabaseState state) throws SQLException {
        if (state instanceof DatabaseState.Legacy) {
            Sql.run(
                    connection,
                    """
                    INSERT INTO book_id_map (legacy_id, dcs_book_id, title)
                    VALUES ('00000000-0000-0000-0000-000000000000', -1, 'trial')
                    """);
            var isThere =
                    Sql.yes(
                            connection,
                            """
                            SELECT count(*) = 1
                            FROM book_id_map
                            WHERE legacy_id = '00000000-0000-0000-0000-000000000000'
                            AND dcs_book_id = -1
                            AND title = 'trial'
                            """);
            refuseUnless(isThere, connection, "dcs_books.book_id_map");
        }
        if (!(state instanceof DatabaseState.Migrated)) {
            Report.insert(connection, "{}");
        }
        runDeferred(connection);
    }

    private static void refuseUnless(boolean isWritten, Connection connection, String table)
            throws SQLException {
        if (!isWritten) {
            throw notWritten(table, rewriters(connection, table));
        }
    }

    /**
     * The refusal of a change that something has undone or changed on the way.
     *
     * @param rewriters see {@link #rewriters}
     */
    static MigrationRefused notWritten(String table, String rewriters) {
        return new MigrationRefused(
                "What the migration writes into "
                        + table
                        + " does not stay as it was written"
                        + (rewriters.isEmpty() ? "" : ", because of " + rewriters)
                        + "; nothing was changed. Disable what changes it (ALTER TABLE … DISABLE"
                        + " TRIGGER …, or DISABLE RULE …) for the time of the migration.");
    }
}
