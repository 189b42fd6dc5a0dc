package org.dreamlms.books.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is applied on its own, and in which order. */
class OwnersTest {

    /** What the README applies, beside one of the overlays. */
    private static final List<String> APPLIED =
            List.of(
                    "settings",
                    "migration/backups",
                    "migration/dry-run",
                    "migration/run",
                    "ingress");

    /** What is applied by itself owns what is in it: two owners would take it from each other. */
    @ParameterizedTest
    @ValueSource(strings = {"overlays/jvm", "overlays/native"})
    void nothingHasTwoOwners(String overlay) throws IOException {
        Map<String, Path> owners = new HashMap<>();
        for (var name : APPLIED) {
            owns(Manifests.ROOT.resolve(name), owners);
        }
        owns(Manifests.ROOT.resolve(overlay), owners);
        assertThat(owners)
                .containsKeys(
                        "ConfigMap dcs-books",
                        "PersistentVolumeClaim dcs-books-backups",
                        "Ingress dcs-books",
                        "Job dcs-books-migration",
                        "Deployment dcs-books");
    }

    private static void owns(Path applied, Map<String, Path> owners) throws IOException {
        var file = applied.resolve("kustomization.yaml");
        assertThat(Manifests.kustomization(file)).as("%s", file).containsEntry("namespace", "lms");
        for (var resource : Manifests.resources(applied)) {
            var name = resource.getKind() + " " + resource.getMetadata().getName();
            assertThat(owners.put(name, applied)).as("another owner of %s", name).isNull();
        }
    }

    @Test
    void theReadmeAppliesThemInTheOrderInWhichTheyWork() throws IOException {
        var commands =
                Pattern.compile(
                                "(?m)^kubectl (?:apply -k|-n lms wait --for=condition=complete"
                                        + " --timeout=\\w+|-n lms rollout status) ([\\w/-]+)")
                        .matcher(Files.readString(Path.of("README.md")))
                        .results()
                        .map(match -> match.group(1))
                        .toList();
        assertThat(commands)
                .containsExactly(
                        "settings",
                        "migration/backups",
                        "migration/dry-run",
                        "job/dcs-books-dry-run",
                        "migration/run",
                        "job/dcs-books-migration",
                        "overlays/jvm",
                        "deployment/dcs-books",
                        "ingress");
    }
}
