package org.dreamlms.books.rows;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL whose URL says no more than an operator's would: the one that comes by itself in
 * development lets the server guess the type of every text, and so hides missing casts.
 */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {

    /** Argument: a live LMS's tables and rows, in a schema other than public. */
    static final String LEGACY = "legacy";

    /** Argument: a resource with more rows for that LMS; none by default. */
    static final String MORE = "more";

    private static final String SCHEMA = "lms";

    private EmbeddedPostgres server;
    private boolean legacy;
    private String more;

    @Override
    public void init(Map<String, String> arguments) {
        legacy = Boolean.parseBoolean(arguments.get(LEGACY));
        more = arguments.get(MORE);
    }

    @Override
    public Map<String, String> start() {
        try {
            server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var url = "jdbc:postgresql://localhost:%d/postgres".formatted(server.getPort());
        if (legacy) {
            run(url, "CREATE SCHEMA " + SCHEMA);
            url += "?currentSchema=" + SCHEMA;
            run(url, text("db/migration/V1__legacy_schema.sql"));
            run(url, text("rows/legacy-lms.sql"));
            if (more != null) {
                run(url, text(more));
            }
        }
        return Map.of(
                "quarkus.datasource.jdbc.url",
                url,
                "quarkus.datasource.username",
                "postgres",
                "quarkus.datasource.password",
                "postgres");
    }

    @Override
    public void stop() {
        try {
            if (server != null) {
                server.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(String url, String sql) {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser("postgres");
        source.setPassword("postgres");
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String resource) {
        try (var in = PostgresResource.class.getClassLoader().getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
