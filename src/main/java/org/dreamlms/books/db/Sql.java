package org.dreamlms.books.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plain SQL on a connection, where entities would be in the way. Values take the place of the
 * question marks in their order, {@link OwnSchema} that of {@code dcs_books}. Everything blocks and
 * throws what the driver throws.
 */
public final class Sql {

    private Sql() {}

    /** Reads one row. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Runs a statement, or several, without values. */
    public static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(OwnSchema.in(sql));
        }
    }

    /** Runs a change and returns how many rows it changed. */
    public static int update(Connection connection, String sql, Object... values)
            throws SQLException {
        try (var statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    /** All rows of a query, or of a change that returns some. */
    public static <T> List<T> list(
            Connection connection, Row<T> reader, String sql, Object... values)
            throws SQLException {
        try (var statement = prepare(connection, sql, values);
                var rows = statement.executeQuery()) {
            var all = new ArrayList<T>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        }
    }

    /** The first row; empty when there is none, or when it was read as null. */
    public static <T> Optional<T> first(
            Connection connection, Row<T> reader, String sql, Object... values)
            throws SQLException {
        var all = list(connection, reader, sql, values);
        return all.isEmpty() ? Optional.empty() : Optional.ofNullable(all.get(0));
    }

    /** The first column of all rows. */
    public static List<String> texts(Connection connection, String sql, Object... values)
            throws SQLException {
        return list(connection, row -> row.getString(1), sql, values);
    }

    /** The first column of the first row; empty when there is no row or it is NULL. */
    public static Optional<String> text(Connection connection, String sql, Object... values)
            throws SQLException {
        return first(connection, row -> row.getString(1), sql, values);
    }

    /** The first column of the first row, which must be there; NULL is 0. */
    public static long number(Connection connection, String sql, Object... values)
            throws SQLException {
        return list(connection, row -> row.getLong(1), sql, values).get(0);
    }

    /** The first column of the first row, which must be there; NULL is false. */
    public static boolean yes(Connection connection, String sql, Object... values)
            throws SQLException {
        return list(connection, row -> row.getBoolean(1), sql, values).get(0);
    }

    /** Whether the search path leads to a table of this name. */
    public static boolean tableExists(Connection connection, String table) throws SQLException {
        return yes(connection, "SELECT to_regclass(?) IS NOT NULL", name(table));
    }

    /** An identifier, quoted. */
    public static String name(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values)
            throws SQLException {
        var statement = connection.prepareStatement(OwnSchema.in(sql));
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement;
        } catch (SQLException e) {
            try (statement) {
                throw e;
            }
        }
    }
}
