package org.dreamlms.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The parts list (target/bom.json) names the jars that are shipped: all of them, and no others. */
class PartsListIT {

    /** Of dev mode: a dependency that Quarkus leaves out when it packages. */
    private static final String NOT_SHIPPED = "io.quarkus.quarkus-ide-launcher-";

    @Test
    void whatIsShippedIsOnTheListAndNothingElse() throws IOException {
        PackagedService.assumeJar();
        var file = Path.of("target", "bom.json");
        assumeTrue(Files.exists(file), "Maven makes no parts list when it is offline (-o)");
        Set<String> shipped;
        try (var files = Files.walk(PackagedService.APP.resolve("lib"))) {
            shipped =
                    files.map(jar -> jar.getFileName().toString())
                            .filter(name -> name.endsWith(".jar"))
                            .collect(Collectors.toCollection(TreeSet::new));
        }
        assertThat(shipped).hasSizeGreaterThan(100);
        Set<String> listed = new TreeSet<>();
        var list = new ObjectMapper().readTree(file.toFile());
        for (var part : list.path("components")) {
            var name =
                    "%s.%s-%s.jar"
                            .formatted(
                                    part.path("group").asText(),
                                    part.path("name").asText(),
                                    part.path("version").asText());
            assertThat(part.path("purl").asText()).as(name).startsWith("pkg:maven/");
            if (!name.startsWith(NOT_SHIPPED)) {
                listed.add(name);
            }
        }
        assertThat(listed).isEqualTo(shipped);
    }
}
