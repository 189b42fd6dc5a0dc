package org.dreamlms.books.db;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.dreamlms.books.Settings;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PgConnection;

/**
 * The way to PostgreSQL past the pool and any pooler: for what belongs to one session, such as
 * LISTEN and a session's locks.
 */
@ApplicationScoped
public class DirectDatabase {

    private static final int CONNECT_SECONDS = 5;

    private final Instance<AgroalDataSource> pool;
    private final Optional<String> directUrl;
    private final Optional<String> user;
    private final Optional<String> password;

    DirectDatabase(
            Instance<AgroalDataSource> pool,
            Settings settings,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        this.pool = pool;
        this.directUrl = settings.directJdbcUrl();
        this.user = user;
        this.password = password;
    }

    /**
     * Opens a connection, which the caller closes.
     *
     * @param name what the session is called in pg_stat_activity
     * @throws SQLException when the database can't be reached
     */
    public PgConnection open(String name) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setUrl(directUrl.orElseGet(this::urlOfPool));
        user.ifPresent(source::setUser);
        password.ifPresent(source::setPassword);
        source.setApplicationName(name);
        source.setTcpKeepAlive(true);
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setLoginTimeout(2 * CONNECT_SECONDS);
        // Silence is normal; whether the server is still there is asked in between.
        source.setSocketTimeout(0);
        return source.getConnection().unwrap(PgConnection.class);
    }

    /** A connection of the pool, with another session. */
    public Connection fromPool() throws SQLException {
        return pool.get().getConnection();
    }

    private String urlOfPool() {
        return pool.get()
                .getConfiguration()
                .connectionPoolConfiguration()
                .connectionFactoryConfiguration()
                .jdbcUrl();
    }
}
