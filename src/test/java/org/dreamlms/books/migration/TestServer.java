package org.dreamlms.books.migration;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL for all tests of a run, with a database of its own for each test. */
final class TestServer {

    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();
    private static String template;

    private TestServer() {}

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new, empty database. */
    static TestDatabase empty() {
        return create("");
    }

    private static synchronized TestDatabase create(String options) {
        var name = "test_" + COUNTER.incrementAndGet();
        run("postgres", "CREATE DATABASE " + name + options);
        return new TestDatabase(name, url(name));
    }

    /** A new database with the LMS's tables as they were, and no row. */
    static synchronized TestDatabase legacy() {
        if (template == null) {
            template = empty().run(resource("db/migration/V1__legacy_schema.sql")).name();
        }
        return create(" TEMPLATE " + template);
    }

    static String url(String name) {
        return SERVER.getJdbcUrl("postgres", name);
    }

    static Connection connect(String name) throws SQLException {
        return SERVER.getDatabase("postgres", name).getConnection();
    }

    static void run(String name, String sql) {
        try (var connection = connect(name)) {
            Sql.run(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> texts(String name, String sql) {
        try (var connection = connect(name)) {
            return Sql.texts(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static String resource(String path) {
        try (var in = TestServer.class.getClassLoader().getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a superuser whom the server lets in only with the password; all others need none. */
    static synchronized void requirePassword(String role, String password) {
        run("postgres", "CREATE ROLE " + role + " SUPERUSER LOGIN PASSWORD '" + password + "'");
        var rules = Path.of(texts("postgres", "SHOW hba_file").get(0));
        try {
            Files.writeString(
                    rules, "host all " + role + " all scram-sha-256\n" + Files.readString(rules));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run("postgres", "SELECT pg_reload_conf()");
    }
}
