package org.dreamlms.books.migration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dreamlms.books.db.LockWaits;
import org.dreamlms.books.db.OwnSchema;
import org.dreamlms.books.db.Sql;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.jboss.logging.Logger;

/**
 * Flyway, as the migration uses it: to keep the history and to run V1, {@link V2__BooksToDcsIds}
 * and what comes after them.
 */
final class FlywayHistory {

    private static final String BASELINE_ONLY =
            """
            SELECT count(*) = count(*) FILTER (WHERE type = 'BASELINE')
            FROM %s
            """
                    .formatted(OwnTables.HISTORY);

    /** A comment of V4 had a character that not every server encoding has. */
    private static final String FORMER_CHECKSUMS =
            """
            UPDATE %s SET checksum = 241926633
            WHERE version = '4' AND checksum = 2087702889
            """
                    .formatted(OwnTables.HISTORY);

    private static final Logger LOG = Logger.getLogger(FlywayHistory.class);

    private final MigrationSetup setup;
    private final V2__BooksToDcsIds change;

    FlywayHistory(MigrationSetup setup, V2__BooksToDcsIds change) {
        this.setup = setup;
        this.change = change;
    }

    /**
     * Runs what the database does not have yet.
     *
     * @param connection for looking and tidying up; Flyway opens its own
     * @throws MigrationRefused when a migration fails; says what is true of the database then
     */
    void migrate(DatabaseState state, Connection connection) throws SQLException {
        var flyway = flyway(state.schema(), OwnSchema.name());
        var isNew = !OwnTables.schemaExists(connection);
        var moved = moveOwnTables(state, connection);
        OwnTables.ensureSchema(connection);
        var baseline =
                !(state instanceof DatabaseState.Empty)
                        && (!OwnTables.historyExists(connection)
                                || Sql.yes(
                                        connection,
                                        "SELECT NOT EXISTS (SELECT FROM %s)"
                                                .formatted(OwnTables.HISTORY)));
        var before = FailedRun.version(connection);
        try {
            if (baseline) {
                flyway.baseline();
            }
            acceptFormerChecksums(connection);
            flyway.migrate();
        } catch (FlywayException e) {
            var aftermath = FailedRun.of(e, before, moved, connection);
            var explained = explain(e, aftermath, connection);
            if (aftermath.kind() == FailedRun.Kind.UNTOUCHED) {
                tidyUp(baseline, isNew, connection, explained);
            }
            throw explained;
        } finally {
            change.end();
        }
    }

    /** Before Flyway looks for its own among them; that stays, whatever becomes of the rest. */
    private boolean moveOwnTables(DatabaseState state, Connection connection) throws SQLException {
        var pending = !versions(state, connection).isEmpty();
        connection.setAutoCommit(false);
        try {
            LockWaits.limit(connection, setup.migration().lockTimeout());
            var moved = OwnTables.move(connection);
            if (pending && OwnTables.historyExists(connection)) {
                WriteProof.history(connection);
            }
            connection.commit();
            return moved;
        } catch (MigrationRefused e) {
            connection.rollback();
            throw e;
        } catch (SQLException e) {
            connection.rollback();
            if (LockHolders.isBusy(e)) {
                throw LockHolders.refusal(
                        connection, setup.migration().lockTimeout(), LockHolders.UNTOUCHED, e);
            }
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Comments of scripts have changed since; what the scripts do has not. */
    private static void acceptFormerChecksums(Connection connection) throws SQLException {
        if (OwnTables.historyExists(connection)) {
            Sql.run(connection, FORMER_CHECKSUMS);
        }
    }

    /**
     * As if nothing had been tried.
     *
     * @throws MigrationRefused for the same reason, when something stays
     */
    private void tidyUp(
            boolean baseline, boolean isNew, Connection connection, MigrationRefused reason) {
        change.discardBackup();
        try {
            if ((baseline || isNew) && Sql.yes(connection, BASELINE_ONLY)) {
                Sql.run(connection, "DROP TABLE %s".formatted(OwnTables.HISTORY));
            }
            if (isNew) {
                Sql.run(connection, "DROP SCHEMA %s".formatted(Sql.name(OwnSchema.name())));
            }
        } catch (SQLException e) {
            throw new MigrationRefused(
                    reason.getMessage()
                            + " But for schema "
                            + OwnSchema.name()
                            + " with Flyway's empty history, which could not be dropped ("
                            + e.getMessage()
                            + ") and harms nobody.",
                    reason);
        }
    }

    private MigrationRefused explain(
            FlywayException failed, FailedRun aftermath, Connection connection) {
        if (Pooler.explains(failed)) {
            return new MigrationRefused(Pooler.MESSAGE, failed);
        }
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof MigrationRefused refused) {
                return refused;
            }
        }
        if (LockHolders.isBusy(failed)) {
            return LockHolders.refusal(
                    connection, setup.migration().lockTimeout(), aftermath.text(), failed);
        }
        return new MigrationRefused(
                "The migration failed: " + reason(failed) + ". " + aftermath.text(), failed);
    }

    private static String reason(Throwable failed) {
        var root = failed;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).strip();
    }

    /**
     * One version of the schema.
     *
     * @param sql its script; empty for {@link V2__BooksToDcsIds}
     */
    record Version(MigrationVersion number, String sql) {

        boolean isBookIds() {
            return sql.isEmpty();
        }
    }

    /** What a start would run on a database in this state, in this order. */
    List<Version> versions(DatabaseState state, Connection connection) throws SQLException {
        return Stream.of(flyway(state.schema(), connection).info().all())
                .filter(info -> info.getVersion() != null && wouldRun(info, state))
                .map(info -> new Version(info.getVersion(), script(info)))
                .sorted(Comparator.comparing(Version::number))
                .toList();
    }

    private static boolean wouldRun(MigrationInfo info, DatabaseState state) {
        if (state instanceof DatabaseState.Legacy || state instanceof DatabaseState.Converted) {
            return info.getVersion().isNewerThan("1");
        }
        return info.getState() == MigrationState.PENDING;
    }

    private static String script(MigrationInfo info) {
        if (!info.getScript().endsWith(".sql")) {
            return "";
        }
        // In the packaged service the name of a script has its location before it.
        var path = "db/migration/" + info.getScript().replaceFirst("^.*/", "");
        try (var in = FlywayHistory.class.getClassLoader().getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in, path).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Migrations that this version brings and the database does not have. */
    List<String> pending(String schema, Connection connection) throws SQLException {
        return Stream.of(flyway(schema, connection).info().pending())
                .map(info -> "version " + info.getVersion() + " is missing")
                .toList();
    }

    /** Versions that the history has, but not as this service brings them. */
    List<String> foreign(String schema, Connection connection) throws SQLException {
        var misplaced = OwnTables.misplaced(connection).contains("flyway_schema_history");
        if (!misplaced && !OwnTables.historyExists(connection)) {
            return List.of();
        }
        var table = misplaced ? Sql.name(schema) + ".flyway_schema_history" : OwnTables.HISTORY;
        var accepted =
                Sql.yes(
                        connection,
                        """
                        SELECT EXISTS (
                            SELECT
                            FROM %s
                            WHERE version = '4'
                            AND checksum = 2087702889)
                        """
                                .formatted(table));
        return flyway(schema, connection).validateWithResult().invalidMigrations.stream()
                .filter(
                        invalid ->
                                invalid.errorDetails.errorCode
                                        != CoreErrorCode.RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED)
                .filter(invalid -> !(accepted && "4".equals(invalid.version)))
                .map(
                        invalid ->
                                "version "
                                        + invalid.version
                                        + " in "
                                        + table
                                        + ": "
                                        + invalid.errorDetails
                                                .errorMessage
                                                .lines()
                                                .map(String::strip)
                                                .collect(Collectors.joining(" ")))
                .toList();
    }

    /** The last applied version, empty before any. */
    static Optional<String> version(Connection connection) throws SQLException {
        return Sql.text(
                connection,
                """
                SELECT version
                FROM %s
                WHERE success
                AND version IS NOT NULL
                ORDER BY installed_rank DESC
                LIMIT 1
                """
                        .formatted(OwnTables.HISTORY));
    }

    /** Flyway would put its own schema first, for every version. */
    private static final class SearchPath extends BaseCallback {

        private final String schema;

        SearchPath(String schema) {
            this.schema = schema;
        }

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.BEFORE_EACH_MIGRATE;
        }

        @Override
        public void handle(Event event, Context context) {
            try {
                OurSchema.pointAt(
                        context.getConnection(), schema, context.getMigrationInfo().getVersion());
            } catch (SQLException e) {
                throw new FlywayException("The search path cannot be set", e);
            }
        }
    }

    /** As it is now: before a start has moved it, in the LMS's schema. */
    private Flyway flyway(String schema, Connection connection) throws SQLException {
        return flyway(
                schema,
                OwnTables.misplaced(connection).contains("flyway_schema_history")
                        ? schema
                        : OwnSchema.name());
    }

    private Flyway flyway(String schema, String historySchema) {
        FluentConfiguration configuration =
                setup.flyway()
                        .get()
                        .dataSource(setup.database().source())
                        .defaultSchema(historySchema)
                        .callbacks(new SearchPath(schema))
                        .table("flyway_schema_history")
                        .baselineVersion("1")
                        .baselineDescription("LMS database")
                        .baselineOnMigrate(false)
                        .cleanDisabled(true)
                        // All versions of one start are one transaction: none is committed whose
                        // successor fails.
                        .group(true)
                        .initSql(
                                MigrationDatabase.SETTINGS
                                        + """
                                        SET statement_timeout = 0;
                                        SET idle_in_transaction_session_timeout = 0;
                                        SET lock_timeout = %d;
                                        SET search_path = %s;
                                        """
                                                .formatted(
                                                        setup.migration().lockTimeout().toMillis(),
                                                        Sql.name(schema)))
                        .javaMigrations(change);
        // With a session lock Flyway works on one connection, so its row in the history is part of
        // the transaction of the migration: either both are there or neither.
        configuration
                .getPluginRegister()
                .getExact(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        return configuration.load();
    }
}
