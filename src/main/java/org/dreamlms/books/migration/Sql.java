package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The few shapes of SQL that the migration needs, without a framework between it and the database.
 */
public final class Sql {

    /** Reads one row. */
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private Sql() {}

    public static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs a change with parameters and returns how many rows it changed. */
    static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }

    public static <T> List<T> list(
            Connection connection, Row<T> reader, String sql, Object... parameters)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<T>();
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
                return found;
            }
        }
    }

    public static List<String> texts(Connection connection, String sql, Object... parameters)
            throws SQLException {
        return list(connection, row -> row.getString(1), sql, parameters);
    }

    /** The first column of the first row; empty when there is no row or it is NULL. */
    public static Optional<String> text(Connection connection, String sql, Object... parameters)
            throws SQLException {
        var texts = texts(connection, sql, parameters);
        return texts.isEmpty() ? Optional.empty() : Optional.ofNullable(texts.get(0));
    }

    public static long number(Connection connection, String sql, Object... parameters)
            throws SQLException {
        return list(connection, row -> row.getLong(1), sql, parameters).get(0);
    }

    static boolean yes(Connection connection, String sql, Object... parameters)
            throws SQLException {
        return list(connection, row -> row.getBoolean(1), sql, parameters).get(0);
    }

    public static boolean tableExists(Connection connection, String table) throws SQLException {
        return yes(connection, "SELECT to_regclass(?) IS NOT NULL", name(table));
    }

    /** An identifier, quoted. */
    static String name(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
