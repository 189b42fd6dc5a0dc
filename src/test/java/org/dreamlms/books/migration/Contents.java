package org.dreamlms.books.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dreamlms.books.db.Sql;
import org.dreamlms.books.migration.backup.ClientEnvironment;
import org.dreamlms.books.migration.backup.ClientProgram;

/**
 * All that a database holds, as a dump of its schema and sums of its rows, and what of it a
 * migration must leave as it was.
 */
record Contents(List<String> objects, Map<String, String> rows) {

    /** A key that pg_dump draws for each dump; and which tablespace is the current one. */
    private static final Pattern RANDOM =
            Pattern.compile("(?m)^(\\\\(un)?restrict .*|SET default_table.*)\n");

    private static final Pattern NEW =
            Pattern.compile(
                    "dcs_books|dcs_book_id|uq_book_assignment"
                            + "|ix_activities_activity_type|ix_assignments_created_at_id"
                            + "|ix_assignment_activities_assignment_id");

    /** What belongs to nobody but another LMS of the database, whatever its name. */
    private static final Pattern OF_ANOTHER =
            Pattern.compile(
                    "Schema: (second|dcs_books_of_second);"
                            + "|^(second|dcs_books_of_second); Type: SCHEMA");

    private static final String OWN =
            "(flyway_schema_history|migration_report|book_id_map|dcs_events|activity_imports"
                    + "|reference_audits)";

    /** What earlier versions of the service had among the LMS's tables. */
    private static final Pattern MOVED = Pattern.compile("^.*\\b(ix_|uq_|pk_)?" + OWN + "[^;]*;");

    /** Table books and its type, and what leads to them. */
    private static final Pattern GONE =
            Pattern.compile(
                    "^books; Type: TABLE;|^\\S+ \\S+; Type: FK CONSTRAINT;[^$]*REFERENCES public.books"
                            + "|public\\.books\\b|^books |^(TYPE )?bookstatus; |u_old"
                            + "|Name: public; Type: SCHEMA");

    static Contents of(TestDatabase database) throws SQLException {
        try (var connection = database.direct().open()) {
            var environment = ClientEnvironment.of(database.direct().source(), connection);
            environment.put("PGOPTIONS", "-c quote_all_identifiers=off");
            var result =
                    new ClientProgram("pg_dump", TestPrograms.DIRECTORY)
                            .run(List.of("--schema-only", "--no-password"), environment);
            assertEquals(0, result.exitCode(), result.errors());
            // What follows an object, as blank lines, depends on the next one.
            var objects =
                    Stream.of(
                                    RANDOM.matcher(result.output())
                                            .replaceAll("")
                                            .split("\n--\n-- Name: "))
                            .map(String::strip)
                            .toList();
            var rows = new LinkedHashMap<String, String>();
            for (var table : Sql.texts(connection, TestDatabase.TABLES)) {
                rows.put(table, Sql.texts(connection, sum(table)).get(0));
            }
            return new Contents(objects.subList(1, objects.size()), rows);
        }
    }

    private static String sum(String table) {
        return """
        SELECT concat_ws(' ', count(*), sum(hashtextextended(r::text, 0)::numeric))
        FROM (SELECT to_jsonb(t) - 'book_id' - 'dcs_book_id' AS r FROM ONLY %s t) rows
        """
                .formatted(table);
    }

    /** What another one has and this one has not, or the other way round. */
    List<String> differences(Contents other) {
        var differences = new ArrayList<>(objects);
        differences.removeAll(other.objects);
        other.objects.stream().filter(o -> !objects.contains(o)).forEach(differences::add);
        if (!rows.equals(other.rows)) {
            differences.add(rows + " " + other.rows);
        }
        return differences;
    }

    /** What is not as a migration has to leave it. */
    List<String> wrongs(Contents after) {
        var wrongs = new ArrayList<String>();
        var left = new ArrayList<>(after.objects);
        for (var object : objects) {
            var ofAnother = OF_ANOTHER.matcher(object).find();
            var isThere =
                    ofAnother
                            ? left.remove(object)
                            : left.remove(changed(object))
                                    || !object.contains("book_id uuid") && left.remove(object);
            if (!isThere && (ofAnother || !isGone(object))) {
                wrongs.add("lost or changed: " + object);
            }
        }
        left.stream()
                .filter(object -> !NEW.matcher(object).find() && !isGone(object))
                .forEach(object -> wrongs.add("new: " + object));
        rows.forEach(
                (table, sum) -> {
                    var now = after.rows.get(table.matches(OWN) ? "dcs_books." + table : table);
                    if (!table.matches("books|alembic_version|flyway.*|dcs_books\\..*")
                            && !sum.equals(now)) {
                        wrongs.add("rows of " + table + ": " + sum + " " + now);
                    }
                });
        return wrongs;
    }

    private static boolean isGone(String object) {
        return GONE.matcher(object).find() || MOVED.matcher(object).find();
    }

    private static String changed(String object) {
        return object.replaceAll("\\bbook_id\\b", "dcs_book_id")
                .replaceAll(
                        "(?m)^    dcs_book_id uuid( NOT NULL)?", "    dcs_book_id integer NOT NULL")
                .replaceAll(
                        "\\bix_(activities|assignments|book_assignments)_book_id\\b",
                        "ix_$1_dcs_book_id");
    }
}
