package org.dreamlms.books;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dreamlms.books.access.token.PublicKeys;
import org.dreamlms.books.standin.StandInDcs;
import org.jose4j.jwk.JsonWebKeySet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged artifact with everything that it talks to behind TLS, vouched for by an authority
 * that no JVM knows: DCS, the issuer of tokens, PostgreSQL, which lets nobody in without.
 */
class SecureConnectionsIT {

    private static final String TRUSTED = "QUARKUS_TLS_TRUST_STORE_PEM_CERTS";

    @TempDir static Path directory;
    @TempDir Path temp;

    private static TestAuthority authority;
    private static TestAuthority stranger;
    private static EmbeddedPostgres postgres;
    private static StandInDcs dcs;
    private static HttpsServer issuer;

    @BeforeAll
    static void start() throws Exception {
        authority = new TestAuthority(directory.resolve("authority"), "localhost");
        stranger = new TestAuthority(directory.resolve("stranger"), "localhost");
        postgres =
                EmbeddedPostgres.builder()
                        .setServerConfig("ssl", "on")
                        .setServerConfig("ssl_cert_file", authority.serverPem().toString())
                        .setServerConfig("ssl_key_file", authority.serverKey().toString())
                        .start();
        LegacyLms.fill(postgres);
        letNobodyInWithoutTls();
        dcs = StandInDcs.startSecure(0, authority.forVertx());
        issuer = issuer();
    }

    @AfterAll
    static void stop() throws IOException {
        if (issuer != null) {
            issuer.stop(0);
        }
        if (dcs != null) {
            dcs.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    private static void letNobodyInWithoutTls() throws Exception {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery("SHOW hba_file")) {
                rows.next();
                Files.writeString(Path.of(rows.getString(1)), "hostssl all all all trust\n");
            }
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    /** Publishes the key of {@link TestTokens}. */
    private static HttpsServer issuer() throws Exception {
        var keys = PublicKeys.read(TestTokens.publicKey()).keys();
        var set = new JsonWebKeySet(keys).toJson().getBytes(StandardCharsets.UTF_8);
        var server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(authority.forJdk()));
        server.createContext(
                "/keys",
                exchange -> {
                    exchange.sendResponseHeaders(200, set.length);
                    exchange.getResponseBody().write(set);
                    exchange.close();
                });
        server.start();
        return server;
    }

    private static Map<String, String> settings(Map<String, String> more) {
        var settings = new HashMap<String, String>();
        settings.put("QUARKUS_DATASOURCE_JDBC_URL", jdbcUrl(authority));
        // The issuer's keys prove tokens, and no other.
        settings.put("DCS_BOOKS_ACCESS_PUBLIC_KEY", "");
        settings.put(
                "DCS_BOOKS_ACCESS_JWKS_URL",
                "https://localhost:%d/keys".formatted(issuer.getAddress().getPort()));
        settings.put("DCS_BOOKS_BACKUP_DIRECTORY", directory.resolve("backups").toString());
        settings.putAll(more);
        return settings;
    }

    private static String jdbcUrl(TestAuthority trusted) {
        return "jdbc:postgresql://localhost:%d/postgres?sslmode=verify-full&sslrootcert=%s"
                .formatted(postgres.getPort(), trusted.pem());
    }

    /** A file of PEM for all that speak HTTP, as Kubernetes mounts it. */
    @Test
    void theAuthorityIsNamedByASetting() throws Exception {
        var settings = settings(Map.of(TRUSTED, authority.pem().toString()));
        try (var service = PackagedService.start(temp.resolve("log"), dcs, postgres, settings)) {
            assertEverythingWorks(service);
        }
        assertThat(directory.resolve("backups")).isDirectoryContaining("glob:**.dump");
    }

    /** As every JVM knows it, and the native executable. */
    @Test
    void theAuthorityIsInTheTrustStoreOfTheJvm() throws Exception {
        try (var service =
                PackagedService.start(
                        temp.resolve("log"),
                        dcs,
                        postgres,
                        settings(Map.of()),
                        "-Djavax.net.ssl.trustStore=" + authority.trustStore(),
                        "-Djavax.net.ssl.trustStorePassword=" + TestAuthority.PASSWORD)) {
            assertEverythingWorks(service);
        }
    }

    private static void assertEverythingWorks(PackagedService service) throws Exception {
        var book = service.get("/books/4");
        assertThat(book.body()).contains("\"title\":\"BRAINS\"");
        assertThat(book.statusCode()).isEqualTo(200);
        assertThat(service.get("/books/4/cover").statusCode()).isEqualTo(200);
        assertThat(service.get("/books/4/assets/config.json").body()).contains("\"books\"");
        assertThat(service.get("/books/4/assets/presigned?path=config.json").body())
                .contains(dcs.url());
        assertThat(service.get("/books/4/activities").body()).contains("Old circle");
    }

    @Test
    void aDcsThatNobodyVouchesForIsNamedAsSuch() throws Exception {
        var settings = settings(Map.of("DCS_BOOKS_ACCESS_PUBLIC_KEY", TestTokens.publicKey()));
        assertDcsIsNotTrusted(dcs, settings);
    }

    @Test
    void aCertificateOfAnotherHostIsNotGoodEnough() throws Exception {
        var elsewhere = new TestAuthority(directory.resolve("elsewhere"), "dcs.example.org");
        var settings =
                settings(
                        Map.of(
                                TRUSTED,
                                elsewhere.pem().toString(),
                                "DCS_BOOKS_ACCESS_PUBLIC_KEY",
                                TestTokens.publicKey()));
        try (var impostor = StandInDcs.startSecure(0, elsewhere.forVertx())) {
            assertDcsIsNotTrusted(impostor, settings);
        }
    }

    private void assertDcsIsNotTrusted(StandInDcs untrusted, Map<String, String> settings)
            throws Exception {
        var log = temp.resolve("log");
        try (var service = PackagedService.start(log, untrusted, postgres, settings)) {
            for (var path : new String[] {"/books/4", "/books/4/cover"}) {
                var answer = service.get(path);
                assertThat(answer.statusCode()).as(path).isEqualTo(502);
                assertThat(new ObjectMapper().readTree(answer.body()).path("detail").asText())
                        .isEqualTo("The book store could not prove who it is");
            }
            assertThat(service.health())
                    .contains("\"last_failure\": \"UNTRUSTED\"", "\"state\": \"degraded\"");
        }
        assertThat(untrusted.calls()).isZero();
        assertThat(log)
                .content()
                .contains(
                        "GET /books/4: the certificate of DCS",
                        "put that of its CA into " + TRUSTED);
    }

    @Test
    void aDatabaseThatNobodyVouchesForIsNotUsed() throws Exception {
        var settings = new HashMap<>(PackagedService.settings(dcs, postgres));
        settings.putAll(settings(Map.of("QUARKUS_DATASOURCE_JDBC_URL", jdbcUrl(stranger))));
        var log = temp.resolve("log");
        var process = PackagedService.launch(log, settings);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(log).content().contains("The database cannot be reached: SSL error");
    }
}
