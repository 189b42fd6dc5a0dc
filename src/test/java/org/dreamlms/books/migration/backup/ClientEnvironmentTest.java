package org.dreamlms.books.migration.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Map;
import org.dreamlms.books.db.DirectDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A JDBC URL, as PostgreSQL's client programs want it. */
@Tag("migration")
class ClientEnvironmentTest {

    private static Map<String, String> of(String parameters) {
        var database = new DirectDatabase("jdbc:postgresql://db/lms" + parameters, "me", "secret");
        return ClientEnvironment.of(database.source("test"), "[fe80::1]", 5433);
    }

    @Test
    void anIpv6AddressHasNoBrackets() {
        assertEquals("fe80::1", of("").get("PGHOST"));
        assertEquals("5433", of("").get("PGPORT"));
    }

    @Test
    void sslIsAsStrictAsJdbcIs() {
        assertFalse(of("").containsKey("PGSSLMODE"));
        assertEquals("verify-full", of("?ssl=true").get("PGSSLMODE"));
        assertEquals("require", of("?ssl=true&sslmode=require").get("PGSSLMODE"));
        assertEquals("prefer", of("?sslmode=prefer").get("PGSSLMODE"));
        assertEquals("/ca.pem", of("?ssl=true&sslrootcert=/ca.pem").get("PGSSLROOTCERT"));
    }
}
