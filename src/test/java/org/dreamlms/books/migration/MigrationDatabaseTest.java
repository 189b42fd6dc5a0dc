package org.dreamlms.books.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.dreamlms.books.ExpectedLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("migration")
class MigrationDatabaseTest {

    /** Flyway looks for passwords in it, for as long as the square of its length. */
    @Test
    void aConnectionCallsItselfByWhatTheUrlSays() throws SQLException {
        var url = TestServer.empty().url();
        var parameters = "connectTimeout=7&unknown=ignored&options=-c%20search_path%3Dpg_catalog";
        url += (url.contains("?") ? "&" : "?") + parameters;
        try (var connection = TestDatabase.direct(url, "postgres", null).source().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW search_path")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("pg_catalog");
            assertThat(connection.getMetaData().getURL())
                    .contains("connectTimeout=7", "ApplicationName=dcs-books")
                    .hasSizeLessThan(300);
        }
    }

    @ExpectedLog(possible = "org.postgresql.Driver")
    @Test
    void whatTheDriverCanNotReadIsRefused() {
        for (var url : new String[] {"jdbc:mysql://db/lms", "jdbc:postgresql://db", ""}) {
            assertThatThrownBy(() -> TestDatabase.direct(url, null, null).source())
                    .isInstanceOf(MigrationRefused.class)
                    .hasMessageContaining("must begin with jdbc:postgresql:");
        }
    }
}
