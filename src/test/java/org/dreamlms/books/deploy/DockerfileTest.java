package org.dreamlms.books.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said of the images without building them; ContainerIT runs one's command line. */
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
        assertThat(file.all("FROM"))
                .hasSize(1)
                .allMatch(image -> image.contains(":") && !image.endsWith(":latest"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "native"})
    void imagesThatMigrateBringTheClientProgramsAndNoLists(String variant) throws IOException {
        assertThat(Dockerfile.read(variant).all("RUN").findFirst().orElseThrow())
                .contains("--no-install-recommends", "$POSTGRESQL_CLIENT", "rm -rf /var/lib/apt");
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
