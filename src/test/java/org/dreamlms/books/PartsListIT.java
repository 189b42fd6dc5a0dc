package org.dreamlms.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What is shipped, under which licences, and that those who get it can read that. */
class PartsListIT {

    private static final Path LICENCES = Path.of("target", "licenses");

    /** Of the licences of a part one is enough: where there are several, we may choose. */
    private static final Set<String> ALLOWED =
            Set.of(
                    "Apache-2.0",
                    "BSD-2-Clause",
                    "BSD-3-Clause",
                    "CC0-1.0",
                    "EPL-1.0",
                    "EPL-2.0",
                    "MIT",
                    "MIT-0",
                    "Public Domain");

    @Test
    void whatIsShippedIsOnTheListAndNothingElse() throws IOException {
        Set<String> shipped;
        try (var files = Files.walk(PackagedService.libraries())) {
            shipped =
                    files.map(jar -> jar.getFileName().toString())
                            .filter(name -> name.endsWith(".jar"))
                            // Quarkus changes some for native-image.
                            .map(name -> name.replaceFirst("^modified-", ""))
                            .collect(Collectors.toCollection(TreeSet::new));
        }
        assertThat(shipped).hasSizeGreaterThan(100);
        Set<String> listed = new TreeSet<>();
        for (var part : list().path("components")) {
            var name =
                    "%s.%s-%s.jar"
                            .formatted(
                                    part.path("group").asText(),
                                    part.path("name").asText(),
                                    part.path("version").asText());
            assertThat(part.path("purl").asText()).as(name).startsWith("pkg:maven/");
            listed.add(name);
        }
        assertThat(listed).isEqualTo(shipped);
    }

    @Test
    void thePartsAreOursToShip() throws IOException {
        for (var part : list().path("components")) {
            assertThat(licences(part))
                    .as(part.path("purl").asText())
                    .containsAnyElementsOf(ALLOWED);
        }
        assertThat(licences(list().path("metadata").path("component")))
                .containsExactly("Apache-2.0");
    }

    @Test
    void whatGoesIntoTheImagesIsThere() throws IOException {
        assertThat(LICENCES.resolve("LICENSE")).hasSameBinaryContentAs(Path.of("LICENSE"));
        assertThat(LICENCES.resolve("NOTICE")).hasSameBinaryContentAs(Path.of("NOTICE"));
        assertThat(LICENCES.resolve("parts").toFile().list())
                .anyMatch(part -> part.startsWith("postgresql-"))
                .anyMatch(part -> part.startsWith("jackson-databind-"));
        list();
        assertThat(LICENCES.resolve("bom.json"))
                .hasSameBinaryContentAs(Path.of("target", "bom.json"));
    }

    @Test
    void theJarCarriesTheLicence() throws IOException {
        PackagedService.assumeJar();
        try (var files = Files.list(PackagedService.APP.resolve("app"))) {
            for (var file : files.toList()) {
                try (var jar = new JarFile(file.toFile())) {
                    assertThat(jar.getEntry("META-INF/LICENSE")).as(file.toString()).isNotNull();
                    assertThat(jar.getEntry("META-INF/NOTICE")).as(file.toString()).isNotNull();
                }
            }
        }
    }

    private static JsonNode list() throws IOException {
        var file = Path.of("target", "bom.json");
        assumeFalse(
                "offline=true".equals(System.getProperty("maven.mode")) && !Files.exists(file),
                "Maven makes no parts list when it is offline (-o)");
        return new ObjectMapper().readTree(file.toFile());
    }

    private static Stream<String> licences(JsonNode part) {
        return StreamSupport.stream(part.path("licenses").spliterator(), false)
                .map(
                        choice ->
                                Stream.of("/expression", "/license/id", "/license/name")
                                        .map(choice::at)
                                        .filter(JsonNode::isTextual)
                                        .map(JsonNode::asText)
                                        .findFirst()
                                        .orElse("none"));
    }
}
