package org.dreamlms.books.migration;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.dreamlms.books.EndedStart;
import org.dreamlms.books.Settings;
import org.dreamlms.books.db.DirectDatabase;
import org.dreamlms.books.db.OwnSchema;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jboss.logging.Logger;

/**
 * Migrates before anything else of ours starts, and before the HTTP port opens. When the database
 * cannot be migrated the start ends with exit code 1 and the reason.
 */
@ApplicationScoped
class MigrationAtBoot {

    /** The exit code of a dry run that found nothing against it and could not try everything. */
    private static final int NOT_PROVEN = 2;

    /** Earlier than every other observer of the start; only the demo data of dev mode is before. */
    static final int PRIORITY = 100;

    private static final Logger LOG = Logger.getLogger(MigrationAtBoot.class);

    private final Settings settings;
    private final MigrationStatus status;
    private final Instance<KnownBooks> dcs;
    private final MigrationDatabase database;
    private final Flyway flyway;
    private final Clock clock;
    private final MeterRegistry metrics;

    MigrationAtBoot(
            Settings settings,
            MigrationStatus status,
            MeterRegistry metrics,
            Instance<KnownBooks> dcs,
            DirectDatabase database,
            Instance<Flyway> flyway,
            Clock clock) {
        this.settings = settings;
        this.status = status;
        this.dcs = dcs;
        this.flyway = flyway.get();
        this.clock = clock;
        this.database = new MigrationDatabase(database);
        this.metrics = metrics;
    }

    void start(@Observes @Priority(PRIORITY) StartupEvent event) {
        if (settings.rehearsal()) {
            return;
        }
        try {
            useOwnSchema();
            var outcome =
                    new WaitForMigration(
                                    settings.migration(),
                                    clock,
                                    pause -> Thread.sleep(pause.toMillis()))
                            .until(() -> new Migrator(setup()).run());
            status.finished(outcome);
            tell(outcome);
            LOG.info(outcome.summary());
        } catch (MigrationRefused e) {
            if (LaunchMode.current() != LaunchMode.NORMAL) {
                throw e;
            }
            LOG.error(e.getMessage());
            LOG.debug("The cause", e);
            throw EndedStart.with(1);
        }
        if (settings.migration().mode() == Settings.Migration.Mode.VALIDATE) {
            throw EndedStart.with(status.unproven() ? NOT_PROVEN : 0);
        }
        if (settings.migration().then() == Settings.Migration.Then.END) {
            throw EndedStart.with(0);
        }
    }

    private void useOwnSchema() {
        try {
            OwnSchema.use(settings.schema());
        } catch (IllegalArgumentException e) {
            throw new MigrationRefused(e.getMessage(), e);
        }
    }

    /** A start that can't say this has ended: what counts is how the database was found. */
    private void tell(Outcome outcome) {
        Gauge.builder("dcs.books.migration.info", () -> 1)
                .description(
                        "How this start found the database: fresh, migrated, recognised, already")
                .tag("version", outcome.version().orElse("none"))
                .tag("outcome", outcome.found())
                .register(metrics);
    }

    private MigrationSetup setup() {
        return new MigrationSetup(
                database,
                settings.migration(),
                settings.backup(),
                dcs.isResolvable() ? Optional.of(dcs.get()) : Optional.empty(),
                this::flywayConfiguration,
                clock);
    }

    /**
     * Quarkus's own configuration knows the migrations in a native image, too. The Java migration
     * is left out of what it has found: it is handed over ready-made, since it needs its context.
     */
    private FluentConfiguration flywayConfiguration() {
        var found = flyway.getConfiguration().getJavaMigrationClassProvider();
        return Flyway.configure()
                .configuration(flyway.getConfiguration())
                .javaMigrationClassProvider(
                        () ->
                                found == null
                                        ? List.of()
                                        : found.getClasses().stream()
                                                .filter(c -> c != V2__BooksToDcsIds.class)
                                                .toList());
    }
}
