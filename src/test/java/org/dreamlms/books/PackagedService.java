package org.dreamlms.books;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.dreamlms.books.standin.StandInDcs;

/**
 * The packaged service as production runs it: a process of its own, before a stand-in DCS. It is
 * the native executable where the build made one ({@code -Dnative}), otherwise the jar.
 */
public final class PackagedService implements AutoCloseable {

    /** One in which everything is odd that could be. */
    static final String SECRET_KEY = "k$$ey ${HOME} \\$ ${nope} $ 0123456789 \\";

    static final Path APP = Path.of("target", "quarkus-app");

    private final Process process;
    private final int port;
    private final int management;

    private PackagedService(Process process, int port, int management) {
        this.process = process;
        this.port = port;
        this.management = management;
    }

    /** Starts it and waits until it is ready. */
    static PackagedService start(
            Path log, StandInDcs dcs, EmbeddedPostgres postgres, String... options)
            throws IOException {
        return start(log, dcs, postgres, Map.of(), options);
    }

    /** The same with more settings. */
    static PackagedService start(
            Path log,
            StandInDcs dcs,
            EmbeddedPostgres postgres,
            Map<String, String> more,
            String... options)
            throws IOException {
        var builder = command(log, quick(options));
        builder.environment().putAll(settings(dcs, postgres));
        builder.environment().putAll(more);
        return start(builder);
    }

    /** With the archive of classes, where the jar runs. */
    private static String[] quick(String... options) throws IOException {
        if (isNative(artifact())) {
            return options;
        }
        return Stream.concat(
                        Stream.of("-XX:SharedArchiveFile=" + ClassArchive.get()),
                        Stream.of(options))
                .toArray(String[]::new);
    }

    /** For a start that Quarkus makes itself. */
    public static void prepare() {
        try {
            quick();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts what has been prepared, on ports of its own, and waits until it is ready. */
    static PackagedService start(ProcessBuilder builder) throws IOException {
        int port = freePort();
        int management = freePort();
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", String.valueOf(management));
        return start(builder, port, management);
    }

    /** Starts what has these ports by itself, and waits until it is ready. */
    static PackagedService start(ProcessBuilder builder, int port, int management)
            throws IOException {
        // Nobody has to notice that it stops.
        builder.environment().putIfAbsent("QUARKUS_SHUTDOWN_DELAY", "0S");
        var service = new PackagedService(builder.start(), port, management);
        var ready = URI.create("http://localhost:" + management + "/q/health/ready");
        try {
            Awaitility.await()
                    .ignoreExceptions()
                    .until(() -> send(ready, BodyHandlers.discarding()).statusCode() == 200);
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
        return service;
    }

    /** What it takes to run before this DCS, on this database. */
    static Map<String, String> settings(StandInDcs dcs, EmbeddedPostgres postgres) {
        return Map.of(
                "DREAM_CENTRAL_STORAGE_URL",
                dcs.url() + "/",
                "DREAM_CENTRAL_STORAGE_EMAIL",
                StandInDcs.EMAIL,
                "DREAM_CENTRAL_STORAGE_PASSWORD",
                StandInDcs.PASSWORD,
                "DCS_BOOKS_ACCESS_PUBLIC_KEY",
                TestTokens.publicKey(),
                "SECRET_KEY",
                SECRET_KEY,
                "QUARKUS_DATASOURCE_JDBC_URL",
                postgres.getJdbcUrl("postgres", "postgres"),
                "QUARKUS_DATASOURCE_USERNAME",
                "postgres",
                "QUARKUS_DATASOURCE_PASSWORD",
                "postgres");
    }

    /** Runs it with no settings but these. */
    static Process launch(Path log, Map<String, String> settings, String... options)
            throws IOException {
        var builder = command(log, options);
        builder.environment().putAll(settings);
        return builder.start();
    }

    /** For tests of what only the jar has. */
    static void assumeJar() {
        assumeFalse(isNative(artifact()), "the build made a native executable");
    }

    /** The jars that are shipped; those that the native executable is made of, where it is one. */
    static Path libraries() throws IOException {
        if (!isNative(artifact())) {
            return APP.resolve("lib");
        }
        try (var directories = Files.list(Path.of("target"))) {
            return directories
                    .filter(d -> d.toString().endsWith("-native-image-source-jar"))
                    .findFirst()
                    .orElseThrow()
                    .resolve("lib");
        }
    }

    private static ProcessBuilder command(Path log, String... options) {
        var command = command(artifact(), System.getProperty("native.image.path"), options);
        return clean(new ProcessBuilder(command))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
    }

    /** Options such as -Xmx and -D are taken by both. */
    static List<String> command(Properties artifact, String executable, String... options) {
        var command = new ArrayList<String>();
        if (isNative(artifact)) {
            command.add(executable);
            command.addAll(List.of(options));
            return command;
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Such a run is too short to be worth the better compiler.
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of(options));
        command.add("-jar");
        command.add(APP.resolve("quarkus-run.jar").toString());
        return command;
    }

    private static boolean isNative(Properties artifact) {
        return "native".equals(artifact.getProperty("type"));
    }

    /** What Quarkus says that it has built; an executable of an earlier build does not count. */
    private static Properties artifact() {
        var artifact = new Properties();
        try (var in = Files.newBufferedReader(Path.of("target", "quarkus-artifact.properties"))) {
            artifact.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return artifact;
    }

    /** Without settings that this machine happens to have. */
    static ProcessBuilder clean(ProcessBuilder builder) {
        builder.environment()
                .keySet()
                .removeIf(name -> name.matches("(DREAM|QUARKUS|DCS|SECRET)_.*"));
        return builder;
    }

    Process process() {
        return process;
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    /** An address on the port for operators. */
    URI managementUri(String path) {
        return URI.create("http://localhost:" + management + path);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(path, BodyHandlers.ofString());
    }

    /** Sends no body. */
    HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return send(
                request(uri(path)).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    /** What the service says of its readiness. */
    String health() throws IOException, InterruptedException {
        return send(managementUri("/q/health/ready"), BodyHandlers.ofString()).body();
    }

    <T> HttpResponse<T> get(String path, BodyHandler<T> body)
            throws IOException, InterruptedException {
        return send(uri(path), body);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static <T> HttpResponse<T> send(URI uri, BodyHandler<T> body)
            throws IOException, InterruptedException {
        return send(request(uri).build(), body);
    }

    private static <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request, body);
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + TestTokens.of("admin"));
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
