package org.dreamlms.books.standin;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * What dev mode sets unless somebody else does: ports that are free, so that several can run side
 * by side, and no backup of its own database, which is a demo. Every other source of settings wins
 * over this one. Other profiles have nothing of it.
 */
public final class DevSettings implements ConfigSourceFactory {

    /** The port of the stand-in for DCS. */
    static final String STAND_IN_PORT = "stand-in.port";

    /** Whether the database is dev mode's own, which has the demo in it. */
    static final String DEMO = "stand-in.demo";

    private static final String DATABASE = "quarkus.datasource.jdbc.url";

    /** Less than any file of settings has. */
    private static final int ORDINAL = 50;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        return context.getProfiles().contains("dev")
                ? List.of(new PropertiesConfigSource(settings(context), "dev mode", ORDINAL))
                : List.of();
    }

    private static Map<String, String> settings(ConfigSourceContext context) {
        Map<String, String> settings = new HashMap<>();
        settings.put(STAND_IN_PORT, FreePorts.from(8089));
        settings.put("quarkus.http.port", FreePorts.from(8080));
        settings.put("quarkus.management.port", FreePorts.from(9000));
        if (isOwnDatabase(context)) {
            settings.put(DEMO, "true");
            settings.put("dcs-books.backup.mode", "skip");
        }
        return settings;
    }

    /**
     * Only the embedded PostgreSQL is: somebody else's database is never changed without a backup.
     * Its address is a default, which Quarkus knows only after the first look.
     */
    private static boolean isOwnDatabase(ConfigSourceContext context) {
        var url = context.getValue(DATABASE);
        return url == null
                || url.getValue() == null
                || url.getConfigSourceOrdinal() == Integer.MIN_VALUE;
    }
}
