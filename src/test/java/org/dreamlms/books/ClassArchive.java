package org.dreamlms.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The archive of classes that a rehearsal of the packaged jar leaves, as the image has one. It
 * halves the time of a start; the test processes make it once and share it.
 */
public final class ClassArchive {

    private static final Path FILE = Path.of("target", "dcs-books.jsa");

    /** What the rehearsal logged. */
    static final Path LOG = Path.of("target", "rehearsal.log");

    private ClassArchive() {}

    /** Its path; whoever asks first makes it, others wait. */
    public static Path get() throws IOException {
        var file = FILE.toAbsolutePath();
        try (var channel =
                        FileChannel.open(
                                Path.of("target", "dcs-books.jsa.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            if (!isOfThisBuild(file)) {
                make(file);
            }
        }
        return file;
    }

    private static boolean isOfThisBuild(Path file) throws IOException {
        return Files.exists(file)
                && Files.getLastModifiedTime(file)
                                .compareTo(
                                        Files.getLastModifiedTime(
                                                PackagedService.APP.resolve("quarkus-run.jar")))
                        > 0;
    }

    /** Any free port will do for the rehearsal as well; the image has it so (ContainerIT). */
    private static void make(Path file) throws IOException {
        var made = file.resolveSibling(file.getFileName() + ".new");
        var rehearsal =
                PackagedService.launch(
                        LOG,
                        Map.of(
                                "DCS_BOOKS_REHEARSAL",
                                "true",
                                "QUARKUS_HTTP_PORT",
                                String.valueOf(PackagedService.freePort()),
                                "QUARKUS_MANAGEMENT_PORT",
                                String.valueOf(PackagedService.freePort()),
                                "QUARKUS_SHUTDOWN_DELAY",
                                "0S"),
                        "-XX:ArchiveClassesAtExit=" + made);
        try {
            assertThat(rehearsal.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            rehearsal.destroyForcibly();
        }
        assertThat(rehearsal.exitValue()).as(Files.readString(LOG)).isZero();
        Files.move(made, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
