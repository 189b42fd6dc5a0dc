package org.dreamlms.books.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.LogLines;
import org.dreamlms.books.ServiceTest;
import org.dreamlms.books.db.Sql;
import org.dreamlms.books.replica.Invalidation.Subject;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Who listens goes on listening, whatever happens. */
@ExpectedLog({"replica", "webhook.EventWorker"})
@QuarkusTest
class ReplicaListenerTest extends ServiceTest {

    /** No book of this number comes up in other tests. */
    private static final int BAD = 77_777_777;

    /** Fails as a broken observer does, on one book. */
    @ApplicationScoped
    static class BrokenObserver {

        void heed(@Observes Invalidation news) {
            if (news.subject() == Subject.BOOK && news.id() == BAD) {
                throw new NoClassDefFoundError("in an observer, on purpose");
            }
        }
    }

    @Inject ReplicaListener listener;
    @Inject AgroalDataSource database;

    private static void until(Callable<Boolean> condition) {
        Awaitility.await().until(condition);
    }

    private String text(String sql) throws SQLException {
        try (var connection = database.getConnection()) {
            return Sql.first(connection, row -> row.getString(1), sql).orElse(null);
        }
    }

    private double heard(String subject) {
        return counted("invalidations.received", "subject", subject);
    }

    private String session() throws SQLException {
        return text(
                "SELECT pid FROM pg_stat_activity WHERE application_name = 'dcs-books listener' AND"
                        + " datname = current_database()");
    }

    @Test
    void anErrorOfAnObserverDoesNotMakeThisReplicaDeaf() throws Exception {
        until(listener::connected);
        var before = session();
        var books = heard("book");
        text("SELECT pg_notify('" + ReplicaMessage.CHANNEL + "', 'book:" + BAD + "')");
        until(() -> heard("book") > books);
        var rights = heard("rights");
        text("SELECT pg_notify('" + ReplicaMessage.CHANNEL + "', 'rights:0')");
        until(() -> heard("rights") > rights);
        assertThat(session()).isEqualTo(before);
    }

    @Test
    void aLongOutageIsLivedThrough() throws Exception {
        until(listener::connected);
        var everything = heard("everything");
        try (var log = LogLines.of(ReplicaListener.class.getName())) {
            allowConnections(false);
            until(() -> listener.failures() >= 4);
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("still can't be heard"))
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .contains("not currently accepting connections")
                    .contains("(said once a minute");
            assertThat(listener.connected()).isFalse();
            assertThat(meters.get("invalidation.listener.connected").gauge().value()).isZero();
        } finally {
            allowConnections(true);
        }
        until(listener::connected);
        until(() -> heard("everything") > everything);
        assertThat(listener.failures()).isZero();
    }

    private void allowConnections(boolean allow) throws SQLException {
        var url =
                database.getConfiguration()
                        .connectionPoolConfiguration()
                        .connectionFactoryConfiguration()
                        .jdbcUrl();
        var name = url.replaceAll(".*/([^/?]+).*", "$1");
        var source = new PGSimpleDataSource();
        source.setUrl(url.replace("/" + name, "/template1"));
        source.setUser("postgres");
        source.setPassword("postgres");
        try (var connection = source.getConnection()) {
            Sql.run(connection, "ALTER DATABASE " + name + " ALLOW_CONNECTIONS " + allow);
            if (!allow) {
                Sql.run(
                        connection,
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                                + name
                                + "'");
            }
        }
        // Those in the pool are broken.
        database.flush(AgroalDataSource.FlushMode.ALL);
    }
}
