package org.dreamlms.books.db;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PgConnection;

/**
 * The way to PostgreSQL past the pool and any pooler: for what belongs to one session, such as
 * LISTEN, a session's lock, or a transaction of many minutes.
 */
public final class DirectDatabase {

    private static final int CONNECT_SECONDS = 5;

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
     * A source of new connections, without a limit of time for what they do.
     *
     * @param name what the sessions are called in pg_stat_activity
     * @throws IllegalArgumentException when the URL is not one of PostgreSQL
     */
    public PGSimpleDataSource source(String name) {
        var given = Driver.parseURL(url, null);
        if (given == null) {
            throw new IllegalArgumentException(
                    "The JDBC URL of the database is not one of PostgreSQL: it must begin with"
                            + " jdbc:postgresql:");
        }
        var source = new PGSimpleDataSource();
        // Not setUrl: after it connections call themselves by all of the driver's seventy settings,
        // and Flyway searches that name for passwords, in a time that grows with its square.
        for (var property : given.stringPropertyNames()) {
            var known = PGProperty.forName(property);
            if (known != null) {
                source.setProperty(known, given.getProperty(property));
            }
        }
        if (user != null) {
            source.setUser(user);
        }
        if (password != null) {
            source.setPassword(password);
        }
        source.setApplicationName(name);
        // Silence is normal, and a limit that is meant for requests would end a long change.
        source.setTcpKeepAlive(true);
        source.setSocketTimeout(0);
        return source;
    }

    /**
     * Opens a connection, which the caller closes. The attempt takes 10 seconds at most.
     *
     * @param name what the session is called in pg_stat_activity
     * @throws SQLException when the database can't be reached
     * @throws IllegalArgumentException when the URL is not one of PostgreSQL
     */
    public PgConnection open(String name) throws SQLException {
        var source = source(name);
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setLoginTimeout(2 * CONNECT_SECONDS);
        return source.getConnection().unwrap(PgConnection.class);
    }

    /** Closes a connection that may be broken already. */
    public static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException ignored) {
            // The server has ended the session itself; there is nothing left to close.
        }
    }

    /** Host, port and database: nothing secret. */
    @Override
    public String toString() {
        var source = source("");
        return String.join(",", source.getServerNames()) + "/" + source.getDatabaseName();
    }
}
