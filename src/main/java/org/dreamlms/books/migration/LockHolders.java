package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dreamlms.books.db.Sql;

/** Explains a lock that the migration did not get. */
public final class LockHolders {

    private static final Set<String> BUSY_STATES = Set.of("55P03", "40P01");

    /** What is true of the database before anything is changed. */
    public static final String UNTOUCHED = "Nothing was changed; the next start tries again.";

    private LockHolders() {}

    /** Whether PostgreSQL gave up because others use a table. */
    public static boolean isBusy(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && BUSY_STATES.contains(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** Locks of others on the tables; a prepared transaction has no session any more. */
    private static final String HELD =
            """
            FROM pg_locks l
            LEFT JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.granted
            AND l.pid IS DISTINCT FROM pg_backend_pid()
            AND l.locktype = 'relation'
            AND l.database = (
                SELECT oid
                FROM pg_database
                WHERE datname = current_database())
            AND l.relation IN (
                SELECT to_regclass(t)::oid
                FROM unnest(ARRAY['books', 'assignment_activities', %s]) t)
            """
                    .formatted(BookTable.LITERALS);

    /**
     * Waits for the transactions that hold one of the tables now, even if they only read: the
     * change waits for them too, and it is better to know before the backup than after it.
     *
     * @throws MigrationRefused when one of them is still there after {@code patience}
     */
    static void waitFor(Connection connection, Duration patience) throws SQLException {
        var deadline = System.nanoTime() + patience.toNanos();
        var there = new HashSet<>(transactions(connection));
        while (!there.isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                throw refusal(connection, patience, UNTOUCHED, null);
            }
            StopRequest.refuseIfMade();
            Sql.text(connection, "SELECT pg_sleep(0.1)::text");
            // Those who come later hold up nobody: they queue behind the change.
            there.retainAll(transactions(connection));
        }
    }

    private static List<String> transactions(Connection connection) throws SQLException {
        return Sql.texts(
                connection,
                """
                SELECT DISTINCT l.virtualtransaction
                %s
                """
                        .formatted(HELD));
    }

    /** Whether somebody holds any table of the database so that it cannot even be read. */
    public static boolean keepReadersOut(Connection connection) throws SQLException {
        return Sql.yes(
                connection,
                """
                SELECT EXISTS (
                    SELECT FROM pg_locks
                    WHERE granted
                    AND locktype = 'relation'
                    AND mode = 'AccessExclusiveLock'
                    AND pid IS DISTINCT FROM pg_backend_pid()
                    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
                """);
    }

    /**
     * What to tell an operator whose tables are in use.
     *
     * @param aftermath what is true of the database now
     */
    public static MigrationRefused refusal(
            Connection connection, Duration patience, String aftermath, Throwable cause) {
        return new MigrationRefused(
                "A table is in use: the migration did not get its lock within "
                        + patience.toMillis() / 1000.0
                        + " s. "
                        + aftermath
                        + " Stop the LMS and whatever else uses the tables, or raise"
                        + " DCS_BOOKS_MIGRATION_LOCK_TIMEOUT."
                        + describe(connection),
                cause);
    }

    /** Who uses the tables, as far as the user may see it; empty when that cannot be found out. */
    static String describe(Connection connection) {
        try {
            var holders =
                    Sql.texts(
                            connection,
                            """
                            SELECT DISTINCT coalesce('pid ' || l.pid, 'a prepared transaction') || ' '
                                || coalesce(a.usename, '') || ' ' || quote_literal(coalesce(a.application_name,
                                '')) || ', ' || coalesce(a.state, 'state hidden') || ', holds '
                                || l.relation::regclass
                            %s
                            ORDER BY 1
                            LIMIT 5
                            """
                                    .formatted(HELD));
            return holders.isEmpty() ? "" : " Now: " + String.join("; ", holders) + ".";
        } catch (SQLException ignored) {
            // The reason that this would add to matters more than the addition.
            return "";
        }
    }
}
