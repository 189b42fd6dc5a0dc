package org.dreamlms.books.migration;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.dreamlms.books.Settings;
import org.jboss.logging.Logger;

/**
 * Looks again and again at a database that others take care of (mode off), instead of ending the
 * process: while it cannot be reached, and, where the process only waits for the migration (then
 * end), while it is not migrated. A service that finds it not migrated is refused at once.
 */
final class WaitForMigration {

    static final Duration PAUSE = Duration.ofSeconds(3);

    private static final Logger LOG = Logger.getLogger(WaitForMigration.class);

    /** Lets time pass. */
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    private final Settings.Migration settings;
    private final Clock clock;
    private final Pause pause;

    WaitForMigration(Settings.Migration settings, Clock clock, Pause pause) {
        this.settings = settings;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Looks until the database is migrated.
     *
     * @param look what {@link Migrator#run()} does
     * @throws MigrationRefused when waiting does not help, or has not for {@code wait-for-other}
     */
    Outcome until(Supplier<Outcome> look) {
        var deadline = clock.instant().plus(settings.waitForOther());
        var told = "";
        while (true) {
            try {
                return look.get();
            } catch (MigrationRefused e) {
                if (!helpsAgainst(e) || !clock.instant().isBefore(deadline)) {
                    throw e;
                }
                if (!told.equals(e.getMessage())) {
                    told = e.getMessage();
                    LOG.infof(
                            "Waiting for the database, for %d s at the most: %s",
                            settings.waitForOther().toSeconds(), told);
                }
            }
            try {
                pause.of(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new MigrationRefused("Stopped while waiting for the database", e);
            }
            StopRequest.refuseIfMade();
        }
    }

    private boolean helpsAgainst(MigrationRefused refused) {
        if (settings.mode() != Settings.Migration.Mode.OFF) {
            return false;
        }
        return refused instanceof NotMigrated
                ? settings.then() == Settings.Migration.Then.END
                : isAway(refused.getCause());
    }

    /** No connection, none to spare, a server that starts or stops, or no answer in time. */
    private static boolean isAway(Throwable cause) {
        if (!(cause instanceof SQLException failed)
                || failed.getSQLState() == null
                || Pooler.explains(failed)) {
            return false;
        }
        var state = failed.getSQLState();
        return state.startsWith("08") || state.startsWith("57") || state.startsWith("53");
    }
}
