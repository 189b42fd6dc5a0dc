package org.dreamlms.books.migration.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.dreamlms.books.migration.MigrationRefused;
import org.dreamlms.books.migration.StopRequest;

/** One of PostgreSQL's client programs, run as a child process that inherits no secret of ours. */
public final class ClientProgram {

    /** What a run said. */
    public record Result(int exitCode, String output, String errors, boolean isCutOff) {

        /** The last lines of its errors: enough for a reason, not a wall. */
        String reason() {
            var lines = errors.strip().lines().toList();
            var last = lines.subList(Math.max(0, lines.size() - 3), lines.size());
            return last.isEmpty() ? "exit code " + exitCode : String.join(" / ", last);
        }
    }

    /** Takes what a run prints; must read to the end. */
    interface Reader {
        void read(InputStream output) throws IOException;
    }

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

    private final String name;
    private final String path;

    /**
     * @param directory where the program is; empty: wherever PATH finds it
     */
    public ClientProgram(String name, Optional<String> directory) {
        this.name = name;
        this.path = directory.map(d -> Path.of(d, name).toString()).orElse(name);
    }

    /**
     * Its major version.
     *
     * @throws MigrationRefused when the program is not there or does not say
     */
    int majorVersion() {
        var version = VERSION.matcher(version());
        if (!version.find()) {
            throw new MigrationRefused(name + " does not say its version");
        }
        return Integer.parseInt(version.group(1));
    }

    /** What it says of itself. */
    String version() {
        var result = run(List.of("--version"), Map.of());
        if (result.exitCode() != 0) {
            throw new MigrationRefused(name + " does not say its version: " + result.reason());
        }
        return result.output().strip();
    }

    /**
     * Runs it to its end. Secrets belong into {@code environment}, never into {@code arguments}:
     * every user of the machine can read those.
     *
     * @throws MigrationRefused when the program is not there
     */
    public Result run(List<String> arguments, Map<String, String> environment) {
        var output = new ByteArrayOutputStream();
        var result = run(arguments, environment, printed -> printed.transferTo(output));
        return new Result(
                result.exitCode(), output.toString(StandardCharsets.UTF_8), result.errors(), false);
    }

    /** Runs it with the output read while it comes: it may be larger than the memory. */
    public Result run(List<String> arguments, Map<String, String> environment, Reader reader) {
        return run(arguments, environment, reader, Optional.empty());
    }

    /** Runs it to its end, or ends it after a while. */
    Result run(List<String> arguments, Map<String, String> environment, Duration limit) {
        return run(
                arguments,
                environment,
                printed -> printed.transferTo(OutputStream.nullOutputStream()),
                Optional.of(limit));
    }

    private Result run(
            List<String> arguments,
            Map<String, String> environment,
            Reader reader,
            Optional<Duration> limit) {
        StopRequest.refuseIfMade();
        var command = new ArrayList<String>();
        command.add(path);
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(key -> key.startsWith("PG"));
        builder.environment().putAll(environment);
        // Its messages are shown to operators, and its version is parsed: not in the host's tongue.
        builder.environment().put("LC_ALL", "C");
        try {
            var process = builder.start();
            StopRequest.watch(process);
            try {
                process.getOutputStream().close();
                return finish(process, reader, limit);
            } finally {
                StopRequest.forget(process);
            }
        } catch (IOException e) {
            throw new MigrationRefused(
                    name
                            + " cannot be run ("
                            + e.getMessage()
                            + "): install PostgreSQL's client programs, or name their directory"
                            + " in DCS_BOOKS_BACKUP_PROGRAMS",
                    e);
        }
    }

    private Result finish(Process process, Reader reader, Optional<Duration> limit)
            throws IOException {
        var errors = new StringBuilder();
        // Both pipes must be drained at once, or the child stops when one is full.
        var drain =
                new Thread(
                        () ->
                                process.errorReader(StandardCharsets.UTF_8)
                                        .lines()
                                        .forEach(line -> errors.append(line).append('\n')),
                        name + " errors");
        drain.start();
        var isCutOff = new AtomicBoolean();
        limit.ifPresent(time -> endAfter(time, process, isCutOff));
        try {
            reader.read(process.getInputStream());
            var exitCode = process.waitFor();
            drain.join();
            StopRequest.refuseIfMade();
            return new Result(exitCode, "", errors.toString(), isCutOff.get());
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new MigrationRefused("Stopped while " + name + " was running", e);
        }
    }

    private static void endAfter(Duration time, Process process, AtomicBoolean isCutOff) {
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
                .execute(
                        () -> {
                            if (process.isAlive()) {
                                isCutOff.set(true);
                                process.destroy();
                            }
                        });
    }
}
