package org.dreamlms.books.standin;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Makes an empty database of dev mode an old LMS database with one book, so that the migration that
 * follows is a real one, with its backup. Any other database is left alone; so is an empty one
 * where there is nothing to make a backup with: it gets the new schema, and is as good to develop
 * on.
 */
@ApplicationScoped
@IfBuildProfile("dev")
class DemoLegacyDatabase {

    /** Before the migration, which would create the new schema in an empty database. */
    private static final int PRIORITY = 50;

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
    private static final Logger LOG = Logger.getLogger(DemoLegacyDatabase.class);

    private final AgroalDataSource datasource;

    DemoLegacyDatabase(AgroalDataSource datasource) {
        this.datasource = datasource;
    }

    void load(@Observes @Priority(PRIORITY) StartupEvent event) throws SQLException, IOException {
        try (var connection = datasource.getConnection()) {
            if (isEmpty(connection)) {
                int server = connection.getMetaData().getDatabaseMajorVersion();
                if (pgDump(System.getenv("PATH")) < server) {
                    LOG.infof(
                            "No pg_dump %d or newer is installed (PostgreSQL's client programs), so"
                                    + " there is no old database to migrate: POST"
                                    + " /books/4/import-activities brings activities",
                            server);
                    return;
                }
                connection.setAutoCommit(false);
                run(connection, "db/migration/V1__legacy_schema.sql");
                run(connection, "standin/demo-legacy.sql");
                run(connection, "standin/demo-class.sql");
                connection.commit();
                LOG.info("The empty database is now an old LMS database with the book BRAINS");
            }
        }
    }

    /**
     * The major version of the backup's program, 0 where there is none.
     *
     * @param path directories, as in the variable {@code PATH}; may be null
     * @throws IOException if the program can't be run
     */
    static int pgDump(String path) throws IOException {
        var program =
                Stream.of(path == null ? new String[0] : path.split(File.pathSeparator))
                        .map(directory -> new File(directory, "pg_dump"))
                        .filter(file -> file.isFile() && file.canExecute())
                        .findFirst();
        if (program.isEmpty()) {
            return 0;
        }
        var process = new ProcessBuilder(program.get().getPath(), "--version").start();
        try (var said = process.getInputStream()) {
            var version = VERSION.matcher(new String(said.readAllBytes(), StandardCharsets.UTF_8));
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
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
