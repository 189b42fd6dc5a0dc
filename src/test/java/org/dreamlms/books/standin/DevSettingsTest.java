package org.dreamlms.books.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** What dev mode sets and says by itself. */
class DevSettingsTest {

    private static final String BACKUP = "dcs-books.backup.mode";
    private static final String DATABASE = "quarkus.datasource.jdbc.url";

    @Test
    void onlyDevModesOwnDatabaseIsMigratedWithoutABackup() {
        assertThat(config("dev", Map.of()).getConfigValue(BACKUP).getValue()).isEqualTo("skip");
        var embedded = builder("dev").withDefaultValue(DATABASE, "jdbc:postgresql://localhost/a");
        assertThat(embedded.build().getConfigValue(BACKUP).getValue()).isEqualTo("skip");
        var other = config("dev", Map.of(DATABASE, "jdbc:postgresql://lms/b"));
        assertThat(other.getConfigValue(BACKUP).getValue()).isNull();
    }

    @Test
    void whatSomebodySetsWins() {
        var set = config("dev", Map.of(BACKUP, "required", DevSettings.STAND_IN_PORT, "7"));
        assertThat(set.getConfigValue(BACKUP).getValue()).isEqualTo("required");
        assertThat(set.getConfigValue(DevSettings.STAND_IN_PORT).getValue()).isEqualTo("7");
    }

    @Test
    void otherProfilesHaveNothingOfIt() {
        for (var profile : new String[] {"prod", "test"}) {
            var config = config(profile, Map.of());
            assertThat(config.getConfigValue(BACKUP).getValue()).isNull();
            assertThat(config.getConfigValue(DevSettings.STAND_IN_PORT).getValue()).isNull();
        }
    }

    @Test
    void aPortInUseIsPassedOverAndTheOtherOneIsKept() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.isFree(taken.getLocalPort())).isFalse();
            var chosen = FreePorts.from(taken.getLocalPort());
            assertThat(Integer.parseInt(chosen)).isGreaterThan(taken.getLocalPort());
            try (var used = new ServerSocket(Integer.parseInt(chosen))) {
                assertThat(used.isBound()).isTrue();
                assertThat(FreePorts.from(taken.getLocalPort())).isEqualTo(chosen);
            }
        }
    }

    /** Of a setting that somebody has mistyped it is told all the same. */
    @Test
    void theLogIsQuietAboutTheFrameworksOwn() {
        var filter = new QuietStart();
        var line = new LogRecord(Level.WARNING, "Unrecognized configuration key \"%s\"");
        line.setLoggerName("io.quarkus.config");
        line.setParameters(new Object[] {"quarkus.datasource.reactive.url"});
        assertThat(filter.isLoggable(line)).isFalse();
        line.setParameters(new Object[] {"quarkus.htp.port"});
        assertThat(filter.isLoggable(line)).isTrue();
        var started = new LogRecord(Level.INFO, "Profile%s %s activated. %s");
        started.setLoggerName("io.quarkus");
        assertThat(filter.isLoggable(started)).isFalse();
    }

    private static SmallRyeConfig config(String profile, Map<String, String> settings) {
        return builder(profile)
                .withSources(new PropertiesConfigSource(settings, "somebody", 100))
                .build();
    }

    private static SmallRyeConfigBuilder builder(String profile) {
        return new SmallRyeConfigBuilder().withProfile(profile).withSources(new DevSettings());
    }
}
