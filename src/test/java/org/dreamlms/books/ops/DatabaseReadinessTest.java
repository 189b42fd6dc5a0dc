package org.dreamlms.books.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.enterprise.inject.Instance;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Operators see in a metric that PostgreSQL is down, and in the health. */
class DatabaseReadinessTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private boolean there = true;

    private final DatabaseReadiness readiness =
            new DatabaseReadiness(one(Instance.class, "get", this::pool), meters);

    private interface Answer {
        Object get() throws SQLException;
    }

    /** Something of this type that can do but one thing. */
    @SuppressWarnings("unchecked")
    private static <T, R extends T> R one(Class<T> type, String method, Answer answer) {
        return (R)
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, called, arguments) ->
                                called.getName().equals(method) ? answer.get() : null);
    }

    private Object pool() {
        return one(AgroalDataSource.class, "getConnection", this::connection);
    }

    private Object connection() throws SQLException {
        if (!there) {
            throw new SQLException("down");
        }
        return one(Connection.class, "isValid", () -> true);
    }

    private double up() {
        return meters.get("dcs.books.database.up").gauge().value();
    }

    private Map<String, Object> details() {
        return readiness.call().getData().orElseThrow();
    }

    @Test
    void whatIsLookedAtIsTold() {
        assertThat(up()).isEqualTo(1);
        there = false;
        readiness.look();
        assertThat(up()).isZero();
        assertThat(details()).containsEntry("state", "degraded");
        there = true;
        assertThat(up()).as("nobody looks for a scrape").isZero();
        readiness.look();
        assertThat(up()).isEqualTo(1);
        assertThat(details()).containsEntry("state", "good");
    }
}
