package org.dreamlms.books;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

/** The old LMS's tables, with a book and what refers to it. */
final class LegacyLms {

    private LegacyLms() {}

    /** Creates them in an empty database. */
    static void fill(EmbeddedPostgres postgres) throws IOException, SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (var sql : List.of("db/migration/V1__legacy_schema.sql", "rows/legacy-lms.sql")) {
                try (var in = LegacyLms.class.getClassLoader().getResourceAsStream(sql)) {
                    statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
    }
}
