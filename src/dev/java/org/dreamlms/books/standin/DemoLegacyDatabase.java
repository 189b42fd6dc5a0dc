package org.dreamlms.books.standin;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Level;
import org.dreamlms.books.Settings;
import org.jboss.logging.Logger;

/**
 * Makes an empty database of dev mode an old LMS database with a teacher, students and two books,
 * so that the migration that follows is a real one. Any other database is left alone.
 */
@ApplicationScoped
@IfBuildProfile("dev")
class DemoLegacyDatabase {

    /** Before the migration, which would create the new schema in an empty database. */
    private static final int PRIORITY = 50;

    private static final Logger LOG = Logger.getLogger(DemoLegacyDatabase.class);

    /**
     * What is made here needs no backup, and no warning of none. Kept, since java.util.logging
     * forgets the level of a logger that nobody holds.
     */
    private static final java.util.logging.Logger WARNING_OF_NO_BACKUP =
            java.util.logging.Logger.getLogger("org.dreamlms.books.migration.V2__BooksToDcsIds");

    private static final String IS_EMPTY =
            """
            SELECT NOT EXISTS (
                SELECT FROM pg_class
                WHERE relnamespace = current_schema()::regnamespace)
            """;

    private final AgroalDataSource datasource;
    private final Settings.Backup.Mode backup;

    DemoLegacyDatabase(AgroalDataSource datasource, Settings settings) {
        this.datasource = datasource;
        this.backup = settings.backup().mode();
    }

    void load(@Observes @Priority(PRIORITY) StartupEvent event) throws SQLException, IOException {
        try (var connection = datasource.getConnection()) {
            if (isEmpty(connection)) {
                connection.setAutoCommit(false);
                run(connection, "db/migration/V1__legacy_schema.sql");
                run(connection, "standin/demo-legacy.sql");
                run(connection, "standin/demo-class.sql");
                connection.commit();
                LOG.infof(
                        "The empty database is now a demo of an old LMS, to be migrated %s a backup",
                        backup == Settings.Backup.Mode.SKIP ? "without" : "with");
                WARNING_OF_NO_BACKUP.setLevel(Level.SEVERE);
            }
        }
    }

    private static boolean isEmpty(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(IS_EMPTY)) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private static void run(Connection connection, String script) throws SQLException {
        var loader = Thread.currentThread().getContextClassLoader();
        try (var in = loader.getResourceAsStream(script);
                var statement = connection.createStatement()) {
            statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
