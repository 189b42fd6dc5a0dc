package org.dreamlms.books.migration;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * How a start left the database.
 *
 * @param found see {@link DatabaseState#found}
 * @param migrated whether rows carry DCS ids now, and that is recorded
 * @param summary one line for the log
 * @param version the last applied version of the schema, empty before any
 * @param report what the migration did, empty when it was not needed yet
 */
record Outcome(
        String found,
        boolean migrated,
        String summary,
        Optional<String> version,
        Optional<JsonObject> report) {}
