package org.dreamlms.books.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.dreamlms.books.Settings;

/** Checks that a backup can be taken: programs, their version, the directory, the space. */
final class BackupCheck {

    private final Path directory;
    private final ClientProgram dump;
    private final ClientProgram restore;

    BackupCheck(Settings.Backup settings) {
        this.directory = Path.of(settings.directory()).toAbsolutePath().normalize();
        this.dump = new ClientProgram("pg_dump", settings.programs());
        this.restore = new ClientProgram("pg_restore", settings.programs());
    }

    Check check() {
        return new Check("that a backup can be taken", this::look);
    }

    private Finding look(Connection connection) throws SQLException {
        try {
            var server =
                    Sql.number(connection, "SELECT current_setting('server_version_num')::int");
            var client = Math.min(dump.majorVersion(), restore.majorVersion());
            if (client < server / 10_000) {
                return Finding.refused(
                        "pg_dump or pg_restore "
                                + client
                                + " is too old for PostgreSQL "
                                + server / 10_000,
                        List.of(),
                        "install client programs of the server's version or newer");
            }
            return space(connection);
        } catch (MigrationRefused refused) {
            return Finding.refused(refused.getMessage(), List.of(), "see there");
        } catch (IOException refused) {
            return Finding.refused(
                    "the backup directory " + directory + " cannot be written: " + refused,
                    List.of(),
                    "set DCS_BOOKS_BACKUP_DIRECTORY to a directory on a lasting volume that the"
                            + " service may write");
        }
    }

    private Finding space(Connection connection) throws SQLException, IOException {
        Files.createDirectories(directory);
        Files.delete(Files.createTempFile(directory, ".writable", ""));
        var needed =
                Sql.number(
                        connection,
                        "SELECT coalesce(sum(pg_table_size(oid)), 0)::bigint FROM pg_class WHERE"
                                + " relkind = 'r' AND relnamespace NOT IN ('pg_catalog'::regnamespace,"
                                + " 'information_schema'::regnamespace)");
        var copies = DiskSpace.ofCopies(connection);
        var free = Files.getFileStore(directory).getUsableSpace();
        var server = DiskSpace.ofServer(connection);
        var shared = server.isPresent() && server.get().equals(Files.getFileStore(directory));
        if (free < needed + (shared ? copies : 0)) {
            return Finding.refused(
                    "not enough space: " + directory + " has " + DiskSpace.text(free) + " free",
                    List.of(),
                    "make room for " + DiskSpace.text(needed + (shared ? copies : 0)));
        }
        if (server.isPresent() && server.get().getUsableSpace() < copies) {
            return Finding.refused(
                    "not enough space for PostgreSQL's copies of the tables",
                    List.of(),
                    "make room for " + DiskSpace.text(copies) + " where PostgreSQL keeps its data");
        }
        return Finding.passed(
                directory
                        + " has "
                        + DiskSpace.text(free)
                        + " free, the dump needs at most "
                        + DiskSpace.text(needed)
                        + "; PostgreSQL itself needs "
                        + DiskSpace.text(copies)
                        + (server.isPresent() ? ", which it has" : ", which cannot be seen here"));
    }
}
