package org.dreamlms.books.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.dreamlms.books.TestPostgres;
import org.dreamlms.books.db.Sql;

/** The PostgreSQL of the test process, with a database of its own for each test. */
final class TestServer {

    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static String template;

    private TestServer() {}

    /** A new, empty database. */
    static TestDatabase empty() {
        return create("");
    }

    private static synchronized TestDatabase create(String options) {
        var name = "test_" + COUNTER.incrementAndGet();
        run("postgres", "CREATE DATABASE " + name + options + TestPostgres.COPIED);
        return new TestDatabase(name, url(name));
    }

    /** A new database with the LMS's tables as they were, and no row. */
    static synchronized TestDatabase legacy() {
        if (template == null) {
            template = empty().run(resource("db/migration/V1__legacy_schema.sql")).name();
        }
        return create(" TEMPLATE " + template);
    }

    static TestDatabase emptyIn(String encoding) {
        return create(
                " ENCODING '" + encoding + "' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
    }

    /** The same in another encoding; nothing of the template is in any. */
    static TestDatabase legacyIn(String encoding) {
        return emptyIn(encoding).run(resource("db/migration/V1__legacy_schema.sql"));
    }

    /** A role that owns the database and all that is in it, and is no superuser. */
    static Owner ownerOf(TestDatabase database) {
        var user = "owner_of_" + database.name();
        run("postgres", "CREATE ROLE " + user + " LOGIN");
        run("postgres", "ALTER DATABASE " + database.name() + " OWNER TO " + user);
        database.run(
                """
                DO $$
                DECLARE command text;
                BEGIN
                    FOR command IN
                        SELECT format('ALTER TABLE %s OWNER TO %I', oid::regclass, '{user}')
                        FROM pg_class
                        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
                        UNION ALL
                        SELECT format('ALTER TYPE %s OWNER TO %I', oid::regtype, '{user}')
                        FROM pg_type
                        WHERE typnamespace = 'public'::regnamespace AND typtype = 'e'
                    LOOP
                        EXECUTE command;
                    END LOOP;
                END $$
                """
                        .replace("{user}", user));
        return new Owner(user, database);
    }

    /** See {@link #ownerOf}. */
    record Owner(String user, TestDatabase database) {
        MigrationDatabase direct() {
            return TestDatabase.direct(
                    database.url().replace("user=postgres", "user=" + user), null, null);
        }
    }

    static String url(String name) {
        return TestPostgres.url(name) + "?user=postgres";
    }

    static Connection connect(String name) throws SQLException {
        var connection = DriverManager.getConnection(url(name));
        // Whatever the database sets for others: names are compared.
        Sql.run(connection, "SET quote_all_identifiers = off");
        return connection;
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
