package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PgConnection;

/**
 * The way to PostgreSQL that the migration uses: never through a pool, since a session lock and a
 * transaction of many minutes belong to one connection.
 */
public final class DirectDatabase {

    private final String url;
    private final String user;
    private final String password;

    /**
     * @param url a JDBC URL of PostgreSQL; user and password in it count when the others are null
     * @param user the user, or null
     * @param password the password, or null
     */
    public DirectDatabase(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /**
     * A source of new connections.
     *
     * @throws MigrationRefused when the URL is not one of PostgreSQL
     */
    PGSimpleDataSource source() {
        var given = Driver.parseURL(url, null);
        if (given == null) {
            throw new MigrationRefused(
                    "The JDBC URL of the database is not one of PostgreSQL: it must begin with"
                            + " jdbc:postgresql:");
        }
        var source = new PGSimpleDataSource();
        // Not setUrl: after it connections call themselves by all of the driver's seventy settings,
        // and Flyway searches that name for passwords, in a time that grows with its square.
        for (var name : given.stringPropertyNames()) {
            var known = PGProperty.forName(name);
            if (known != null) {
                source.setProperty(known, given.getProperty(name));
            }
        }
        if (user != null) {
            source.setUser(user);
        }
        if (password != null) {
            source.setPassword(password);
        }
        source.setApplicationName("dcs-books migration");
        source.setTcpKeepAlive(true);
        // A socket timeout meant for requests would cut off a change that takes minutes.
        source.setSocketTimeout(0);
        return source;
    }

    /**
     * Opens a connection that no timeout of the role or database ends.
     *
     * @throws MigrationRefused when the database cannot be reached or refuses the login
     */
    Connection open() {
        Connection connection;
        try {
            connection = source().getConnection();
        } catch (SQLException refused) {
            throw new MigrationRefused(
                    "The database cannot be reached: " + refused.getMessage(), refused);
        }
        try {
            lift(connection, "SESSION");
            // A policy must not hide rows from the checks: better an error than half the truth.
            Sql.run(connection, "SET row_security = off");
            return connection;
        } catch (SQLException e) {
            closeQuietly(connection);
            throw new MigrationRefused("The database cannot be used: " + e.getMessage(), e);
        }
    }

    /** Lifts the timeouts that would end a long piece of work; {@code scope}: SESSION or LOCAL. */
    static void lift(Connection connection, String scope) throws SQLException {
        var settings =
                Sql.texts(
                        connection,
                        "SELECT name FROM pg_settings WHERE name IN ('statement_timeout',"
                                + " 'idle_in_transaction_session_timeout', 'idle_session_timeout',"
                                + " 'transaction_timeout')");
        for (var setting : settings) {
            Sql.run(connection, "SET " + scope + " " + setting + " = 0");
        }
    }

    /**
     * Undoes what {@link #open} and the migration have set: behind a pooler others would get it.
     */
    static void reset(Connection connection) {
        try {
            Sql.run(connection, "RESET ALL");
        } catch (SQLException alreadyGone) {
            // Then its settings are gone, too.
        }
    }

    /** Whether the URL says in which schema our tables are. */
    boolean namesSchema() {
        var source = source();
        return source.getCurrentSchema() != null
                || (source.getOptions() != null && source.getOptions().contains("search_path"));
    }

    /**
     * What a PostgreSQL client program needs to reach the same database on the very server that
     * this connection has found: a URL may name several. The password is among them: it goes into
     * the environment of a child process, nowhere else.
     */
    public Map<String, String> clientEnvironment(Connection connection) throws SQLException {
        var server = connection.unwrap(PgConnection.class).getQueryExecutor().getHostSpec();
        return clientEnvironment(server.getHost(), server.getPort());
    }

    public Map<String, String> clientEnvironment(String host, int port) {
        var source = source();
        var environment = new LinkedHashMap<String, String>();
        // JDBC writes an IPv6 address in brackets, libpq does not.
        environment.put("PGHOST", host.replaceAll("^\\[(.*)]$", "$1"));
        environment.put("PGPORT", Integer.toString(port));
        put(environment, "PGDATABASE", source.getDatabaseName());
        put(environment, "PGUSER", source.getUser());
        put(environment, "PGPASSWORD", source.getPassword());
        put(environment, "PGSSLMODE", sslMode(source));
        put(environment, "PGSSLROOTCERT", source.getSslRootCert());
        put(environment, "PGSSLCERT", source.getSslCert());
        put(environment, "PGSSLKEY", source.getSslKey());
        environment.put("PGAPPNAME", "dcs-books backup");
        return environment;
    }

    /** As JDBC reads it: ssl=true without more is the strictest mode. */
    private static String sslMode(PGSimpleDataSource source) {
        if (source.getSslMode() != null || !source.getSsl()) {
            return source.getSslMode();
        }
        var factory = source.getSslfactory();
        return factory != null && factory.endsWith(".NonValidatingFactory")
                ? "require"
                : "verify-full";
    }

    private static void put(Map<String, String> environment, String name, String value) {
        if (value != null && !value.isEmpty()) {
            environment.put(name, value);
        }
    }

    static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException alreadyGone) {
            // The server has ended the session itself; there is nothing left to close.
        }
    }

    /** Host, port and database: nothing secret. */
    @Override
    public String toString() {
        var source = source();
        return String.join(",", source.getServerNames()) + "/" + source.getDatabaseName();
    }
}
