package org.dreamlms.books.activity.imports;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.dreamlms.books.Settings;
import org.dreamlms.books.db.LockWaits;
import org.dreamlms.books.db.Sql;

/** Writes what an import found, in one transaction. Blocks: for worker threads only. */
@ApplicationScoped
class ActivityWrites {

    private static final long LOCK_MILLIS = 5_000;

    /** Rows that a later transaction has written than the last import of their book. */
    private static final String WRITTEN_BY_OTHERS =
            """
            SELECT EXISTS (
                SELECT
                FROM activities a
                JOIN dcs_books.activity_imports i ON i.dcs_book_id = a.dcs_book_id
                WHERE a.dcs_book_id = ?
                AND age(a.xmin) < age(i.xmin))
            """;

    private final Instance<AgroalDataSource> database;
    private final ObjectMapper mapper;
    private final Clock clock;
    private final Event<ChangedByOthers> observers;
    private final Set<String> types;

    ActivityWrites(
            Instance<AgroalDataSource> database,
            ObjectMapper mapper,
            Clock clock,
            Event<ChangedByOthers> observers,
            Settings settings) {
        this.observers = observers;
        this.database = database;
        this.mapper = mapper;
        this.clock = clock;
        this.types = settings.activityImport().types();
    }

    /** The time by the one clock that all replicas share. */
    @Transactional(rollbackOn = Exception.class)
    OffsetDateTime now() throws SQLException {
        try (var connection = database.get().getConnection()) {
            return Sql.first(
                            connection,
                            row -> row.getObject(1, OffsetDateTime.class),
                            "SELECT clock_timestamp()")
                    .orElseThrow();
        }
    }

    /** Whether an import of this book has ever ended here, with rows or without. */
    @Transactional(rollbackOn = Exception.class)
    boolean everImported(int bookId) throws SQLException {
        try (var connection = database.get().getConnection()) {
            return Sql.first(
                            connection,
                            row -> row.getInt(1),
                            "SELECT 1 FROM dcs_books.activity_imports WHERE dcs_book_id = ?",
                            bookId)
                    .isPresent();
        }
    }

    /**
     * Makes the book's rows say what config.json says. Another import of this book waits.
     *
     * @param all every activity of config.json
     * @param complete whether that is really all; nothing is deleted else
     * @param askedAt when DCS was asked for it, by {@link #now}
     * @param patience how long others who import the book or lock its rows are waited for, 5 s at
     *     the most
     * @return empty when a later answer of DCS has been imported already; nothing is changed then
     */
    @Transactional(rollbackOn = Exception.class)
    Optional<ImportReport> write(
            int bookId,
            List<WantedActivity> all,
            boolean complete,
            OffsetDateTime askedAt,
            Duration patience)
            throws SQLException {
        try (var connection = database.get().getConnection()) {
            Sql.run(connection, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
            var millis = Math.max(1, Math.min(LOCK_MILLIS, patience.toMillis()));
            LockWaits.limit(connection, Duration.ofMillis(millis));
            if (isWrittenByOthers(connection, bookId)) {
                observers.fire(new ChangedByOthers(bookId));
            }
            return isLatest(connection, bookId, askedAt)
                    ? Optional.of(write(connection, bookId, all, complete))
                    : Optional.empty();
        }
    }

    /** The LMS's handler of DCS's events deletes a book's activities, and makes new ones. */
    static boolean isWrittenByOthers(Connection connection, int bookId) throws SQLException {
        return Sql.yes(connection, WRITTEN_BY_OTHERS, bookId);
    }

    /** The row of the book is locked from here to the end of the transaction. */
    private static boolean isLatest(Connection connection, int bookId, OffsetDateTime askedAt)
            throws SQLException {
        return Sql.update(
                        connection,
                        """
                        INSERT INTO dcs_books.activity_imports AS a (dcs_book_id, asked_at)
                        VALUES (?, ?)
                        ON CONFLICT (dcs_book_id) DO UPDATE SET asked_at = excluded.asked_at
                        WHERE a.asked_at <= excluded.asked_at
                        """,
                        bookId,
                        askedAt)
                == 1;
    }

    private ImportReport write(
            Connection connection, int bookId, List<WantedActivity> all, boolean complete)
            throws SQLException {
        var table = new ActivityTable(connection, bookId, mapper);
        var known = table.knownTypes();
        var playable = all.stream().filter(a -> types.contains(a.place().type())).toList();
        var wanted = playable.stream().filter(a -> known.contains(a.place().type())).toList();
        var unknown =
                playable.stream()
                        .map(a -> a.place().type())
                        .filter(type -> !known.contains(type))
                        .collect(Collectors.toCollection(TreeSet::new));
        var matching = new ActivityMatching(table.rows(types), wanted);
        var changed =
                matching.matches().stream()
                        .filter(match -> !match.row().says(match.wanted()))
                        .toList();
        var now =
                LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                        .truncatedTo(ChronoUnit.MICROS);
        table.update(changed, now);
        table.insert(matching.created(), now);
        var kept =
                complete
                        ? deleteUnused(connection, table, matching.vanished())
                        : matching.vanished();
        return new ImportReport(
                bookId,
                matching.created().size(),
                changed.size(),
                matching.matches().size() - changed.size(),
                matching.vanished().size() - kept.size(),
                kept.stream().map(ImportReport.Kept::of).toList(),
                matching.ambiguous().stream().map(ImportReport.Ambiguous::of).toList(),
                List.copyOf(unknown));
    }

    /** Deletes those that nothing refers to, and returns the others. */
    private static List<StoredActivity> deleteUnused(
            Connection connection, ActivityTable table, List<StoredActivity> vanished)
            throws SQLException {
        if (vanished.isEmpty()) {
            return List.of();
        }
        var ids = vanished.stream().map(StoredActivity::id).collect(Collectors.toSet());
        Set<UUID> used = ActivityReferences.lockAndFind(connection, ids);
        ids.removeAll(used);
        table.delete(ids);
        return vanished.stream().filter(row -> used.contains(row.id())).toList();
    }
}
