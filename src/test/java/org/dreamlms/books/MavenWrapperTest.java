package org.dreamlms.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What mvnw does to get its Maven, with stand-ins for everything that would use the network. */
@DisabledOnOs(OS.WINDOWS)
class MavenWrapperTest {

    private static final List<String> TOOLS =
            List.of(
                    "sed",
                    "tr",
                    "cut",
                    "dirname",
                    "mktemp",
                    "mkdir",
                    "rm",
                    "mv",
                    "cp",
                    "chmod",
                    "sha256sum",
                    "shasum",
                    "unzip",
                    "sleep");
    private static final String MAVEN = "#!/bin/sh\necho \"pinned Maven runs: $*\"\n";

    /** Finds the file that a command was told to write, and puts the archive there. */
    private static final String FAKE_CURL =
            """
            #!/bin/sh
            echo curl >> "$HOME/calls"
            while [ "$1" != "-o" ] && [ "$1" != "-O" ]; do shift; done
            cp "$ARCHIVE" "$2"
            """;

    private static final String FAKE_MVN =
            """
            #!/bin/sh
            echo mvn >> "$HOME/calls"
            sleep 0.3
            for a in "$@"; do
              case $a in
                -DoutputDirectory=*) cp "$ARCHIVE" "${a#*=}/apache-maven-9.9.9-bin.zip" ;;
              esac
            done
            """;

    @TempDir Path directory;

    private Path project;
    private Path bin;
    private Path home;

    @BeforeEach
    void prepare() throws Exception {
        project = Files.createDirectories(directory.resolve("my project"));
        bin = Files.createDirectories(directory.resolve("bin"));
        home = Files.createDirectories(directory.resolve("my home"));
        for (var tool : TOOLS) {
            var found = onPath(tool);
            if (found != null) {
                fake(tool, "#!/bin/sh\nexec " + found + " \"$@\"\n");
            }
        }
        Files.copy(Paths.get("mvnw"), project.resolve("mvnw"));
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        var archive = archive();
        Files.write(directory.resolve("archive.zip"), archive);
        pin(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive)));
    }

    @Test
    void mavenComesThroughAnInstalledMvnOnceAndIsKept() throws Exception {
        fake("mvn", FAKE_MVN);
        fake("curl", FAKE_CURL);
        var first = run(project, "verify", "-Da=b c");
        assertEquals("pinned Maven runs: verify -Da=b c\n", first.out());
        assertEquals(0, first.status());
        assertEquals("pinned Maven runs: test\n", run(project, "test").out());
        assertEquals("mvn\n", calls());
        assertEquals(1, installed().size());
    }

    @Test
    void withoutMvnItIsDownloadedWithCurl() throws Exception {
        fake("curl", FAKE_CURL);
        fake("wget", "#!/bin/sh\nexit 1\n");
        assertEquals(0, run(project, "verify").status());
        assertEquals("curl\n", calls());
    }

    @Test
    void withoutCurlItIsDownloadedWithWget() throws Exception {
        fake("wget", FAKE_CURL);
        assertEquals(0, run(project, "verify").status());
    }

    @Test
    void mvnThatCannotGetItGivesWayToCurl() throws Exception {
        fake("mvn", "#!/bin/sh\necho no such artifact >&2\nexit 1\n");
        fake("curl", FAKE_CURL);
        assertEquals(0, run(project, "verify").status());
        assertEquals("curl\n", calls());
    }

    @Test
    void archiveWithAnotherChecksumIsRefusedAndNothingStays() throws Exception {
        pin("0".repeat(64));
        for (var command : List.of("curl", "mvn")) {
            fake(command, command.equals("mvn") ? FAKE_MVN : FAKE_CURL);
            var refused = run(project, "verify");
            assertEquals(1, refused.status());
            assertTrue(refused.err().contains("SHA-256"), refused.err());
            assertEquals("", refused.out());
            assertEquals(List.of(), installed());
        }
    }

    @Test
    void withoutAnythingToDownloadWithItSaysSo() throws Exception {
        var lost = run(project, "verify");
        assertEquals(1, lost.status());
        assertTrue(lost.err().contains("no mvn, curl or wget on the PATH"), lost.err());
        assertEquals(List.of(), installed());
    }

    @Test
    void withoutAJdkItSaysSo() throws Exception {
        fake("curl", FAKE_CURL);
        var builder = builder(project, "verify");
        builder.environment().put("JAVA_HOME", "/no/such/jdk");
        var lost = result(builder.start());
        assertEquals(1, lost.status());
        assertTrue(lost.err().contains("no JDK: JAVA_HOME is /no/such/jdk"), lost.err());
        assertFalse(Files.exists(home.resolve("calls")));
    }

    @Test
    void withoutUnzipTheJdkUnpacksIt() throws Exception {
        Files.deleteIfExists(bin.resolve("unzip"));
        fake("curl", FAKE_CURL);
        assertEquals("pinned Maven runs: verify\n", run(project, "verify").out());
    }

    @Test
    void fromAnotherDirectoryItStillBuildsItsProject() throws Exception {
        fake("curl", FAKE_CURL);
        var pom = project.toRealPath().resolve("pom.xml");
        assertEquals("pinned Maven runs: -f " + pom + " verify\n", run(home, "verify").out());
        assertEquals("pinned Maven runs: -f x.xml test\n", run(home, "-f", "x.xml", "test").out());
    }

    @Test
    void twoAtOnceDoNotHarmEachOther() throws Exception {
        fake("mvn", FAKE_MVN);
        var one = builder(project, "one").start();
        var two = builder(project, "two").start();
        assertEquals("pinned Maven runs: one\n", result(one).out());
        assertEquals("pinned Maven runs: two\n", result(two).out());
        assertEquals("mvn\nmvn\n", calls());
        assertEquals(1, installed().size());
    }

    private static Path onPath(String tool) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    private static byte[] archive() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("apache-maven-9.9.9/bin/mvn"));
            zip.write(MAVEN.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private void pin(String checksum) throws IOException {
        var properties = project.resolve(".mvn/wrapper/maven-wrapper.properties");
        Files.createDirectories(properties.getParent());
        Files.writeString(
                properties,
                """
                # comment
                distributionVersion=9.9.9
                distributionUrl=https://example.org/apache-maven-9.9.9-bin.zip
                distributionSha256Sum=%s
                """
                        .formatted(checksum));
    }

    private void fake(String command, String script) throws IOException {
        var file = bin.resolve(command);
        Files.writeString(file, script);
        assertTrue(file.toFile().setExecutable(true));
    }

    private Result run(Path in, String... arguments) throws Exception {
        return result(builder(in, arguments).start());
    }

    private ProcessBuilder builder(Path in, String... arguments) {
        var command = new ArrayList<String>();
        command.add("/bin/sh");
        command.add(project.resolve("mvnw").toString());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(in.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("ARCHIVE", directory.resolve("archive.zip").toString());
        return builder;
    }

    private static Result result(Process process) throws Exception {
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, err);
    }

    private String calls() throws IOException {
        return Files.readString(home.resolve("calls"));
    }

    private List<Path> installed() throws IOException {
        try (var found = Files.list(home.resolve(".m2/wrapper/dists"))) {
            return found.toList();
        }
    }

    private record Result(int status, String out, String err) {}
}
