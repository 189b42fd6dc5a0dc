package org.dreamlms.books.migration;

import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.dreamlms.books.db.OwnSchema;
import org.dreamlms.books.db.Sql;
import org.jboss.logging.Logger;

/**
 * What a run of Flyway has left behind that failed. All versions of a run are one transaction; only
 * what came before it, or a commit whose answer was lost, stays.
 *
 * @param kind what is known
 * @param text the same in a sentence or two, with what to do
 */
record FailedRun(Kind kind, String text) {

    /** What is known of the database after a failure. */
    enum Kind {
        /** It is as it was. */
        UNTOUCHED,
        /** A version, or several, were committed. */
        ADVANCED,
        /** The last commit may or may not have come to pass. */
        UNKNOWN
    }

    private static final Logger LOG = Logger.getLogger(FailedRun.class);

    private static final FailedRun NOTHING =
            new FailedRun(
                    Kind.UNTOUCHED,
                    "What had been begun was rolled back; nothing was changed, and the next start"
                            + " tries again.");

    private static final FailedRun NOBODY_KNOWS =
            new FailedRun(
                    Kind.UNKNOWN,
                    "The connection was lost, so nobody knows here whether the last change was"
                            + " committed. Start again: the next start sees what is there, and goes"
                            + " on from it or begins again. Keep the backup until then.");

    /** The session was ended, by the server or on the way there. */
    private static final Set<String> ENDED = Set.of("57P01", "57P02", "57P03", "57P05");

    private static final String NO_CONNECTION = "08";

    /** The last version that was really run; empty before any. */
    static Optional<String> version(Connection connection) throws SQLException {
        return OwnTables.historyExists(connection)
                ? Sql.text(
                        connection,
                        """
                        SELECT version
                        FROM %s
                        WHERE success
                        AND type <> 'BASELINE'
                        ORDER BY installed_rank DESC
                        LIMIT 1
                        """
                                .formatted(OwnTables.HISTORY))
                : Optional.empty();
    }

    /**
     * Finds it out.
     *
     * @param before the {@link #version} before the run
     * @param moved whether our own tables were moved before it
     * @param connection another one than the run's
     */
    static FailedRun of(
            Throwable failure, Optional<String> before, boolean moved, Connection connection) {
        var found = of(failure, before, connection);
        return moved
                ? new FailedRun(
                        found.kind(),
                        "The service's own tables are in schema "
                                + OwnSchema.name()
                                + " now, which was committed before and stays. "
                                + found.text())
                : found;
    }

    private static FailedRun of(Throwable failure, Optional<String> before, Connection connection) {
        try {
            var now = version(connection);
            if (!now.equals(before)) {
                return advanced(now.orElseThrow(), connection);
            }
        } catch (SQLException e) {
            LOG.debug("Nobody can look what the database is like now", e);
            return NOBODY_KNOWS;
        }
        // The server may be at the commit still.
        return isLost(failure) ? NOBODY_KNOWS : NOTHING;
    }

    private static FailedRun advanced(String version, Connection connection) throws SQLException {
        var backup =
                Report.last(connection)
                        .map(report -> report.getValue("backup"))
                        .filter(JsonObject.class::isInstance)
                        .map(made -> " The backup of before: " + made + ".")
                        .orElse("");
        return new FailedRun(
                Kind.ADVANCED,
                "Version "
                        + version
                        + " of the schema is committed and stays"
                        + (version.equals("1") ? "" : ", and rows carry ids of DCS")
                        + "; only what comes after it was rolled back. Mend the cause and start"
                        + " again: the next start goes on from there."
                        + backup);
    }

    private static boolean isLost(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && (sql.getSQLState().startsWith(NO_CONNECTION)
                            || ENDED.contains(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }
}
