package org.dreamlms.books.rows;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import org.dreamlms.books.StandInDcsResource;

/** The service on the tables that its own migration makes in an empty database. */
public class FreshDatabase implements QuarkusTestProfile {

    static final String SECRET_KEY = "a-secret-key-of-the-lms-for-tests-only";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "dcs-books.access.secret-key", SECRET_KEY,
                "dcs-books.reference-audit.cron", "off",
                "dcs-books.dcs.breaker-pause", "100MS",
                "dcs-books.backup.mode", "skip",
                "dcs-books.public-path", "/api/v1",
                "quarkus.hibernate-orm.statistics", "true");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(
                new TestResourceEntry(StandInDcsResource.class),
                new TestResourceEntry(
                        PostgresResource.class, Map.of(PostgresResource.LEGACY, "false")));
    }
}
