package org.dreamlms.books.migration;

import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import org.dreamlms.books.Settings;

/** What other packages may know of the migration. Safe to ask from any thread at any time. */
@ApplicationScoped
public class MigrationStatus {

    private final Settings.Migration.Mode mode;
    private volatile Outcome outcome;

    MigrationStatus(Settings settings) {
        this.mode = settings.migration().mode();
    }

    void finished(Outcome outcome) {
        this.outcome = outcome;
    }

    /** Whether this start found or made the database migrated; false until then. */
    public boolean migrated() {
        return outcome != null && outcome.migrated();
    }

    /** Whether a dry run left something unproven. */
    boolean unproven() {
        return outcome != null && !outcome.unproven().isEmpty();
    }

    /** What this start was told to do with the database. */
    public Settings.Migration.Mode mode() {
        return mode;
    }

    /** The version of the schema; empty until the database is known to be migrated. */
    public Optional<String> version() {
        return outcome == null ? Optional.empty() : outcome.version();
    }

    /**
     * All of it for operators, as {@code GET /q/migration} shows it: a new object on each call,
     * without secrets.
     */
    public JsonObject toJson() {
        var json =
                new JsonObject()
                        .put("migrated", migrated())
                        .put("mode", mode.name().toLowerCase(Locale.ROOT));
        version().ifPresent(version -> json.put("version", version));
        if (outcome != null) {
            outcome.report().ifPresent(report -> json.put("report", report.copy()));
        }
        return json;
    }
}
