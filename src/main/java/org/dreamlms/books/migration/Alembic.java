package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.dreamlms.books.db.Sql;
import org.dreamlms.books.migration.check.Check;
import org.dreamlms.books.migration.check.Finding;

/**
 * The LMS's own migration tool keeps its revision in table alembic_version and runs at each start
 * of the LMS. It must find the step that we take as done, or it would take it again.
 */
public final class Alembic {

    static final String TABLE = "alembic_version";
    static final String BEFORE = "1294713df196";
    static final String AFTER = "72e10c4c221a";

    /** Where releases of the LMS stand; the next two steps are one release. */
    private static final String EARLIER = "i9303517j1k1";

    /** Heads of other branches that do not touch what is changed here, with the reason. */
    private static final Map<String, String> HARMLESS =
            Map.of("perf001", "branches off earlier, and only adds indexes");

    private static final String ORDER =
            "the LMS's own start-up would go past "
                    + BEFORE
                    + " and convert the database itself. Stop the LMS; with its new code run"
                    + " \"alembic upgrade "
                    + BEFORE
                    + "\" and nothing else; then the dry run, then this migration; start the LMS"
                    + " last";

    private static final String ELSEWHERE =
            "bring the LMS to exactly "
                    + BEFORE
                    + " (with its code: alembic upgrade "
                    + BEFORE
                    + "): at another revision its own migrations would run into, or undo, what is"
                    + " changed here";

    private Alembic() {}

    static Check isJustBefore() {
        return check(Alembic::judge);
    }

    private static Finding judge(List<String> found) {
        var others = new ArrayList<>(found);
        others.remove(BEFORE);
        others.removeAll(HARMLESS.keySet());
        if (found.contains(BEFORE) && others.isEmpty()) {
            return Finding.passed(BEFORE + ", becomes " + AFTER);
        }
        var what =
                "alembic_version is "
                        + (found.isEmpty() ? "empty" : String.join(", ", found))
                        + ", not "
                        + BEFORE
                        + (found.contains(BEFORE) ? " alone" : "");
        return Finding.refused(
                what,
                List.of(),
                found.contains(BEFORE)
                        ? "this service does not know the LMS's further heads: "
                                + String.join(", ", others)
                        : found.contains(EARLIER) ? ORDER : ELSEWHERE);
    }

    /** Whether the LMS stands where its releases do, one step short of where it has to be. */
    public static boolean isEarlier(Connection connection) throws SQLException {
        return Sql.tableExists(connection, TABLE) && revisions(connection).contains(EARLIER);
    }

    public static Check isAfter() {
        return check(
                found ->
                        found.contains(BEFORE)
                                        || found.contains(EARLIER)
                                        || HARMLESS.keySet().containsAll(found)
                                ? Finding.refused(
                                        "alembic_version says that the books are not converted, but"
                                                + " they are",
                                        List.of(),
                                        "the LMS would convert again and fail: set it to "
                                                + AFTER
                                                + " (UPDATE alembic_version SET version_num = '"
                                                + AFTER
                                                + "') if that is where the LMS stands")
                                : Finding.passed(String.join(", ", found)));
    }

    private static Check check(Function<List<String>, Finding> judge) {
        return new Check(
                "the LMS's own revision (alembic_version)",
                connection ->
                        Sql.tableExists(connection, TABLE)
                                ? judge.apply(revisions(connection))
                                : Finding.passed("not kept here"));
    }

    /**
     * Tells the LMS's tool that its step is done; part of the transaction that takes it.
     *
     * @throws MigrationRefused when that does not stay, for example because of a trigger
     */
    static void stamp(Connection connection) throws SQLException {
        if (!Sql.tableExists(connection, TABLE)) {
            return;
        }
        var wanted = new TreeSet<>(revisions(connection));
        var isBefore = wanted.remove(BEFORE);
        wanted.add(AFTER);
        Sql.update(
                connection,
                "UPDATE alembic_version SET version_num = ? WHERE version_num = ?",
                AFTER,
                BEFORE);
        WriteProof.runDeferred(connection);
        if (isBefore && revisions(connection).equals(List.copyOf(wanted))) {
            return;
        }
        var rewriters = WriteProof.rewriters(connection, TABLE);
        throw isBefore && !rewriters.isEmpty()
                ? WriteProof.notWritten(TABLE, rewriters)
                : new MigrationRefused(
                        "alembic_version changed while the migration ran: is the LMS starting?"
                                + " Stop it, then start again.");
    }

    private static List<String> revisions(Connection connection) throws SQLException {
        return Sql.texts(
                connection,
                """
                SELECT version_num
                FROM %s
                ORDER BY version_num::text COLLATE "C"
                """
                        .formatted(TABLE));
    }
}
