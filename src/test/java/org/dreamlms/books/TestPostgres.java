package org.dreamlms.books;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;

/**
 * The one PostgreSQL of a test process, with a database for whoever wants one. Its port is a system
 * property, since each start of the service under test has a class loader of its own. It ends with
 * the process.
 */
public final class TestPostgres {

    private static final String PORT = "test.postgresql.port";

    /** How a database is made: without its pages in the log, which takes a sixth of the time. */
    public static final String COPIED = " STRATEGY file_copy";

    private TestPostgres() {}

    /** The port it listens on; starts it when nobody has. */
    public static int port() {
        synchronized (System.class) {
            if (System.getProperty(PORT) == null) {
                System.setProperty(PORT, String.valueOf(start()));
            }
            return Integer.getInteger(PORT);
        }
    }

    /** Makes a new, empty database. */
    public static String create() {
        var name = "test_" + UUID.randomUUID().toString().replace("-", "");
        run(url("postgres"), "CREATE DATABASE " + name + COPIED);
        return name;
    }

    /**
     * The URL of a database: it says no more than an operator's would, so that the server guesses
     * no types of texts.
     */
    public static String url(String database) {
        return "jdbc:postgresql://localhost:%d/%s".formatted(port(), database);
    }

    /** Runs statements as the superuser, whom the server lets in without a password. */
    public static void run(String url, String sql) {
        try (var connection = connect(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connect(String url) throws SQLException {
        var superuser = new Properties();
        superuser.setProperty("user", "postgres");
        return DriverManager.getConnection(url, superuser);
    }

    // Zonky's PostgreSQL stops with the JVM.
    @SuppressWarnings("resource")
    private static int start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    // With hundreds of databases it would come to another one all the time.
                    .setServerConfig("autovacuum", "off")
                    .setServerConfig("max_prepared_transactions", "10")
                    .setPGStartupWait(Duration.ofMinutes(5))
                    .start()
                    .getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
