package org.dreamlms.books.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.dreamlms.books.Settings;
import org.dreamlms.books.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A start that can't work says which setting is at fault. */
class RequiredSettingsTest {

    private static final Map<String, String> GOOD =
            Map.of(
                    "dcs-books.dcs.url", "https://dcs.example.org",
                    "dcs-books.dcs.email", "a@example.org",
                    "dcs-books.dcs.password", "secret",
                    "dcs-books.access.secret-key", "a-key-that-is-long-enough-for-hs256",
                    "quarkus.datasource.jdbc.url", "jdbc:postgresql://db/lms");

    private static final Set<String> MAY_BE_ZERO =
            Set.of("dcs-books.access.outage", "dcs-books.migration.wait-for-other");

    private static RequiredSettings required(Map<String, String> changes) {
        var values = new HashMap<>(GOOD);
        values.putAll(changes);
        var config =
                new SmallRyeConfigBuilder()
                        .withMapping(Settings.class)
                        .withConverter(Duration.class, 200, new DurationConverter())
                        .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                        .withDefaultValues(values)
                        .build();
        var jdbcUrl = config.getOptionalValue("quarkus.datasource.jdbc.url", String.class);
        var maxBody =
                config.getOptionalValue("quarkus.http.limits.max-body-size", MemorySize.class)
                        .orElseGet(() -> new MemorySize(BigInteger.valueOf(256 * 1024)));
        var http2 = config.getOptionalValue("quarkus.http.http2", Boolean.class).orElse(false);
        return new RequiredSettings(
                config.getConfigMapping(Settings.class), jdbcUrl, maxBody, http2);
    }

    private static List<String> errors(Map<String, String> changes) {
        return required(changes).errors();
    }

    @Test
    void withHttp2BoundsAreMissingAndThatIsSaid() {
        assertThat(required(Map.of()).warnings()).isEmpty();
        assertThat(required(Map.of("quarkus.http.http2", "true")).warnings())
                .singleElement()
                .asString()
                .contains("QUARKUS_HTTP_HTTP2", "trusted");
    }

    @Test
    void aBodyFitsIntoTheShareOfItsCaller() {
        assertThat(errors(Map.of("quarkus.http.limits.max-body-size", "4M"))).isEmpty();
        assertThat(errors(Map.of("quarkus.http.limits.max-body-size", "5M")))
                .singleElement()
                .asString()
                .contains("QUARKUS_HTTP_LIMITS_MAX_BODY_SIZE", "DCS_BOOKS_REQUESTS_BODIES");
    }

    @Test
    void aCompleteConfigurationIsFine() {
        assertThat(errors(Map.of())).isEmpty();
        assertThat(
                        errors(
                                Map.of(
                                        "dcs-books.dcs.email", "",
                                        "dcs-books.dcs.password", "",
                                        "dcs-books.dcs.api-key", "key")))
                .isEmpty();
    }

    @Test
    void withoutUrlItIsNamed() {
        assertThat(errors(Map.of("dcs-books.dcs.url", "")))
                .containsExactly("DREAM_CENTRAL_STORAGE_URL is not set");
    }

    @Test
    void aDryRunOfTheMigrationNeedsNoDcs() {
        var changes = Map.of("dcs-books.dcs.url", "", "dcs-books.migration.mode", "validate");
        assertThat(errors(changes)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0S", "-1S"})
    void timesThatAreNoneAreNamed(String time) {
        assertThat(errors(Map.of("dcs-books.dcs.call-limit", time)))
                .singleElement()
                .asString()
                .startsWith(
                        "dcs-books.dcs.call-limit (DCS_BOOKS_DCS_CALL_LIMIT) must be longer than"
                                + " nothing");
    }

    /** No setting that is a time can be forgotten. */
    @Test
    void everyTimeIsChecked() {
        var times = times(Settings.class, "dcs-books");
        assertThat(times).hasSizeGreaterThan(20).contains("dcs-books.access.links.lifetime");
        for (var name : times) {
            var variable = name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
            assertThat(errors(Map.of(name, "-1S")))
                    .anyMatch(line -> line.startsWith(name + " (" + variable + ") must be "));
            var zero = errors(Map.of(name, "0S"));
            if (MAY_BE_ZERO.contains(name)) {
                assertThat(zero).isEmpty();
            } else {
                assertThat(zero).anyMatch(line -> line.startsWith(name + " (" + variable + ")"));
            }
        }
    }

    private static List<String> times(Class<?> group, String prefix) {
        return Arrays.stream(group.getDeclaredMethods())
                .flatMap(
                        setting -> {
                            var name = prefix + "." + hyphenated(setting.getName());
                            if (setting.getReturnType() == Duration.class) {
                                return Stream.of(name);
                            }
                            return setting.getReturnType().isInterface()
                                            && setting.getReturnType().getEnclosingClass() != null
                                    ? times(setting.getReturnType(), name).stream()
                                    : Stream.empty();
                        })
                .toList();
    }

    private static String hyphenated(String name) {
        return name.replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @CsvSource({
        "dcs-books.public-path, api/v1",
        "dcs-books.public-path, /api/v1/",
        "dcs-books.public-path, /api v1",
        "dcs-books.files.max-transfers, 0",
        "dcs-books.access.address-requests-per-minute, -1",
        "dcs-books.freshness.spread-percent, -1",
        "dcs-books.freshness.spread-percent, 51"
    })
    void whatIsOutOfRangeIsNamed(String name, String value) {
        assertThat(errors(Map.of(name, value))).singleElement().asString().startsWith(name);
    }

    @Test
    void staleBeforeFreshIsNamed() {
        assertThat(errors(Map.of("dcs-books.freshness.stale", "5M"))).hasSize(1);
    }

    @Test
    void aKeyThatCanBeGuessedIsNamed() {
        for (var known : List.of("changethis", "admin", "a-key-for-development-only-0123456789")) {
            assertThat(errors(Map.of("dcs-books.access.secret-key", known)))
                    .containsExactly("SECRET_KEY is a default that everybody knows");
        }
        assertThat(errors(Map.of("dcs-books.access.secret-key", "k".repeat(31))))
                .containsExactly("SECRET_KEY is shorter than 32 bytes");
        assertThat(errors(Map.of("dcs-books.access.links.key", "short")))
                .containsExactly("DCS_BOOKS_ACCESS_LINKS_KEY is shorter than 32 bytes");
        assertThat(errors(Map.of("dcs-books.access.secret-key", "k".repeat(32)))).isEmpty();
    }

    @Test
    void withoutAnyKeyItIsNamed() {
        assertThat(errors(Map.of("dcs-books.access.secret-key", "")))
                .singleElement()
                .asString()
                .contains("no key to verify tokens with", "SECRET_KEY", "JWKS_URL");
        assertThat(
                        errors(
                                Map.of(
                                        "dcs-books.access.secret-key",
                                        "",
                                        "dcs-books.access.public-key",
                                        TestTokens.publicKey())))
                .isEmpty();
    }

    @Test
    void webhookSettingsThatDcsWouldNotTakeAreNamed() {
        assertThat(errors(Map.of("dcs-books.webhook.secret", "short")))
                .containsExactly(
                        "DREAM_CENTRAL_STORAGE_WEBHOOK_SECRET must have 16 to 255 characters");
        for (var previous : new String[] {"s".repeat(15), "s".repeat(256)}) {
            assertThat(errors(Map.of("dcs-books.webhook.previous-secret", previous)))
                    .containsExactly(
                            "DREAM_CENTRAL_STORAGE_WEBHOOK_SECRET_PREVIOUS must have 16 to 255"
                                    + " characters");
        }
        assertThat(errors(Map.of("dcs-books.webhook.public-url", "lms.example.org")))
                .containsExactly(
                        "DCS_BOOKS_WEBHOOK_PUBLIC_URL is not an http or https URL",
                        "DCS_BOOKS_WEBHOOK_PUBLIC_URL is set, and"
                                + " DREAM_CENTRAL_STORAGE_WEBHOOK_SECRET is not");
        assertThat(
                        errors(
                                Map.of(
                                        "dcs-books.webhook.secret",
                                        "s".repeat(16),
                                        "dcs-books.webhook.public-url",
                                        "https://lms.example.org/hook")))
                .isEmpty();
    }

    @Test
    void aStartWithoutAPublicKeyThatCanBeUsedIsNamed() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        var weak = TestTokens.pem(generator.generateKeyPair().getPublic().getEncoded());
        assertThat(errors(Map.of("dcs-books.access.public-key", weak)))
                .containsExactly(
                        "DCS_BOOKS_ACCESS_PUBLIC_KEY can't be used: key 1: an RSA key of 1024"
                                + " bits; 2048 are needed");
        var both = weak + TestTokens.publicKey();
        assertThat(errors(Map.of("dcs-books.access.public-key", both))).isEmpty();
        assertThat(RequiredKeys.warnings(settings(Map.of("dcs-books.access.public-key", both))))
                .containsExactly(
                        "A key of DCS_BOOKS_ACCESS_PUBLIC_KEY is not used: key 1: an RSA key of"
                                + " 1024 bits; 2048 are needed");
    }

    private static Settings.Access settings(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(Settings.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withDefaultValues(values)
                .build()
                .getConfigMapping(Settings.class)
                .access();
    }

    @Test
    void aPublicKeyThatIsNoneIsNamed() {
        assertThat(errors(Map.of("dcs-books.access.public-key", "/no/such/file.pem")))
                .containsExactly(
                        "DCS_BOOKS_ACCESS_PUBLIC_KEY can't be used: the file can't be read");
    }

    @Test
    void aCallerWithoutATokenIsForDevelopmentOnly() {
        assertThat(errors(Map.of("dcs-books.access.anonymous", "admin")))
                .containsExactly("DCS_BOOKS_ACCESS_ANONYMOUS is for development only");
    }

    @Test
    void developmentAloneIsOpen() throws IOException {
        var settings = new Properties();
        try (var file =
                Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            settings.load(file);
        }
        assertThat(settings.stringPropertyNames())
                .filteredOn(name -> name.endsWith("dcs-books.access.anonymous"))
                .containsExactly("%dev.dcs-books.access.anonymous");
        assertThat(settings.getProperty("%dev.dcs-books.access.anonymous")).isEqualTo("admin");
    }

    @Test
    void withoutDatabaseItIsNamed() {
        assertThat(errors(Map.of("quarkus.datasource.jdbc.url", "")))
                .containsExactly("QUARKUS_DATASOURCE_JDBC_URL is not set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dcs.example.org", "ftp://dcs", "http://", "http:// x", "https:///a"})
    void aUrlThatIsNoneIsNamed(String url) {
        assertThat(errors(Map.of("dcs-books.dcs.url", url)))
                .containsExactly("DREAM_CENTRAL_STORAGE_URL is not an http or https URL");
    }

    @Test
    void aHostThatTheRestClientCanNotReachIsNamed() {
        assertThat(errors(Map.of("dcs-books.dcs.url", "http://dream_storage:8081")))
                .singleElement()
                .asString()
                .startsWith("DREAM_CENTRAL_STORAGE_URL has a host with an underscore");
    }

    @Test
    void halfALoginIsNamed() {
        assertThat(errors(Map.of("dcs-books.dcs.password", "")))
                .singleElement()
                .asString()
                .contains("only one is set");
    }

    @Test
    void noCredentialsAreNamed() {
        assertThat(errors(Map.of("dcs-books.dcs.email", "", "dcs-books.dcs.password", "")))
                .singleElement()
                .asString()
                .contains("DREAM_CENTRAL_STORAGE_API_KEY");
    }

    @Test
    void everythingThatIsMissingIsNamedAtOnce() {
        assertThat(errors(Map.of("dcs-books.dcs.url", "", "dcs-books.dcs.email", ""))).hasSize(2);
    }
}
