package org.dreamlms.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Integration tests start what the build has made. */
class PackagedServiceTest {

    private static Properties artifact(String type) {
        var artifact = new Properties();
        artifact.setProperty("type", type);
        return artifact;
    }

    @Test
    void theNativeExecutableRunsWithoutAJvm() {
        assertThat(PackagedService.command(artifact("native"), "target/x-runner", "-Xmx64m"))
                .containsExactly("target/x-runner", "-Xmx64m");
    }

    @Test
    void theJarRunsOnTheJvmOfTheTests() {
        assertThat(PackagedService.command(artifact("jar"), "target/x-runner", "-Xmx64m"))
                .hasSize(5)
                .startsWith(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-jar")
                .last()
                .asString()
                .endsWith("quarkus-run.jar");
    }
}
