package org.dreamlms.books.file;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** One transfer at a time, and far less patience than it takes to read what the tests read. */
public final class Impatient implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.http.idle-timeout", "2S",
                "dcs-books.files.max-transfers", "1",
                "dcs-books.files.idle-timeout", "2S",
                "dcs-books.files.stalled-timeout", "1S");
    }
}
