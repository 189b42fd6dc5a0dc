package org.dreamlms.books.rows;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/**
 * The service on a live LMS's database, in a schema other than public, migrated as it starts. It
 * has what later revisions of the LMS add; the service is below a public path, and has a public
 * URL.
 */
public class LmsDatabase implements QuarkusTestProfile {

    /** Where the LMS's clients and DCS find the service. */
    public static final String PUBLIC_URL = "https://lms.example.org/api/v1/webhooks/dream-storage";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "dcs-books.backup.mode", "skip",
                "dcs-books.public-path", "/api/v1",
                "dcs-books.webhook.public-url", PUBLIC_URL);
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(
                new TestResourceEntry(
                        LmsDatabaseResource.class,
                        Map.of(LmsDatabaseResource.MORE, "rows/later-lms.sql")));
    }
}
