package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dreamlms.books.db.OwnSchema;
import org.dreamlms.books.db.Sql;

/** Tells what a database is before anything in it is changed. Reads only. */
final class Recognition {

    static final String HISTORY = "flyway_schema_history";

    /** Enough of the LMS's columns to know its tables from other people's with the same names. */
    private static final Map<String, List<String>> FINGERPRINT =
            Map.of(
                    "activities",
                    List.of("id uuid", "module_name", "page_number", "activity_type"),
                    "assignments",
                    List.of("id uuid", "teacher_id uuid", "activity_id uuid", "name"),
                    "book_assignments",
                    List.of("id uuid", "school_id uuid", "teacher_id uuid", "assigned_by uuid"));

    private final Connection connection;
    private final boolean schemaIsNamed;

    private Recognition(Connection connection, boolean schemaIsNamed) {
        this.connection = connection;
        this.schemaIsNamed = schemaIsNamed;
    }

    /**
     * Recognises the database and points the connection's search path at our schema and nothing
     * else, so that from then on every plain name means our table.
     *
     * @param schemaIsNamed whether the operator has said which schema it is
     */
    static DatabaseState of(Connection connection, boolean schemaIsNamed) throws SQLException {
        var recognition = new Recognition(connection, schemaIsNamed);
        var schema = OurSchema.find(connection).orElse(null);
        if (schema == null) {
            return new DatabaseState.Unknown(
                    "",
                    "the schema named in the JDBC URL (currentSchema) or the role's search_path"
                            + " does not exist: create it, or correct the URL"
                            + hint(connection));
        }
        var hidden = OurSchema.hiddenTables(connection, schema);
        OurSchema.pointAt(connection, schema);
        return hidden.isEmpty()
                ? recognition.state(schema)
                : new DatabaseState.Unknown(
                        schema,
                        "the search_path leads to other tables of the same names ("
                                + String.join(", ", hidden)
                                + ") before it leads to schema "
                                + schema
                                + ": name the schema in the JDBC URL (?currentSchema=…)");
    }

    /** PostgreSQL takes what a session begins with as it comes, in no encoding. */
    private static String hint(Connection connection) throws SQLException {
        return Sql.yes(connection, "SELECT current_setting('server_encoding') = 'UTF8'")
                ? ""
                : ". This database is not in UTF8, so a name in the URL must be in ASCII; for any"
                        + " other name use ALTER ROLE … SET search_path instead";
    }

    private DatabaseState state(String schema) throws SQLException {
        if (!OwnTables.mayUseSchema(connection)) {
            return new DatabaseState.Unknown(schema, notOurs());
        }
        var other = OwnTables.otherLms(connection);
        if (other.isPresent()) {
            return new DatabaseState.Unknown(
                    schema,
                    "the tables in schema "
                            + OwnSchema.name()
                            + " belong to the LMS in schema "
                            + other.get()
                            + ": name another schema for those of this one (DCS_BOOKS_SCHEMA)");
        }
        var misplaced = OwnTables.misplaced(connection);
        if (!misplaced.isEmpty() && OwnTables.historyExists(connection)) {
            return new DatabaseState.Unknown(schema, twice(schema, misplaced));
        }
        var recorded = recorded();
        var books = Sql.tableExists(connection, "books");
        if (books) {
            return recorded || Sql.tableExists(connection, "migration_report")
                    ? new DatabaseState.Unknown(schema, stale(schema))
                    : withBooks(schema);
        }
        if (Sql.tableExists(connection, "activities")) {
            return withoutBooks(schema, recorded);
        }
        return recorded
                ? new DatabaseState.Unknown(
                        schema,
                        "its Flyway history says that it is migrated, but table activities is not"
                                + " there: restore a backup into a new, empty database")
                : nothingOfOurs(schema);
    }

    private boolean recorded() throws SQLException {
        return OwnTables.historyExists(connection) && hasChange(OwnTables.HISTORY)
                || OwnTables.misplaced(connection).contains(HISTORY) && hasChange(HISTORY);
    }

    private boolean hasChange(String history) throws SQLException {
        return Sql.yes(
                connection,
                """
                SELECT count(*) > 0
                FROM %s
                WHERE version = '2' AND success AND type <> 'BASELINE'
                """
                        .formatted(history));
    }

    private static String twice(String schema, List<String> tables) {
        return "the service's own tables are in schema "
                + OwnSchema.name()
                + " and again in schema "
                + schema
                + " ("
                + String.join(", ", tables)
                + "): an earlier version was started after they had been moved. Stop it; once"
                + " nothing in those of schema "
                + schema
                + " is needed any more (events that came meanwhile are in dcs_events), drop them"
                + " there, and start again";
    }

    private static String notOurs() {
        var own = Sql.name(OwnSchema.name());
        return "the database user has no right to use schema "
                + own
                + ", where the service's own tables are: GRANT USAGE ON SCHEMA "
                + own
                + " TO it, and SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "
                + own;
    }

    private String stale(String schema) throws SQLException {
        var own = Sql.name(OwnTables.historyExists(connection) ? OwnSchema.name() : schema) + ".";
        return "its Flyway history or its migration_report says that it is migrated, but table"
                + " books is there again: a"
                + " backup was restored over a migrated database, so old tables stand beside a"
                + " newer history. Restore the backup into a newly created, empty database"
                + " instead (createdb, then pg_restore) and point the service there; or, if these"
                + " tables are complete, DROP TABLE "
                + own
                + HISTORY
                + ", and "
                + own
                + "book_id_map and "
                + own
                + "migration_report where they exist, to let the migration"
                + " begin again. Another LMS of this database needs another schema for our own"
                + " tables (DCS_BOOKS_SCHEMA)";
    }

    private DatabaseState withBooks(String schema) throws SQLException {
        var missing = missing("book_id uuid");
        missing.addAll(columns("books", List.of("id uuid", "dream_storage_id", "title")));
        return missing.isEmpty()
                ? new DatabaseState.Legacy(schema)
                : new DatabaseState.Unknown(schema, notTheLms(missing));
    }

    private DatabaseState withoutBooks(String schema, boolean recorded) throws SQLException {
        var missing = missing("dcs_book_id integer");
        if (!missing.isEmpty()) {
            return new DatabaseState.Unknown(schema, notTheLms(missing));
        }
        return recorded ? new DatabaseState.Migrated(schema) : new DatabaseState.Converted(schema);
    }

    private static String notTheLms(List<String> missing) {
        return "it has some tables of the LMS but not all that belongs to them (missing: "
                + String.join(", ", missing)
                + "): is the JDBC URL right?";
    }

    private List<String> missing(String bookColumn) throws SQLException {
        var missing = new ArrayList<String>();
        for (var table : BookTable.ALL) {
            missing.addAll(columns(table.table(), List.of(bookColumn)));
            missing.addAll(columns(table.table(), FINGERPRINT.get(table.table())));
        }
        return missing;
    }

    /** Which of these columns ("name" or "name type") the ordinary table does not have. */
    private List<String> columns(String table, List<String> wanted) throws SQLException {
        var there =
                Sql.texts(
                        connection,
                        """
                        SELECT a.attname || ' ' || format_type(a.atttypid, NULL)
                        FROM pg_attribute a
                        JOIN pg_class c ON c.oid = a.attrelid
                        WHERE c.oid = to_regclass(?)
                        AND c.relkind = 'r'
                        AND a.attnum > 0
                        AND NOT a.attisdropped
                        """,
                        table);
        return wanted.stream()
                .filter(w -> there.stream().noneMatch(t -> t.equals(w) || t.startsWith(w + " ")))
                .map(w -> table + "." + w)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private DatabaseState nothingOfOurs(String schema) throws SQLException {
        var elsewhere =
                Sql.text(
                        connection,
                        """
                        SELECT string_agg(DISTINCT n.nspname, ', ' ORDER BY n.nspname)
                        FROM pg_class c
                        JOIN pg_namespace n ON n.oid = c.relnamespace
                        WHERE c.relkind = 'r'
                        AND c.relname IN ('books', %s)
                        AND n.nspname !~ '^pg_'
                        """
                                .formatted(BookTable.LITERALS));
        if (elsewhere.isPresent()) {
            return new DatabaseState.Unknown(
                    schema,
                    "tables with the LMS's names are in schema "
                            + elsewhere.get()
                            + ", not in "
                            + schema
                            + ": name the schema in the JDBC URL (?currentSchema=…)");
        }
        var strangers = strangers();
        return strangers.isEmpty()
                ? new DatabaseState.Empty(schema)
                : new DatabaseState.Unknown(
                        schema,
                        "it is not empty, and has no table of the LMS (found: "
                                + String.join(", ", strangers)
                                + "): is the JDBC URL right?");
    }

    /**
     * What stands in our schema; or, when nobody has named a schema, in any: a database that is
     * full elsewhere is more likely the wrong one than an empty one.
     */
    private List<String> strangers() throws SQLException {
        return Sql.texts(
                connection,
                """
                WITH place AS (
                    SELECT oid
                    FROM pg_namespace
                    WHERE CASE WHEN ? THEN nspname = current_schema() ELSE nspname !~ '^pg_'
                    AND nspname <> 'information_schema' END)
                SELECT name
                FROM (
                    SELECT c.oid, 'pg_class'::regclass AS class, c.oid::regclass::text AS name
                    FROM pg_class c
                    WHERE c.relnamespace IN (SELECT oid FROM place)
                    AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
                    AND c.oid IS DISTINCT FROM to_regclass('%s')
                    UNION ALL
                    SELECT t.oid, 'pg_type'::regclass, t.oid::regtype::text
                    FROM pg_type t
                    WHERE t.typnamespace IN (SELECT oid FROM place)
                    AND t.typtype IN ('e', 'd')) o
                WHERE NOT EXISTS (
                    SELECT
                    FROM pg_depend d
                    WHERE d.classid = o.class
                    AND d.objid = o.oid
                    AND d.deptype = 'e')
                ORDER BY 1
                LIMIT 5
                """
                        .formatted(HISTORY),
                schemaIsNamed);
    }
}
