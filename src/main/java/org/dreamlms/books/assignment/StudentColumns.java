package org.dreamlms.books.assignment;

import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import java.util.stream.Collectors;
import org.dreamlms.books.http.problem.ProblemException;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * The columns of assignment_students that want a value and have no default: the LMS fills them in
 * its own code, and installations differ in what there is. Looked up for each request.
 */
@RequestScoped
class StudentColumns {

    private static final Logger LOG = Logger.getLogger(StudentColumns.class);

    private final Session database;
    private List<Column> columns;

    StudentColumns(Session database) {
        this.database = database;
    }

    private record Column(String name, String value) {}

    boolean tablesExist() {
        return database.createNativeQuery(
                        """
                        SELECT to_regclass('assignment_students') IS NOT NULL
                            AND to_regclass('classes') IS NOT NULL
                            AND to_regclass('class_students') IS NOT NULL
                        """,
                        Boolean.class)
                .getSingleResult();
    }

    /** Their names, each with a comma before it. */
    String names() {
        return columns().stream().map(c -> ", " + c.name).collect(Collectors.joining());
    }

    /** Values for them, each with a comma before it. */
    String values() {
        return columns().stream().map(c -> ", " + c.value).collect(Collectors.joining());
    }

    private List<Column> columns() {
        if (columns == null) {
            columns =
                    database
                            .createNativeQuery(
                                    """
                                    SELECT quote_ident(a.attname), cast(t.typcategory AS text),
                                        format_type(a.atttypid, a.atttypmod)
                                    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                                    WHERE a.attrelid = to_regclass('assignment_students')
                                        AND a.attnum > 0 AND NOT a.attisdropped
                                        AND a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''
                                        AND a.attname NOT IN ('id', 'assignment_id', 'student_id')
                                    ORDER BY a.attnum
                                    """,
                                    Object[].class)
                            .getResultList()
                            .stream()
                            .map(row -> column((String) row[0], (String) row[1], (String) row[2]))
                            .toList();
        }
        return columns;
    }

    private static Column column(String name, String category, String type) {
        var value =
                switch (category) {
                    case "N" -> "0";
                    case "B" -> "false";
                    case "D" ->
                            type.endsWith("with time zone") ? "now()" : "now() AT TIME ZONE 'UTC'";
                    default -> name.equals("status") ? "'not_started'" : null;
                };
        if (value == null) {
            LOG.errorf(
                    "assignment_students.%s (%s) wants a value that only the LMS knows",
                    name, type);
            throw ProblemException.unprocessable(
                    "student_ids", "can't be stored: the table wants more than we know");
        }
        return new Column(name, value);
    }
}
