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
        assertThat(file.all("FROM")).hasSize(1);
        // Letters, such as a+rX, are understood by newer front ends of Docker only, not by Buildah.
        assertThat(file.all("COPY")).allMatch(text -> text.startsWith("--chmod=0755 "));
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
        assertThat(Dockerfile.read(variant).all("FROM"))
                .allMatch(image -> image.matches("[a-z-]+:\\d+\\.\\d+[\\w.]*-[\\w-]+"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "native"})
    void imagesThatMigrateBringTheClientProgramsAndNoLists(String variant) throws IOException {
        var file = Dockerfile.read(variant);
        assertThat(file.all("ARG")).contains("PG_MAJOR=18");
        assertThat(file.all("RUN").findFirst().orElseThrow())
                .containsSubsequence(
                        "apt-get update",
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
        var training = file.all("RUN").reduce((first, last) -> last).orElseThrow();
        assertThat(training).contains("-XX:AOTCacheOutput=app.aot", "-XX:+UseSerialGC");
        assertThat(file.entrypoint())
                .contains("-XX:AOTCache=app.aot", "-XX:+UseSerialGC")
                .anyMatch(option -> option.startsWith("-XX:MaxDirectMemorySize="));
    }

    @ParameterizedTest
    @ValueSource(strings = {"native-micro"})
    void withoutAShellNothingIsRunWhileBuilding(String variant) throws IOException {
        assertThat(Dockerfile.read(variant).all("RUN")).isEmpty();
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
