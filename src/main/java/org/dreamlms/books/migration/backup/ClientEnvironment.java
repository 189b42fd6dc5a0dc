package org.dreamlms.books.migration.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dreamlms.books.db.Sql;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.jdbcurlresolver.PgPassParser;

/** A JDBC URL, as PostgreSQL's client programs want it: in variables of the environment. */
public final class ClientEnvironment {

    private ClientEnvironment() {}

    /**
     * What a PostgreSQL client program needs to reach the same database on the very server that
     * this connection has found: a URL may name several. The password is among them: it goes into
     * the environment of a child process, nowhere else.
     */
    public static Map<String, String> of(PGSimpleDataSource source, Connection connection)
            throws SQLException {
        var server = connection.unwrap(PgConnection.class).getQueryExecutor().getHostSpec();
        var environment = of(source, server.getHost(), server.getPort());
        // Else that of the role or the database, in which not every character may be written.
        environment.put(
                "PGCLIENTENCODING", Sql.text(connection, "SHOW server_encoding").orElseThrow());
        return environment;
    }

    static Map<String, String> of(PGSimpleDataSource source, String host, int port) {
        var environment = new LinkedHashMap<String, String>();
        // JDBC writes an IPv6 address in brackets, libpq does not.
        environment.put("PGHOST", host.replaceAll("^\\[(.*)]$", "$1"));
        environment.put("PGPORT", Integer.toString(port));
        put(environment, "PGDATABASE", source.getDatabaseName());
        put(environment, "PGUSER", source.getUser());
        put(environment, "PGPASSWORD", password(source, host, port));
        put(environment, "PGSSLMODE", sslMode(source));
        put(environment, "PGSSLROOTCERT", source.getSslRootCert());
        put(environment, "PGSSLCERT", source.getSslCert());
        put(environment, "PGSSLKEY", source.getSslKey());
        put(environment, "PGOPTIONS", source.getOptions());
        environment.put("PGAPPNAME", "dcs-books backup");
        return environment;
    }

    /**
     * The JDBC driver reads password files, too; PostgreSQL's programs look for them elsewhere, and
     * mind who else may read them.
     */
    private static String password(PGSimpleDataSource source, String host, int port) {
        return source.getPassword() != null
                ? source.getPassword()
                : PgPassParser.getPassword(
                        source.getUser(), source.getDatabaseName(), host, Integer.toString(port));
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
}
