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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.dreamlms.books.deploy.Dockerfile;
import org.dreamlms.books.deploy.Manifests;
import org.dreamlms.books.standin.StandInDcs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the image for the JVM and the manifests say, done without an engine: the files laid out as
 * the Dockerfile has it, its own command line, by a user who may write nothing there, with the
 * variables of the manifests. With {@code -Dimage.root} it is all done in the root file system of
 * an image that has been built (.ci/images), on the ports that the image exposes; {@code
 * -Dimage.variant} then names its Dockerfile and overlay, {@code jvm} or {@code native}.
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

    private static final Optional<Path> IMAGE =
            Optional.ofNullable(System.getProperty("image.root")).map(Path::of);

    private static final String VARIANT = System.getProperty("image.variant", "jvm");

    private static Path app;
    private static Path backups;
    private static Dockerfile dockerfile;

    @BeforeAll
    static void layOut() throws Exception {
        dockerfile = Dockerfile.read(VARIANT);
        if (IMAGE.isPresent()) {
            app = IMAGE.get().resolve("app");
            backups = Path.of("/tmp");
            return;
        }
        PackagedService.assumeJar();
        backups = Files.createTempDirectory("backups");
        Files.setPosixFilePermissions(backups, PosixFilePermissions.fromString("rwxrwxrwx"));
        app = Files.createTempDirectory("image");
        // What goes elsewhere than to /app is for people to read.
        var copies = dockerfile.copies().filter(copy -> !copy.to().startsWith("/")).toList();
        for (var copy : copies) {
            assertThat(Path.of(copy.from())).exists();
            copy(Path.of(copy.from()), app.resolve(copy.to()).normalize());
        }
        for (var run : dockerfile.runsInApp()) {
            var builder =
                    onThePath(PackagedService.clean(new ProcessBuilder("sh", "-c", fit(run))))
                            .directory(app.toFile());
            builder.environment().putAll(dockerfile.arguments());
            var process = builder.redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
        }
        Files.setPosixFilePermissions(app, PosixFilePermissions.fromString("r-xr-xr-x"));
    }

    @AfterAll
    static void cleanUp() throws IOException {
        if (app != null && IMAGE.isEmpty()) {
            Files.setPosixFilePermissions(app, PosixFilePermissions.fromString("rwx------"));
            delete(app);
            delete(backups);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    /**
     * A job backs up and migrates while the Deployment waits; then it serves, and logs as JSON. The
     * service has a login of its own.
     */
    @Test
    void theManifestsMigrateAndServe() throws Exception {
        var deployment = Manifests.only(Deployment.class, "base/deployment.yaml").getSpec();
        var pod = deployment.getTemplate().getSpec();
        var job = Manifests.only(Job.class, "migration/run/job.yaml").getSpec().getTemplate();
        try (var postgres = EmbeddedPostgres.start();
                var dcs = StandInDcs.start(0)) {
            LegacyLms.fill(postgres);
            grantWhatTheReadmeSays(postgres);
            var waiting = Files.createTempFile("waiting", ".log");
            var waits =
                    withItsOwnLogin(command(pod.getInitContainers().get(0), dcs, postgres))
                            .redirectErrorStream(true)
                            .redirectOutput(waiting.toFile())
                            .start();
            Awaitility.await().until(() -> Files.readString(waiting).contains("is not migrated"));
            assertThat(end(job.getSpec().getContainers().get(0), dcs, postgres)).isZero();
            if (IMAGE.isEmpty()) {
                assertThat(backups).isDirectoryContaining("glob:**.dump");
            }
            assertThat(waits.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(waits.exitValue()).isZero();
            Files.delete(waiting);

            var log = Files.createTempFile("service", ".log");
            var builder = withItsOwnLogin(command(pod.getContainers().get(0), dcs, postgres));
            builder.redirectErrorStream(true).redirectOutput(log.toFile());
            try (var service = start(builder)) {
                var book = service.get("/api/v1/books/4");
                assertThat(book.statusCode()).isEqualTo(200);
                assertThat(book.body()).contains("/api/v1/books/4/cover");
                var imported = service.post("/api/v1/books/4/import-activities");
                assertThat(imported.statusCode()).as(imported.body()).isEqualTo(200);
                service.process().destroy();
                assertThat(service.process().waitFor(5, TimeUnit.MINUTES)).isTrue();
            }
            assertThat(json(log)).isNotEmpty();
            Files.delete(log);
            if (IMAGE.isPresent() && VARIANT.equals("jvm")) {
                compareStarts(pod.getContainers().get(0), dcs, postgres);
            }
        }
        try (var files = Files.list(app)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            VARIANT.equals("jvm")
                                    ? List.of("app", "app.aot", "lib", "quarkus", "quarkus-run.jar")
                                    : List.of("application"));
        }
    }

    private static void grantWhatTheReadmeSays(EmbeddedPostgres postgres) throws Exception {
        var grants =
                Pattern.compile("(?s)```sql\\n(.*?)```")
                        .matcher(Files.readString(Path.of("src/main/kubernetes/README.md")))
                        .results()
                        .map(match -> match.group(1))
                        .toList();
        assertThat(grants).hasSize(1);
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE lms_books LOGIN;" + grants.get(0));
        }
    }

    private static ProcessBuilder withItsOwnLogin(ProcessBuilder builder) {
        builder.environment().put("QUARKUS_DATASOURCE_USERNAME", "lms_books");
        return builder;
    }

    /** .ci/images runs all this in a network of its own, where the image's ports are free. */
    private static PackagedService start(ProcessBuilder builder) throws IOException {
        return IMAGE.isPresent()
                ? PackagedService.start(builder, 8080, 9000)
                : PackagedService.start(builder);
    }

    /** With the AOT cache and without. */
    private static void compareStarts(
            Container container, StandInDcs dcs, EmbeddedPostgres postgres) throws Exception {
        for (var mode : List.of("on", "off", "on", "off", "on", "off")) {
            var builder = command(container, dcs, postgres);
            builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:AOTMode=" + mode);
            builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
            long from = System.nanoTime();
            try (var service = start(builder)) {
                System.out.printf(
                        "Ready after %d ms with AOTMode=%s, %s resident%n",
                        (System.nanoTime() - from) / 1_000_000,
                        mode,
                        resident(service.process().pid()));
                service.process().destroy();
                assertThat(service.process().waitFor(5, TimeUnit.MINUTES)).isTrue();
            }
        }
    }

    private static String resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow()
                .substring("VmRSS:".length())
                .strip();
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

    /** Ends a JVM that can't use the cache, which it would otherwise leave aside. */
    private static String cacheIsUsed() {
        return JAVA_25.isPresent() ? "-XX:AOTMode=on" : "-Xshare:on";
    }

    /** Older ones know the archive of classes, made and used in the same way, but no AOT cache. */
    private static String fit(String command) {
        return JAVA_25.isPresent()
                ? command
                : command.replace("-XX:-AOTAdapterCaching", "")
                        .replace("-XX:AOTCacheOutput=", "-XX:ArchiveClassesAtExit=")
                        .replace("-XX:AOTCache=", "-XX:SharedArchiveFile=");
    }

    private static int end(Container container, StandInDcs dcs, EmbeddedPostgres postgres)
            throws Exception {
        var process =
                command(container, dcs, postgres)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private static ProcessBuilder command(
            Container container, StandInDcs dcs, EmbeddedPostgres postgres) throws IOException {
        if (IMAGE.isPresent()) {
            List<String> command = new ArrayList<>(List.of(".ci/in-image", IMAGE.get().toString()));
            command.addAll(dockerfile.entrypoint());
            command.addAll(overlayArguments());
            var builder = new ProcessBuilder(command);
            builder.environment().keySet().retainAll(Set.of("PATH"));
            builder.environment().putAll(environment(container));
            builder.environment().putAll(PackagedService.settings(dcs, postgres));
            builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on");
            return builder;
        }
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
        builder.environment().put("JAVA_TOOL_OPTIONS", cacheIsUsed());
        return builder;
    }

    /** What the overlay gives the service's container beside what the image says. */
    private static List<String> overlayArguments() throws IOException {
        return Manifests.only(Deployment.class, "overlays/" + VARIANT + "/resources.yaml")
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getArgs();
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
        environment.replace("DCS_BOOKS_BACKUP_DIRECTORY", backups.toString());
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
