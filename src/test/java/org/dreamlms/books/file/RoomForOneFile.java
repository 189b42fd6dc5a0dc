package org.dreamlms.books.file;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * One file at a time, longer a wait for it than DCS may take for an answer, and patience with those
 * that nobody reads.
 */
public final class RoomForOneFile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "dcs-books.files.max-transfers", "1",
                "dcs-books.files.idle-timeout", "5M",
                "dcs-books.files.stalled-timeout", "5M",
                "dcs-books.dcs.call-limit", "6S");
    }
}
