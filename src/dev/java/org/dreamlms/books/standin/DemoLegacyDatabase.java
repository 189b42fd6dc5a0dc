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
import org.jboss.logging.Logger;

/**
 * Makes an empty database of dev mode an old LMS database with one book, so that the migration that
 * follows is a real one. Any other database is left alone.
 */
@ApplicationScoped
@IfBuildProfile("dev")
class DemoLegacyDatabase {

    /** Before the migration, which would create the new schema in an empty database. */
    private static final int PRIORITY = 50;

    private static final Logger LOG = Logger.getLogger(DemoLegacyDatabase.class);

    private final AgroalDataSource datasource;

    DemoLegacyDatabase(AgroalDataSource datasource) {
        this.datasource = datasource;
    }

    void load(@Observes @Priority(PRIORITY) StartupEvent event) throws SQLException {
        try (var connection = datasource.getConnection()) {
            if (isEmpty(connection)) {
                connection.setAutoCommit(false);
                run(connection, "db/migration/V1__legacy_schema.sql");
                run(connection, "standin/demo-legacy.sql");
                connection.commit();
                LOG.info("The empty database is now an old LMS database with the book BRAINS");
            }
        }
    }

    private static boolean isEmpty(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT NOT EXISTS (SELECT FROM pg_class WHERE relnamespace ="
                                        + " current_schema()::regnamespace)")) {
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
