package org.dreamlms.books.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said of the images without building them, which .ci/images does. */
class DockerfileTest {

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "native", "native-micro"})
    void imagesRunUnprivilegedAndAreProbedFromOutside(String variant) throws IOException {
        var file = Dockerfile.read(variant);
        assertThat(file.all("HEALTHCHECK")).isEmpty();
        // A number, since Kubernetes can't tell whether a name is root.
        assertThat(file.all("USER")).containsExactly("10001:10001");
        assertThat(file.all("EXPOSE")).containsExactly("8080 9000");
        assertThat(file.all("ENTRYPOINT")).hasSize(1);
        assertThat(file.entrypoint()).isNotEmpty();
        assertThat(file.all("ENV")).isEmpty();
        // Letters, such as a+rX, are understood by newer front ends of Docker only, not by Buildah.
        assertThat(file.all("COPY"))
                .allMatch(text -> text.startsWith("--chmod=0755 ") || text.startsWith("--from="));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "native", "native-micro"})
    void licencesNoticesAndThePartsListAreInTheImages(String variant) throws IOException {
        assertThat(Dockerfile.read(variant).copies())
                .contains(new Dockerfile.Copy("target/licenses/", "/licenses/"));
    }

    /** What a floating tag means changes under a release; distroless has digests only. */
    @ParameterizedTest
    @ValueSource(strings = {"jvm", "native"})
    void basesAreExactVersions(String variant) throws IOException {
        assertThat(Dockerfile.read(variant).arguments().get("BASE"))
                .matches("[a-z-]+:\\d+\\.\\d+[\\w.]*-[\\w-]+");
    }

    /** So that a digest can be given, with --build-arg. */
    @ParameterizedTest
    @ValueSource(strings = {"jvm", "native", "native-micro"})
    void basesAreArguments(String variant) throws IOException {
        var file = Dockerfile.read(variant);
        var arguments = file.arguments();
        var bases = file.all("FROM").map(text -> text.split(" ")[0]).toList();
        assertThat(bases)
                .endsWith("${BASE}")
                .allMatch(base -> base.matches("\\$\\{[A-Z_]+}"))
                .allMatch(base -> arguments.containsKey(base.replaceAll("[${}]", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "native"})
    void imagesThatMigrateBringTheClientProgramsAndNoLists(String variant) throws IOException {
        var file = Dockerfile.read(variant);
        assertThat(file.all("ARG")).contains("PG_MAJOR=18");
        assertThat(file.all("RUN").filter(run -> run.startsWith("apt-get")))
                .hasSize(1)
                .first()
                .asString()
                .containsSubsequence(
                        "apt-get update",
                        "apt-get upgrade -y",
                        "postgresql-common ",
                        "/usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y",
                        "--no-install-recommends \"postgresql-client-$PG_MAJOR\"",
                        "purge -y --auto-remove postgresql-common ",
                        "rm -rf /var/lib/apt/lists/*");
    }

    /** The cache is of no use to a JVM with another collector. */
    @Test
    void theJvmRunsAsItWasTrained() throws IOException {
        var file = Dockerfile.read("jvm");
        assertThat(training(file)).contains("-XX:AOTCacheOutput=app.aot", "-XX:+UseSerialGC");
        assertThat(file.entrypoint())
                .contains("-XX:AOTCache=app.aot", "-XX:+UseSerialGC")
                .anyMatch(option -> option.startsWith("-XX:MaxDirectMemorySize="));
    }

    /** Adapters are for the processor that made them, which no JVM checks when it reads them. */
    @Test
    void theCacheHoldsNoMachineCode() throws IOException {
        assertThat(training(Dockerfile.read("jvm")))
                .containsSubsequence(
                        "-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTAdapterCaching", "-jar");
    }

    /** A builder that gives files other times makes the cache worthless, unless they have them. */
    @Test
    void theCacheIsMadeForJarsOfAFixedTime() throws IOException {
        var file = Dockerfile.read("jvm");
        assertThat(file.arguments()).containsEntry("SOURCE_DATE_EPOCH", "0");
        assertThat(file.runsInApp())
                .hasSize(2)
                .first()
                .isEqualTo("find . -exec touch --date=\"@$SOURCE_DATE_EPOCH\" {} +");
        var stage = file.instructions().stream().map(i -> i.name() + " " + i.text()).toList();
        // Touched before they come into the image itself, and trained after.
        var image = stage.subList(stage.lastIndexOf("FROM ${BASE}"), stage.size());
        assertThat(image).noneMatch(line -> line.contains("target/quarkus-app"));
        assertThat(image.stream().map(line -> line.replaceAll("(?s)^(\\S+ \\S+).*", "$1")))
                .containsSubsequence("COPY --from=files", "RUN tmp=$(mktemp");
    }

    /** Builders may use the machine's network, where ports are taken, and show what failed. */
    @Test
    void theRehearsalDisturbsNobodyAndSaysWhatFailed() throws IOException {
        assertThat(training(Dockerfile.read("jvm")))
                .contains("QUARKUS_HTTP_PORT=0 ", "QUARKUS_MANAGEMENT_PORT=0 ")
                .containsSubsequence("|| {", "cat \"$tmp/log\"", "false");
    }

    private static String training(Dockerfile file) {
        return file.all("RUN").reduce((first, last) -> last).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "native", "native-micro"})
    void theProcessEndsWithoutMemoryAndDoesNotCountTheNodesProcessors(String variant)
            throws IOException {
        assertThat(Dockerfile.read(variant).entrypoint())
                .contains("-XX:+ExitOnOutOfMemoryError", "-XX:ActiveProcessorCount=2");
    }

    /** Nothing can be run in an image without a shell: a stage before looks at the executable. */
    @Test
    void nativeMicroTakesWhatNeedsLibcOnly() throws IOException {
        var file = Dockerfile.read("native-micro");
        var lines = file.instructions().stream().map(i -> i.name() + " " + i.text()).toList();
        assertThat(lines.subList(lines.indexOf("FROM ${BASE}"), lines.size()))
                .noneMatch(line -> line.startsWith("RUN"))
                .contains("COPY --from=checked /app/application application");
        assertThat(file.runsInApp()).hasSize(1).first().asString().contains("ldd", "exit 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "native", "native-micro"})
    void whatIsCopiedIsInTheBuildContext(String variant) throws IOException {
        var sent = Files.readAllLines(Path.of(".dockerignore"));
        assertThat(Dockerfile.read(variant).copies())
                .isNotEmpty()
                .allMatch(
                        copy ->
                                sent.stream()
                                        .filter(line -> line.startsWith("!"))
                                        .anyMatch(
                                                line -> copy.from().startsWith(line.substring(1))));
    }
}
