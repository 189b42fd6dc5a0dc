package org.dreamlms.books.rows;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.dreamlms.books.TestPostgres;

/** An empty database for a start of the service. */
public class PostgresResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of(
                "quarkus.datasource.jdbc.url", prepared(TestPostgres.create()),
                "quarkus.datasource.username", "postgres",
                "quarkus.datasource.password", "postgres");
    }

    /**
     * Makes of an empty database what the service is to find.
     *
     * @return its URL
     */
    protected String prepared(String database) {
        return TestPostgres.url(database);
    }

    @Override
    public void stop() {
        // The server ends with the process.
    }
}
