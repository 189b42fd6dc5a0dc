package org.dreamlms.books.migration;

import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * How a start left the database.
 *
 * @param found see {@link DatabaseState#found}
 * @param migrated whether rows carry DCS ids now, and that is recorded
 * @param summary one line for the log
 * @param version the last applied version of the schema, empty before any
 * @param unproven what a dry run could not prove
 * @param report what the migration did, empty when it was not needed yet
 */
record Outcome(
        String found,
        boolean migrated,
        String summary,
        Optional<String> version,
        Optional<JsonObject> report,
        List<String> unproven) {

    static final String MIGRATED = "The database is migrated";

    /** Of a database that is migrated now. */
    static Outcome migrated(DatabaseState state, Connection connection, String summary)
            throws SQLException {
        return new Outcome(
                state.found(),
                true,
                summary,
                FlywayHistory.version(connection),
                Report.last(connection),
                List.of());
    }
}
