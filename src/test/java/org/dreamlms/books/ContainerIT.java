package org.dreamlms.books;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dreamlms.books.deploy.Dockerfile;
import org.dreamlms.books.deploy.Manifests;
import org.dreamlms.books.standin.StandInDcs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the image for the JVM and the manifests say, done without an engine: the files laid out as
 * the Dockerfile has it, its own command line, by a user who may write nothing there, with the
 * variables of the manifests.
 */
class ContainerIT {

    private static final String USER = "10001";

    /** The image's Java is 25: the one that JAVA25_HOME names, or the tests' own. */
    private static final Optional<String> JAVA_25 =
            Optional.ofNullable(System.getenv("JAVA25_HOME"))
                    .or(
                            () ->
                                    Runtime.version().feature() < 25
                                            ? Optional.empty()
                                            : Optional.of(System.getProperty("java.home")));

    private static Path app;
    private static Dockerfile dockerfile;

    @BeforeAll
    static void layOut() throws Exception {
        PackagedService.assumeJar();
        app = Files.createTempDirectory("image");
        dockerfile = Dockerfile.read("jvm");
        for (var copy : dockerfile.copies().toList()) {
            assertThat(Path.of(copy.from())).exists();
            copy(Path.of(copy.from()), app.resolve(copy.to()).normalize());
        }
        var archive = dockerfile.all("RUN").reduce((first, last) -> last).orElseThrow();
        var run =
                onThePath(PackagedService.clean(new ProcessBuilder("sh", "-c", fit(archive))))
                        .directory(app.toFile());
        run.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        assertThat(run.start().waitFor()).isZero();
        Files.setPosixFilePermissions(app, PosixFilePermissions.fromString("r-xr-xr-x"));
    }

    @AfterAll
    static void cleanUp() throws IOException {
        if (app != null) {
            Files.setPosixFilePermissions(app, PosixFilePermissions.fromString("rwx------"));
            try (var files = Files.walk(app)) {
                for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** A job migrates while the Deployment waits; then it serves, and logs as JSON. */
    @Test
    void theManifestsMigrateAndServe() throws Exception {
        var deployment = Manifests.only(Deployment.class, "base/deployment.yaml").getSpec();
        var pod = deployment.getTemplate().getSpec();
        var job = Manifests.only(Job.class, "migration/run/job.yaml").getSpec().getTemplate();
        try (var postgres = EmbeddedPostgres.start();
                var dcs = StandInDcs.start(0)) {
            var waits = pod.getInitContainers().get(0);
            assertThat(end(waits, dcs, postgres)).isEqualTo(1);
            assertThat(end(job.getSpec().getContainers().get(0), dcs, postgres)).isZero();
            assertThat(end(waits, dcs, postgres)).isZero();

            var log = Files.createTempFile("service", ".log");
            var builder = command(pod.getContainers().get(0), dcs, postgres);
            builder.redirectErrorStream(true).redirectOutput(log.toFile());
            try (var service = PackagedService.start(builder)) {
                var book = service.get("/api/v1/books/4");
                assertThat(book.statusCode()).isEqualTo(200);
                assertThat(book.body()).contains("/api/v1/books/4/cover");
                service.process().destroy();
                assertThat(service.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(json(log)).isNotEmpty();
            Files.delete(log);
        }
        try (var files = Files.list(app)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "app", "app.aot", "lib", "quarkus", "quarkus-run.jar");
        }
    }

    /** From the first line of the application on, each one is an object. */
    private static List<JsonNode> json(Path log) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (var line : Files.readAllLines(log)) {
            if (lines.isEmpty() && !line.startsWith("{")) {
                assertThat(line).doesNotContain("org.dreamlms");
            } else {
                lines.add(new ObjectMapper().readTree(line));
                assertThat(lines.get(lines.size() - 1).path("message").isTextual()).isTrue();
            }
        }
        return lines;
    }

    private static ProcessBuilder onThePath(ProcessBuilder builder) {
        var java = JAVA_25.orElse(System.getProperty("java.home"));
        builder.environment().compute("PATH", (name, path) -> java + "/bin:" + path);
        return builder;
    }

    /** Older ones know the archive of classes, made and used in the same way, but no AOT cache. */
    private static String fit(String command) {
        return JAVA_25.isPresent()
                ? command
                : command.replace("-XX:AOTCacheOutput=", "-XX:ArchiveClassesAtExit=")
                        .replace("-XX:AOTCache=", "-XX:SharedArchiveFile=");
    }

    private static int end(Container container, StandInDcs dcs, EmbeddedPostgres postgres)
            throws Exception {
        var process =
                command(container, dcs, postgres)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static ProcessBuilder command(
            Container container, StandInDcs dcs, EmbeddedPostgres postgres) throws IOException {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("setpriv", "--reuid", USER, "--regid", USER, "--clear-groups"));
            command.addAll(List.of("--no-new-privs", "--bounding-set=-all", "--"));
        }
        dockerfile.entrypoint().forEach(word -> command.add(fit(word)));
        var builder =
                onThePath(PackagedService.clean(new ProcessBuilder(command)))
                        .directory(app.toFile());
        builder.environment().putAll(environment(container));
        builder.environment().putAll(PackagedService.settings(dcs, postgres));
        return builder;
    }

    /** As Kubernetes would set it; what it would take from Secrets comes from the caller. */
    private static Map<String, String> environment(Container container) throws IOException {
        Map<String, String> environment =
                new HashMap<>(Manifests.only(ConfigMap.class, "settings/configmap.yaml").getData());
        for (var variable : container.getEnv()) {
            if (variable.getValue() != null) {
                environment.put(variable.getName(), variable.getValue());
            }
        }
        environment.put("SECRET_KEY", "a-secret-key-of-the-lms-for-tests-only");
        environment.replace("DCS_BOOKS_BACKUP_DIRECTORY", System.getProperty("java.io.tmpdir"));
        return environment;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target =
                        Files.isDirectory(from)
                                ? to.resolve(from.relativize(file).toString())
                                : to.resolve(from.getFileName());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
        }
    }
}
