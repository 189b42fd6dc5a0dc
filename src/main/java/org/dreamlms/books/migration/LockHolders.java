package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** Explains a lock that the migration did not get. */
final class LockHolders {

    private static final Set<String> BUSY_STATES = Set.of("55P03", "40P01");

    private LockHolders() {}

    /** Whether PostgreSQL gave up because others use a table. */
    static boolean isBusy(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && BUSY_STATES.contains(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** Who uses the tables, as far as the user may see it. */
    static String describe(Connection connection) throws SQLException {
        var holders =
                Sql.texts(
                        connection,
                        "SELECT DISTINCT 'pid ' || a.pid || ' ' || coalesce(a.usename, '') || ' '"
                                + " || quote_literal(coalesce(a.application_name, '')) || ', ' ||"
                                + " coalesce(a.state, 'state hidden') || ', holds ' ||"
                                + " l.relation::regclass FROM pg_locks l JOIN pg_stat_activity a"
                                + " ON a.pid = l.pid WHERE l.granted AND a.pid <>"
                                + " pg_backend_pid() AND l.relation IN (SELECT to_regclass(t)::oid"
                                + " FROM unnest(ARRAY['books', 'assignment_activities', "
                                + BookTable.LITERALS
                                + "]) t) ORDER BY 1 LIMIT 5");
        return holders.isEmpty() ? "" : " Now: " + String.join("; ", holders) + ".";
    }
}
