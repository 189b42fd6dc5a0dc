package org.dreamlms.books.migration;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.dreamlms.books.Settings;
import org.dreamlms.books.migration.backup.Backup;
import org.dreamlms.books.migration.backup.BackupCheck;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * All that a migration is made of.
 *
 * @param database the way to PostgreSQL
 * @param migration how to migrate
 * @param backup how to back up
 * @param dcs asks DCS about ids; empty: nobody can
 * @param flyway a new Flyway configuration that knows where the migrations are
 * @param clock names the backup and dates the report
 */
record MigrationSetup(
        MigrationDatabase database,
        Settings.Migration migration,
        Settings.Backup backup,
        Optional<KnownBooks> dcs,
        Supplier<FluentConfiguration> flyway,
        Clock clock) {

    Backup newBackup() {
        return new Backup(database, backup, migration.lockTimeout(), clock);
    }

    BackupCheck newBackupCheck() {
        return new BackupCheck(database, backup);
    }
}
