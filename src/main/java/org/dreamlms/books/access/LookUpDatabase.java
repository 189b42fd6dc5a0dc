package org.dreamlms.books.access;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalConnectionPoolConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.transaction.TransactionIntegration;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A few connections to the database for looking up callers alone, set up like those of the rows.
 * Requests of callers can hold all of the others, and nobody could enter any more.
 */
@Startup // its counter is there before the first look-up
@ApplicationScoped
class LookUpDatabase {

    private static final int CONNECTIONS = 4;

    private final Instance<AgroalDataSource> rows;
    private final Counter lookUps;
    private AgroalDataSource own;

    LookUpDatabase(Instance<AgroalDataSource> rows, MeterRegistry registry) {
        this.rows = rows;
        this.lookUps =
                Counter.builder("dcs.books.caller.lookups")
                        .description("Look-ups of callers and of their rights in the database")
                        .register(registry);
    }

    /**
     * A connection, which the caller closes. Each statement is a transaction of its own.
     *
     * @throws SQLException when the database can't be reached
     */
    Connection connection() throws SQLException {
        lookUps.increment();
        return pool().getConnection();
    }

    private synchronized AgroalDataSource pool() throws SQLException {
        if (own == null) {
            var like = rows.get().getConfiguration();
            var pool =
                    new AgroalConnectionPoolConfigurationSupplier(
                                    like.connectionPoolConfiguration())
                            .transactionIntegration(TransactionIntegration.none())
                            // They are few: one that has died must not refuse a caller.
                            .connectionValidator(ConnectionValidator.defaultValidator())
                            .validateOnBorrow(true)
                            .initialSize(0)
                            .minSize(0)
                            .maxSize(CONNECTIONS);
            own =
                    AgroalDataSource.from(
                            new AgroalDataSourceConfigurationSupplier()
                                    .connectionPoolConfiguration(pool));
        }
        return own;
    }

    @PreDestroy
    synchronized void close() {
        if (own != null) {
            own.close();
        }
    }
}
