package org.dreamlms.books.migration;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.dreamlms.books.Settings;
import org.dreamlms.books.Settings.Migration.Mode;
import org.dreamlms.books.Settings.Migration.Strictness;
import org.flywaydb.core.Flyway;

/** A migration as a test wants it: everything at its default but what the test names. */
record TestSetup(
        MigrationDatabase database,
        Mode mode,
        Duration lockTimeout,
        Strictness unknownBooks,
        Settings.Backup.Mode backupMode,
        Path directory,
        Optional<String> programs,
        Optional<KnownBooks> dcs,
        Duration dryRunLimit)
        implements Settings.Migration {

    @Override
    public Settings.Migration.Then then() {
        return Settings.Migration.Then.SERVE;
    }

    static TestSetup of(TestDatabase database, Path directory) {
        return new TestSetup(
                database.direct(),
                Mode.MIGRATE,
                Duration.ofSeconds(15),
                Strictness.WARN,
                Settings.Backup.Mode.REQUIRED,
                directory,
                TestPrograms.DIRECTORY,
                Optional.empty(),
                Duration.ofMinutes(5));
    }

    TestSetup with(Mode other) {
        return new TestSetup(
                database,
                other,
                lockTimeout,
                unknownBooks,
                backupMode,
                directory,
                programs,
                dcs,
                dryRunLimit);
    }

    TestSetup with(Duration other) {
        return new TestSetup(
                database,
                mode,
                other,
                unknownBooks,
                backupMode,
                directory,
                programs,
                dcs,
                dryRunLimit);
    }

    TestSetup with(MigrationDatabase other) {
        return new TestSetup(
                other,
                mode,
                lockTimeout,
                unknownBooks,
                backupMode,
                directory,
                programs,
                dcs,
                dryRunLimit);
    }

    TestSetup with(Strictness strictness, KnownBooks answer) {
        return new TestSetup(
                database,
                mode,
                lockTimeout,
                strictness,
                backupMode,
                directory,
                programs,
                Optional.of(answer),
                dryRunLimit);
    }

    TestSetup with(Settings.Backup.Mode other) {
        return new TestSetup(
                database,
                mode,
                lockTimeout,
                unknownBooks,
                other,
                directory,
                programs,
                dcs,
                dryRunLimit);
    }

    TestSetup withPrograms(Path other) {
        return new TestSetup(
                database,
                mode,
                lockTimeout,
                unknownBooks,
                backupMode,
                directory,
                Optional.of(other.toString()),
                dcs,
                dryRunLimit);
    }

    TestSetup withDryRunLimit(Duration other) {
        return new TestSetup(
                database,
                mode,
                lockTimeout,
                unknownBooks,
                backupMode,
                directory,
                programs,
                dcs,
                other);
    }

    /** One start of the service, as far as the database is concerned. */
    Outcome start() {
        return new Migrator(setup()).run();
    }

    private MigrationSetup setup() {
        var backup =
                new Settings.Backup() {
                    @Override
                    public Mode mode() {
                        return backupMode;
                    }

                    @Override
                    public String directory() {
                        return directory.toString();
                    }

                    @Override
                    public Duration dryRunLimit() {
                        return dryRunLimit;
                    }

                    @Override
                    public Optional<String> programs() {
                        return programs;
                    }
                };
        return new MigrationSetup(
                database,
                this,
                backup,
                dcs,
                () -> Flyway.configure().locations("classpath:db/migration"),
                Clock.systemUTC());
    }

    @Override
    public Duration waitForOther() {
        return Duration.ofMinutes(2);
    }
}
