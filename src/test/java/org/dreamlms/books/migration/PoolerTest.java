package org.dreamlms.books.migration;

import static org.dreamlms.books.migration.Refusals.says;
import static org.dreamlms.books.migration.Refusals.untouched;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.dreamlms.books.Settings.Migration.Mode;
import org.dreamlms.books.db.Sql;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pooler in transaction mode gives each transaction whichever session is free. */
@Tag("migration")
class PoolerTest {

    @TempDir Path backups;

    private final TestDatabase database = TestServer.empty();

    @Test
    void sessionsOfOnesOwnAreFine() throws SQLException {
        try (var one = database.connect();
                var two = database.connect()) {
            Pooler.refuseIfShared(one, Pooler.session(one), two);
            assertTrue(two.getAutoCommit());
        }
    }

    @Test
    void aSharedSessionIsNoticed() throws SQLException {
        try (var one = database.connect()) {
            var pid = Pooler.session(one);
            refused(one, pid, one);
        }
    }

    @Test
    void aSessionThatChangesWithinTheLooksIsNoticed() throws SQLException {
        try (var one = database.connect();
                var two = database.connect();
                var other = database.connect()) {
            refused(eachThirdFrom(one, two), Pooler.session(one), other);
        }
    }

    @Test
    void aSessionThatIsNotTheOneWithTheLockIsNoticed() throws SQLException {
        try (var one = database.connect();
                var two = database.connect();
                var other = database.connect()) {
            refused(one, Pooler.session(two), other);
        }
    }

    @Test
    void strayPreparedStatementsAreExplained() {
        for (var state : new String[] {"42P05", "26000", "08P01"}) {
            assertTrue(Pooler.explains(new IllegalStateException(new SQLException("x", state))));
        }
        assertFalse(Pooler.explains(new SQLException("x", "42P01")));
    }

    /** With the dry run as with a start, and however the pooler chooses. */
    @ParameterizedTest
    @CsvSource({"VALIDATE, true", "VALIDATE, false", "MIGRATE, true", "MIGRATE, false"})
    void behindOneInTransactionModeNothingIsBegun(Mode mode, boolean inTurn) throws IOException {
        var legacy = TestServer.legacy().run(LegacyRows.FIFTEEN_BOOKS);
        try (var pooler = TransactionPooler.start(inTurn)) {
            var setup = TestSetup.of(legacy, backups).with(pooler.to(legacy).direct()).with(mode);
            says(untouched(legacy, setup), "connection pooler", "DCS_BOOKS_DIRECT_JDBC_URL");
        }
    }

    @Test
    void nothingStaysInASessionThatOutlivesItsConnection() throws SQLException {
        try (var watcher = database.connect()) {
            var guard = MigrationGuard.acquire(database.direct(), Duration.ofSeconds(1));
            assertEquals(1, locks(watcher));
            guard.close();
        }
        try (var session = database.direct().open()) {
            assertEquals("off", Sql.text(session, "SHOW row_security").orElseThrow());
            MigrationDatabase.reset(session);
            assertEquals("on", Sql.text(session, "SHOW row_security").orElseThrow());
        }
    }

    @Test
    void nothingStaysOfALookEither() {
        var legacy = TestServer.legacy().run(LegacyRows.FIFTEEN_BOOKS);
        leavesNothing(legacy, Mode.VALIDATE);
        assertThrows(MigrationRefused.class, () -> leavesNothing(legacy, Mode.OFF));
        assertLastIsReset();
        TestSetup.of(legacy, backups).start();
        leavesNothing(legacy, Mode.OFF);
        assertThrows(MigrationRefused.class, () -> leavesNothing(legacy, Mode.UNDO));
        assertLastIsReset();
    }

    private void leavesNothing(TestDatabase looked, Mode mode) {
        TestSetup.of(looked, backups).with(SentSettings.to(looked)).with(mode).start();
        assertLastIsReset();
    }

    /** Flyway's own sessions are others. */
    private static void assertLastIsReset() {
        var ours =
                SentSettings.bySession().stream()
                        .filter(sent -> sent.contains("SET SESSION statement_timeout = 0"))
                        .toList();
        assertFalse(ours.isEmpty());
        for (var sent : ours) {
            assertEquals("RESET ALL", sent.get(sent.size() - 1), () -> "sent: " + sent);
        }
    }

    private static long locks(Connection watcher) throws SQLException {
        return Sql.number(
                watcher,
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT"
                        + " oid FROM pg_database WHERE datname = current_database())");
    }

    private static void refused(Connection connection, long before, Connection other) {
        var refused =
                assertThrows(
                        MigrationRefused.class,
                        () -> Pooler.refuseIfShared(connection, before, other));
        says(refused.getMessage(), "connection pooler", "DCS_BOOKS_DIRECT_JDBC_URL");
    }

    private static Connection eachThirdFrom(Connection one, Connection two) {
        var count = new AtomicInteger();
        return (Connection)
                Proxy.newProxyInstance(
                        PoolerTest.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> {
                            try {
                                return method.invoke(
                                        count.getAndIncrement() % 3 == 2 ? two : one, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }
}
