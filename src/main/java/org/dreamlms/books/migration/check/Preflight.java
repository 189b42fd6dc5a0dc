package org.dreamlms.books.migration.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.dreamlms.books.migration.LockHolders;
import org.dreamlms.books.migration.MigrationRefused;
import org.dreamlms.books.migration.StopRequest;
import org.jboss.logging.Logger;

/** Runs every check, says what each found, and refuses only when all have been run. */
public final class Preflight {

    /** What one check found. */
    public record Line(String subject, Finding finding) {}

    private static final Logger LOG = Logger.getLogger(Preflight.class);

    private final List<Check> checks;
    private final List<Check> trials;
    private final Duration lockTimeout;

    /**
     * @param lockTimeout how long a check waits for a table in use, to be said when it has
     */
    public Preflight(List<Check> checks, Duration lockTimeout) {
        this(checks, List.of(), lockTimeout);
    }

    private Preflight(List<Check> checks, List<Check> trials, Duration lockTimeout) {
        this.checks = checks;
        this.trials = trials;
        this.lockTimeout = lockTimeout;
    }

    /**
     * These checks, and further ones for when none of these refuses: they would only repeat what
     * the checks say better.
     */
    public Preflight before(List<Check> further) {
        return new Preflight(checks, further, lockTimeout);
    }

    /** What these lines say cannot be proven here. */
    public static List<String> unproven(List<Line> lines) {
        return lines.stream()
                .filter(line -> line.finding() instanceof Finding.Unproven)
                .map(line -> ((Finding.Unproven) line.finding()).note())
                .toList();
    }

    /**
     * Runs all checks inside the connection's transaction and undoes whatever they did.
     *
     * @throws MigrationRefused when any of them refuses
     */
    public List<Line> run(Connection connection) throws SQLException {
        LOG.info("STARTING PRE-MIGRATION VALIDATION");
        var lines = new ArrayList<Line>();
        run(checks, lines, connection);
        refuseIfNeeded(lines);
        run(trials, lines, connection);
        refuseIfNeeded(lines);
        LOG.info("PRE-MIGRATION VALIDATION PASSED");
        return lines;
    }

    private void run(List<Check> some, List<Line> lines, Connection connection)
            throws SQLException {
        for (var check : some) {
            LOG.infof(
                    "[%d/%d] Checking %s …",
                    lines.size() + 1, checks.size() + trials.size(), check.subject());
            var line = new Line(check.subject(), look(connection, check));
            log(line.finding());
            lines.add(line);
        }
    }

    private Finding look(Connection connection, Check check) throws SQLException {
        StopRequest.refuseIfMade();
        var before = connection.setSavepoint();
        try {
            return check.probe().look(connection);
        } catch (SQLException e) {
            if (LockHolders.isBusy(e)) {
                connection.rollback(before);
                throw LockHolders.refusal(connection, lockTimeout, LockHolders.UNTOUCHED, e);
            }
            return Finding.refused(
                    "could not be checked: " + check.subject() + ": " + e.getMessage(),
                    List.of(),
                    "give the migration's database user the right to read this, or look at the"
                            + " database's log");
        } finally {
            connection.rollback(before);
            connection.releaseSavepoint(before);
        }
    }

    private static void log(Finding finding) {
        if (finding instanceof Finding.Passed passed) {
            LOG.infof("✓ %s", passed.note());
        } else if (finding instanceof Finding.Warned warned) {
            LOG.warnf("! %s%s", warned.note(), rows(warned.count(), warned.rows()));
        } else if (finding instanceof Finding.Unproven unproven) {
            LOG.warnf("? not proven here: %s", unproven.note());
        } else if (finding instanceof Finding.Refused refused) {
            LOG.errorf("✗ %s%s", refused.problem(), rows(refused.count(), refused.rows()));
        }
    }

    private static String rows(long count, List<String> rows) {
        if (rows.isEmpty()) {
            return "";
        }
        var more = count > rows.size() ? "\n    … and " + (count - rows.size()) + " more" : "";
        return " (" + count + "):\n    " + String.join("\n    ", rows) + more;
    }

    private static void refuseIfNeeded(List<Line> lines) {
        var refusals =
                lines.stream()
                        .filter(line -> line.finding() instanceof Finding.Refused)
                        .map(line -> (Finding.Refused) line.finding())
                        .toList();
        if (refusals.isEmpty()) {
            return;
        }
        var todo =
                refusals.stream()
                        .map(r -> "  - " + r.problem() + amount(r) + "\n    → " + r.advice())
                        .collect(Collectors.joining("\n"));
        throw new MigrationRefused(
                "PRE-MIGRATION VALIDATION FAILED: "
                        + refusals.size()
                        + " of "
                        + lines.size()
                        + " checks refuse. Nothing was changed. What to do:\n"
                        + todo
                        + "\n  Then start again; DCS_BOOKS_MIGRATION_MODE=validate checks without"
                        + " changing anything.");
    }

    private static String amount(Finding.Refused refused) {
        if (refused.count() == 0) {
            return "";
        }
        var more = refused.count() > refused.rows().size() ? "; …" : "";
        return " (" + refused.count() + ": " + String.join("; ", refused.rows()) + more + ")";
    }
}
