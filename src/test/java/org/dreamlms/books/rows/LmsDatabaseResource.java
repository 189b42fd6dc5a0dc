package org.dreamlms.books.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.dreamlms.books.TestPostgres;

/** A live LMS's tables and rows, in a schema other than public. */
public final class LmsDatabaseResource extends PostgresResource {

    /** Argument: a resource with more rows for that LMS; none by default. */
    static final String MORE = "more";

    private static final String SCHEMA = "lms";

    private String more;

    @Override
    public void init(Map<String, String> arguments) {
        more = arguments.get(MORE);
    }

    /** After the empty one, whose URL this one replaces. */
    @Override
    public int order() {
        return 1;
    }

    @Override
    protected String prepared(String database) {
        TestPostgres.run(TestPostgres.url(database), "CREATE SCHEMA " + SCHEMA);
        var url = TestPostgres.url(database) + "?currentSchema=" + SCHEMA;
        TestPostgres.run(url, text("db/migration/V1__legacy_schema.sql"));
        TestPostgres.run(url, text("rows/legacy-lms.sql"));
        if (more != null) {
            TestPostgres.run(url, text(more));
        }
        return url;
    }

    private static String text(String resource) {
        try (var in = PostgresResource.class.getClassLoader().getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
