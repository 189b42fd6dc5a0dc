package org.dreamlms.books.assignment;

import jakarta.enterprise.context.RequestScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dreamlms.books.OutageLog;
import org.dreamlms.books.http.problem.ProblemException;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * The columns of the LMS's tables that want a value and have no default: the LMS fills them in its
 * own code, and installations differ in what there is. Looked up once for each request and table.
 */
@RequestScoped
class NewRowColumns {

    private static final Logger LOG = Logger.getLogger(NewRowColumns.class);

    private static final OutageLog UNKNOWN =
            new OutageLog(LOG, Logger.Level.ERROR, Clock.systemUTC());

    private final Session database;
    private final Map<String, List<Column>> tables = new HashMap<>();
    private final Map<String, Boolean> existing = new HashMap<>();

    NewRowColumns(Session database) {
        this.database = database;
    }

    private record Column(String name, String value) {}

    /** Whether all of the tables exist. */
    boolean exist(String... names) {
        return existing.computeIfAbsent(String.join(",", names), this::allExist);
    }

    private boolean allExist(String names) {
        return database.createNativeQuery(
                        """
                        SELECT bool_and(to_regclass(name) IS NOT NULL)
                        FROM unnest(cast(string_to_array(:names, ',') AS text[])) name
                        """,
                        Boolean.class)
                .setParameter("names", names)
                .getSingleResult();
    }

    /** The names of those of a table, each with a comma before it, besides the ones given. */
    String names(String table, String... given) {
        return columns(table, given).stream().map(c -> ", " + c.name).collect(Collectors.joining());
    }

    /** Values for them, each with a comma before it. */
    String values(String table, String... given) {
        return columns(table, given).stream()
                .map(c -> ", " + c.value)
                .collect(Collectors.joining());
    }

    private List<Column> columns(String table, String... given) {
        return tables.computeIfAbsent(table, name -> read(name, List.of(given)));
    }

    private List<Column> read(String table, List<String> given) {
        return database
                .createNativeQuery(
                        """
                        SELECT
                            quote_ident(a.attname),
                            cast(t.typcategory AS text),
                            format_type(a.atttypid, a.atttypmod)
                        FROM pg_attribute a
                        JOIN pg_type t ON t.oid = a.atttypid
                        WHERE a.attrelid = to_regclass(:table)
                            AND a.attnum > 0
                            AND NOT a.attisdropped
                            AND a.attnotnull
                            AND NOT a.atthasdef
                            AND a.attidentity = ''
                            AND a.attname NOT IN (:given)
                        ORDER BY a.attnum
                        """,
                        Object[].class)
                .setParameter("table", table)
                .setParameterList("given", given)
                .getResultList()
                .stream()
                .map(row -> column(table, (String) row[0], (String) row[1], (String) row[2]))
                .toList();
    }

    private static Column column(String table, String name, String category, String type) {
        var value =
                switch (name) {
                    case "status" -> "'not_started'";
                    case "max_score" -> "100";
                    default -> byType(category, type);
                };
        if (value == null) {
            UNKNOWN.say("%s.%s (%s) wants a value that only the LMS knows", table, name, type);
            throw ProblemException.unprocessable(
                    "student_ids", "can't be stored: the table wants more than we know");
        }
        return new Column(name, value);
    }

    private static String byType(String category, String type) {
        return switch (category) {
            case "N" -> "0";
            case "B" -> "false";
            case "D" -> type.endsWith("with time zone") ? "now()" : "now() AT TIME ZONE 'UTC'";
            default -> null;
        };
    }
}
