package org.dreamlms.books.db;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.dreamlms.books.Settings;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes the one {@link DirectDatabase}: with its own URL where one is set, else with the pool's.
 */
class DirectDatabaseProducer {

    @Produces
    @Singleton
    DirectDatabase direct(
            AgroalDataSource pool,
            Settings settings,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        return new DirectDatabase(
                settings.directJdbcUrl().orElseGet(() -> url(pool)),
                user.orElse(null),
                password.orElse(null));
    }

    private static String url(AgroalDataSource pool) {
        return pool.getConfiguration()
                .connectionPoolConfiguration()
                .connectionFactoryConfiguration()
                .jdbcUrl();
    }
}
