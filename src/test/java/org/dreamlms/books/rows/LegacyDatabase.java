package org.dreamlms.books.rows;

import java.util.List;
import java.util.Map;
import org.dreamlms.books.StandInDcsResource;

/**
 * The service on a live LMS's database, in a schema other than public, migrated as it starts. It
 * has what later revisions of the LMS add.
 */
public class LegacyDatabase extends FreshDatabase {

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(
                new TestResourceEntry(StandInDcsResource.class),
                new TestResourceEntry(
                        PostgresResource.class,
                        Map.of(
                                PostgresResource.LEGACY, "true",
                                PostgresResource.MORE, "rows/later-lms.sql")));
    }
}
