package org.dreamlms.books.db;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The schema of the tables that are this service's alone, beside the LMS's. SQL calls it {@code
 * dcs_books}; where an installation calls it otherwise, {@link Sql} puts that name in its place.
 */
public final class OwnSchema {

    private static final String DEFAULT = "dcs_books";
    private static final Pattern IN_SQL = Pattern.compile("\\bdcs_books\\.");

    private static volatile String name = DEFAULT;

    private OwnSchema() {}

    /** Its name, not quoted. */
    public static String name() {
        return name;
    }

    /**
     * Names it for the whole process, before the first statement.
     *
     * @throws IllegalArgumentException when it is no name of a schema: 1 to 63 ASCII letters,
     *     digits and underscores, not beginning with a digit or {@code pg_}
     */
    public static void use(String schema) {
        if (!schema.matches("(?!pg_|information_schema$)[A-Za-z_][A-Za-z0-9_]{0,62}")) {
            throw new IllegalArgumentException(
                    "DCS_BOOKS_SCHEMA must be 1 to 63 ASCII letters, digits and underscores, and"
                            + " not begin with a digit or pg_");
        }
        name = schema;
    }

    /** A statement with the name that the schema has here. */
    public static String in(String sql) {
        return DEFAULT.equals(name)
                ? sql
                : IN_SQL.matcher(sql).replaceAll(Matcher.quoteReplacement(Sql.name(name) + "."));
    }
}
