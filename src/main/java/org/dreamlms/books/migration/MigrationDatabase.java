package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import org.dreamlms.books.db.DirectDatabase;
import org.dreamlms.books.db.Sql;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.AutoSave;

/** The database as the migration uses it: no limit of time, no hidden rows, plain refusals. */
public final class MigrationDatabase {

    /**
     * What sessions need, whatever the URL, the role and the database set for others. A policy must
     * not hide rows from the checks: better an error than half the truth. {@code
     * quote_all_identifiers} changes definitions, which are compared. A commit must be on disk.
     */
    static final String SETTINGS =
            """
            SET row_security = off;
            SET quote_all_identifiers = off;
            SET default_transaction_isolation = 'read committed';
            SET default_transaction_deferrable = off;
            SET default_transaction_read_only = off;
            DO $$
            BEGIN
                IF current_setting('synchronous_commit') = 'off' THEN
                    SET synchronous_commit = on;
                END IF;
                IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
                    SET temp_file_limit = -1;
                END IF;
                IF current_setting('session_replication_role') <> 'origin'
                AND (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
                    SET session_replication_role = origin;
                END IF;
            END $$;
            """;

    private static final String NAME = "dcs-books migration";

    private final DirectDatabase database;

    public MigrationDatabase(DirectDatabase database) {
        this.database = database;
    }

    /**
     * A source of new connections.
     *
     * @throws MigrationRefused when the URL is not one of PostgreSQL
     */
    public PGSimpleDataSource source() {
        try {
            var source = database.source(NAME);
            // With savepoints of the driver's own no snapshot can be exported.
            source.setAutosave(AutoSave.NEVER);
            source.setReadOnly(false);
            return source;
        } catch (IllegalArgumentException e) {
            throw new MigrationRefused(e.getMessage(), e);
        }
    }

    /**
     * Opens a connection that no timeout of the role or database ends.
     *
     * @throws MigrationRefused when the database cannot be reached or refuses the login
     */
    public Connection open() {
        Connection connection;
        try {
            connection = source().getConnection();
        } catch (SQLException e) {
            throw new MigrationRefused("The database cannot be reached: " + e.getMessage(), e);
        }
        try {
            lift(connection, "SESSION");
            Sql.run(connection, SETTINGS);
            return connection;
        } catch (SQLException e) {
            DirectDatabase.closeQuietly(connection);
            throw new MigrationRefused("The database cannot be used: " + e.getMessage(), e);
        }
    }

    /** Lifts the timeouts that would end a long piece of work; {@code scope}: SESSION or LOCAL. */
    static void lift(Connection connection, String scope) throws SQLException {
        var settings =
                Sql.texts(
                        connection,
                        """
                        SELECT name
                        FROM pg_settings
                        WHERE name IN (
                            'statement_timeout', 'idle_in_transaction_session_timeout',
                            'idle_session_timeout', 'transaction_timeout')
                        """);
        for (var setting : settings) {
            Sql.run(connection, "SET %s %s = 0".formatted(scope, setting));
        }
    }

    /**
     * Undoes what {@link #open} and the migration have set: behind a pooler others would get it.
     */
    public static void reset(Connection connection) {
        try {
            Sql.run(connection, "RESET ALL");
        } catch (SQLException ignored) {
            // The session has ended, and its settings with it.
        }
    }

    /** Whether the URL says in which schema our tables are. */
    boolean namesSchema() {
        var source = source();
        return source.getCurrentSchema() != null
                || (source.getOptions() != null && source.getOptions().contains("search_path"));
    }

    /** Host, port and database: nothing secret. */
    @Override
    public String toString() {
        return database.toString();
    }
}
