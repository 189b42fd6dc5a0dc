package org.dreamlms.books.migration;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.dreamlms.books.db.Sql;
import org.dreamlms.books.migration.backup.Backup;
import org.dreamlms.books.migration.backup.DiskSpace;
import org.dreamlms.books.migration.check.Finding;
import org.dreamlms.books.migration.check.Preflight;

/** What the migration did, for the log, for table migration_report and for GET /q/migration. */
final class Report {

    /** A path or an answer of DCS may have characters that the database's encoding has not. */
    private static final String NOT_IN_ENCODING = "22P05";

    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7F]");

    private final JsonObject json = new JsonObject();

    Report(Connection connection, String outcome, Instant startedAt) throws SQLException {
        json.put("outcome", outcome)
                .put("started_at", startedAt.toString())
                .put("postgresql", Sql.text(connection, "SHOW server_version").orElse("unknown"))
                .put("schema", Sql.text(connection, "SELECT current_schema()").orElse("unknown"));
    }

    Report preflight(List<Preflight.Line> lines) {
        var checks = new JsonArray();
        for (var line : lines) {
            var check = new JsonObject().put("checked", line.subject());
            if (line.finding() instanceof Finding.Passed passed) {
                check.put("found", passed.note());
            } else if (line.finding() instanceof Finding.Warned warned) {
                check.put("warning", warned.note())
                        .put("count", warned.count())
                        .put("first", new JsonArray(warned.rows()));
            } else if (line.finding() instanceof Finding.Unproven unproven) {
                check.put("not_proven", unproven.note());
            }
            checks.add(check);
        }
        json.put("preflight", checks);
        return this;
    }

    Report backup(Optional<Backup.Proven> backup, String withoutOne) {
        json.put(
                "backup",
                backup.<Object>map(
                                proven ->
                                        new JsonObject()
                                                .put("file", proven.file().toString())
                                                .put("bytes", proven.bytes())
                                                .put("sha256", proven.sha256())
                                                .put("program", proven.program()))
                        .orElse(withoutOne));
        return this;
    }

    Report tables(
            BookSums before,
            TableSizes sizesBefore,
            BookSums after,
            TableSizes sizesAfter,
            Map<Integer, String> titles) {
        var tables = new JsonObject();
        for (var table : BookTable.ALL) {
            tables.put(
                    table.table(),
                    new JsonObject()
                            .put("rows_before", before.rows(table))
                            .put("rows_after", after.rows(table))
                            .put("checksum_before", before.checksum(table).toPlainString())
                            .put("checksum_after", after.checksum(table).toPlainString())
                            .put("bytes_before", sizesBefore.bytes().get(table))
                            .put("bytes_after", sizesAfter.bytes().get(table)));
        }
        json.put("tables", tables);
        json.put("books", books(before, after, titles));
        return this;
    }

    private static JsonArray books(BookSums before, BookSums after, Map<Integer, String> titles) {
        var ids = new TreeSet<>(titles.keySet());
        before.tables().values().forEach(books -> ids.addAll(books.keySet()));
        after.tables().values().forEach(books -> ids.addAll(books.keySet()));
        var books = new JsonArray();
        for (var id : ids) {
            var book = new JsonObject().put("dcs_book_id", id).put("title", titles.get(id));
            for (var table : BookTable.ALL) {
                book.put(
                        table.table(),
                        new JsonObject()
                                .put("before", before.rows(table, id))
                                .put("after", after.rows(table, id)));
            }
            books.add(book);
        }
        return books;
    }

    Report put(String name, Object value) {
        json.put(name, value);
        return this;
    }

    /** Writes the report into the database, in the transaction that it reports on. */
    void save(Connection connection, Steps steps, Instant finishedAt) throws SQLException {
        json.put("finished_at", finishedAt.toString()).put("steps", steps.toJson());
        var before = connection.setSavepoint();
        try {
            insert(connection, json.encode());
        } catch (SQLException e) {
            if (!NOT_IN_ENCODING.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            insert(connection, NOT_ASCII.matcher(json.encode()).replaceAll("?"));
        }
        connection.releaseSavepoint(before);
    }

    /**
     * Writes one.
     *
     * @throws MigrationRefused when it does not stay as written
     */
    static void insert(Connection connection, String report) throws SQLException {
        Sql.update(connection, "INSERT INTO migration_report (report) VALUES (?::jsonb)", report);
        WriteProof.runDeferred(connection);
        WriteProof.report(connection, report);
    }

    /** The last report that the database keeps. */
    static Optional<JsonObject> last(Connection connection) throws SQLException {
        if (!Sql.tableExists(connection, "migration_report")) {
            return Optional.empty();
        }
        return Sql.text(
                        connection,
                        "SELECT report::text FROM migration_report ORDER BY id DESC LIMIT 1")
                .map(JsonObject::new);
    }

    /** A report of rows that were changed, in a few lines for the log. */
    static String summary(JsonObject report, long nanos) {
        var tables = report.getJsonObject("tables");
        if (tables == null) {
            return "The database is migrated; it had no rows";
        }
        var text = new StringBuilder("THE DATABASE IS MIGRATED");
        for (var table : BookTable.ALL) {
            var t = tables.getJsonObject(table.table());
            text.append("\n    ")
                    .append(table.table())
                    .append(": ")
                    .append(t.getLong("rows_before"))
                    .append(" rows before, ")
                    .append(t.getLong("rows_after"))
                    .append(" after; ")
                    .append(DiskSpace.text(t.getLong("bytes_before")))
                    .append(" before, ")
                    .append(DiskSpace.text(t.getLong("bytes_after")))
                    .append(" after");
        }
        return text.append("\n    books dropped: ")
                .append(report.getInteger("books_dropped"))
                .append("\n    seconds for the change: ")
                .append(report.getDouble("change_seconds"))
                .append("\n    seconds for everything, from the first check to the commit: ")
                .append(String.format(Locale.ROOT, "%.3f", nanos / 1e9))
                .append("\n    backup: ")
                .append(report.getValue("backup"))
                .append(
                        report.getValue("backup") instanceof JsonObject backup
                                ? "\n    COPY "
                                        + backup.getString("file")
                                        + " AWAY FROM THIS MACHINE NOW: it is the only way back"
                                : "")
                .toString();
    }
}
