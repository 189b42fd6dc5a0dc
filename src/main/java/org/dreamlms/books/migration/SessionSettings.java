package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import org.dreamlms.books.db.Sql;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.AutoSave;
import org.postgresql.jdbc.PgConnection;

/**
 * What the migration needs of its sessions, whatever the JDBC URL, the role and the database set
 * for others.
 */
final class SessionSettings {

    /**
     * {@code quote_all_identifiers} changes how PostgreSQL prints definitions, which are compared.
     * A commit must be on disk before the backup's time is over.
     */
    static final String SQL =
            """
            SET quote_all_identifiers = off;
            SET default_transaction_isolation = 'read committed';
            SET default_transaction_deferrable = off;
            DO $$
            BEGIN
                IF current_setting('synchronous_commit') = 'off' THEN
                    SET synchronous_commit = on;
                END IF;
                IF current_setting('session_replication_role') <> 'origin'
                AND (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
                    SET session_replication_role = origin;
                END IF;
            END $$;
            """;

    private SessionSettings() {}

    /** Sets them for an open session. */
    static void set(Connection connection) throws SQLException {
        // With savepoints of the driver's own no snapshot can be exported.
        connection.unwrap(PgConnection.class).setAutosave(AutoSave.NEVER);
        Sql.run(connection, SQL);
    }

    /** Sets those of the driver for sessions to come; {@link #SQL} is theirs to run. */
    static PGSimpleDataSource set(PGSimpleDataSource source) {
        source.setAutosave(AutoSave.NEVER);
        return source;
    }
}
