package org.dreamlms.books.migration.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dreamlms.books.Settings;
import org.dreamlms.books.migration.LockedState;
import org.dreamlms.books.migration.MigrationDatabase;
import org.dreamlms.books.migration.MigrationRefused;
import org.jboss.logging.Logger;

/** Takes and proves the backup of the whole database: the only way back from the migration. */
public final class Backup {

    /** A backup that has been read from end to end. */
    public record Proven(Path file, long bytes, String sha256, String program) {}

    private static final Logger LOG = Logger.getLogger(Backup.class);

    private final MigrationDatabase database;
    private final Path directory;
    private final ClientProgram dump;
    private final ClientProgram restore;
    private final Duration lockTimeout;
    private final Clock clock;

    public Backup(
            MigrationDatabase database,
            Settings.Backup settings,
            Duration lockTimeout,
            Clock clock) {
        this.database = database;
        this.directory = Path.of(settings.directory()).toAbsolutePath().normalize();
        this.dump = new ClientProgram("pg_dump", settings.programs());
        this.restore = new ClientProgram("pg_restore", settings.programs());
        this.lockTimeout = lockTimeout;
        this.clock = clock;
    }

    /**
     * Dumps the whole database, reads the dump from end to end, and names it for good.
     *
     * @throws MigrationRefused when that fails, with the reason; no file is left behind
     * @throws SQLException when the database does not even say its name
     */
    public Proven take(Connection connection, LockedState state) throws SQLException {
        var file = BackupNames.of(connection).finished(directory, clock.instant());
        var partial = BackupNames.partial(file);
        try {
            Files.createDirectories(directory);
            Files.createFile(
                    partial,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            dump(partial, ClientEnvironment.of(database.source(), connection), state);
            prove(partial, state);
            var sha256 = sha256(partial);
            Files.move(partial, file);
            sync(directory);
            var proven = new Proven(file, Files.size(file), sha256, dump.version());
            LOG.infof(
                    "Backup %s: %s, SHA-256 %s, read from end to end",
                    file, DiskSpace.text(proven.bytes()), sha256);
            return proven;
        } catch (IOException | SQLException e) {
            discard(partial);
            throw new MigrationRefused("No backup, so no migration: " + e, e);
        } catch (MigrationRefused e) {
            discard(partial);
            throw e;
        }
    }

    /**
     * Deletes what dumps of this database that were killed have left in the directory, before
     * restarts fill it. Only for those who hold the migration's lock: nobody else is dumping it
     * then.
     */
    public void discardLeftovers(Connection connection) throws SQLException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        var names = BackupNames.of(connection);
        try (var files = Files.newDirectoryStream(directory, names::isPartial)) {
            for (var file : files) {
                LOG.infof("%s is what a killed dump has left; it is deleted", file);
                discard(file);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warnf(
                    "%s can't be searched for what killed dumps have left: %s",
                    directory, e.getMessage());
        }
    }

    private void dump(Path file, Map<String, String> environment, LockedState state) {
        var result =
                dump.run(
                        List.of(
                                "--format=custom",
                                // Level 1: rows cannot be written meanwhile, so time is worth
                                // more than the last tenth of the size.
                                "--compress=1",
                                "--no-password",
                                "--snapshot=" + state.snapshot(),
                                "--lock-wait-timeout=" + lockTimeout.toMillis(),
                                "--file=" + file),
                        environment);
        if (result.exitCode() != 0) {
            throw new MigrationRefused(
                    "No backup, so no migration: pg_dump failed: " + result.reason());
        }
    }

    /** Reads it from end to end, and counts what is in it. */
    private void prove(Path file, LockedState state) {
        var found = new CopyRows();
        var result =
                restore.run(
                        // Without the schema, whose functions may contain anything.
                        List.of("--data-only", "--file=-", file.toString()), Map.of(), found);
        if (result.exitCode() != 0) {
            throw new MigrationRefused(
                    "No backup, so no migration: pg_restore cannot read what pg_dump wrote: "
                            + result.reason());
        }
        state.rows()
                .forEach(
                        (table, rows) -> {
                            var dumped = found.rows().get(table);
                            if (!rows.equals(dumped)) {
                                throw new MigrationRefused(
                                        "No backup, so no migration: the dump has "
                                                + (dumped == null ? "no data" : dumped + " rows")
                                                + " of "
                                                + table
                                                + ", the database has "
                                                + rows
                                                + " rows");
                            }
                        });
    }

    /** Its new name must outlive a crash of the machine, as the change will. */
    private static void sync(Path directory) {
        try (var channel = FileChannel.open(directory)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.debugf(e, "%s cannot be synchronised", directory);
        }
    }

    private static String sha256(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deletes a backup of a database that was then not changed: restarts would fill the volume. */
    public static void discard(Optional<Proven> backup) {
        backup.ifPresent(
                proven -> {
                    LOG.infof("Nothing was changed, so backup %s is deleted", proven.file());
                    discard(proven.file());
                });
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warnf("%s could not be deleted: %s", file, e.getMessage());
        }
    }
}
