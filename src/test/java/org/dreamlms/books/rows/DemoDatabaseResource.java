package org.dreamlms.books.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.dreamlms.books.TestPostgres;

/** The database that dev mode begins with. */
public final class DemoDatabaseResource extends PostgresResource {

    @Override
    protected String prepared(String database) {
        var url = TestPostgres.url(database);
        TestPostgres.run(url, text("db/migration/V1__legacy_schema.sql"));
        TestPostgres.run(url, text("standin/demo-legacy.sql"));
        TestPostgres.run(url, text("standin/demo-class.sql"));
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
