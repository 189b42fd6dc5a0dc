package org.dreamlms.books.migration;

import java.util.ArrayList;
import java.util.List;
import org.dreamlms.books.Settings;
import org.dreamlms.books.Settings.Migration.Mode;
import org.dreamlms.books.migration.check.Check;
import org.dreamlms.books.migration.check.CodeChecks;
import org.dreamlms.books.migration.check.ConvertedChecks;
import org.dreamlms.books.migration.check.DependencyChecks;
import org.dreamlms.books.migration.check.ExpressionChecks;
import org.dreamlms.books.migration.check.IndexTrial;
import org.dreamlms.books.migration.check.KnownBooksCheck;
import org.dreamlms.books.migration.check.Preflight;
import org.dreamlms.books.migration.check.RowChecks;
import org.dreamlms.books.migration.check.SchemaChecks;

/** Which checks each state of a database asks for. */
final class Preflights {

    private final Settings.Migration settings;
    private final Preflight forChange;
    private final Preflight forRepair;
    private final List<Check> dumpTrials = new ArrayList<>();

    Preflights(MigrationSetup setup) {
        this.settings = setup.migration();
        var checks = new ArrayList<>(RowChecks.all());
        checks.addAll(DependencyChecks.all());
        checks.add(CodeChecks.triggers());
        checks.add(CodeChecks.functions());
        checks.add(ExpressionChecks.values());
        checks.add(ExpressionChecks.publications());
        checks.add(IndexTrial.check());
        checks.addAll(SchemaChecks.forChange());
        checks.add(Alembic.isJustBefore());
        if (setup.backup().mode() == Settings.Backup.Mode.REQUIRED) {
            var dump = setup.newBackupCheck();
            checks.addAll(dump.all());
            if (settings.mode() == Mode.VALIDATE) {
                dumpTrials.addAll(dump.trials());
            }
        }
        checks.add(Statistics.check());
        checks.add(new KnownBooksCheck(setup.dcs(), settings.unknownBooks()).check());
        this.forChange = new Preflight(checks, settings.lockTimeout());
        var repairs = new ArrayList<>(ConvertedChecks.all());
        repairs.addAll(SchemaChecks.forRepair());
        this.forRepair = new Preflight(repairs, settings.lockTimeout());
    }

    /** Of a live LMS database. */
    Preflight forChange() {
        return forChange;
    }

    /** Of a database that the older migration has converted. */
    Preflight forRepair() {
        return forRepair;
    }

    /**
     * Of a database in this state.
     *
     * @param misplaced tables of our own that are among the LMS's
     */
    Preflight of(DatabaseState state, List<String> misplaced) {
        if (state instanceof DatabaseState.Legacy) {
            return forChange;
        }
        return state instanceof DatabaseState.Converted
                ? forRepair
                : new Preflight(
                        misplaced.isEmpty()
                                ? List.of()
                                : List.of(SchemaChecks.rightToMove(misplaced)),
                        settings.lockTimeout());
    }

    /** What a dry run tries besides, where a start would take a backup. */
    List<Check> dumpTrials(DatabaseState state) {
        return state instanceof DatabaseState.Legacy ? dumpTrials : List.of();
    }
}
