package org.dreamlms.books.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                    "migration/shell",
                    "ingress",
                    "gateway");

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
                        "HTTPRoute dcs-books",
                        "Pod dcs-books-shell",
                        "Job dcs-books-migration",
                        "Deployment dcs-books");
    }

    private static void owns(Path applied, Map<String, Path> owners) throws IOException {
        var file = applied.resolve("kustomization.yaml");
        assertThat(Manifests.kustomization(file)).as("%s", file).containsEntry("namespace", "lms");
        for (var resource : Kustomization.render(applied)) {
            var name = resource.getKind() + " " + resource.getMetadata().getName();
            assertThat(owners.put(name, applied)).as("another owner of %s", name).isNull();
        }
    }

    @Test
    void theReadmeAppliesThemInTheOrderInWhichTheyWork() throws IOException {
        var commands =
                Pattern.compile(
                                "(?m)^(?:kubectl apply -k|migration/await\\.sh|kubectl -n lms rollout"
                                        + " status)"
                                        + " ([\\w/-]+)")
                        .matcher(Files.readString(Manifests.ROOT.resolve("README.md")))
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
                        "gateway",
                        "migration/shell");
    }

    /** {@code kubectl wait} would go on for hours when a job has failed. */
    @ParameterizedTest
    @CsvSource({"Complete, 0", "SuccessCriteriaMet Complete, 0", "FailureTarget Failed, 1"})
    void theEndOfAJobIsNoticedWhicheverItIs(String conditions, int status, @TempDir Path programs)
            throws Exception {
        var kubectl =
                Files.writeString(
                        programs.resolve("kubectl"),
                        "#!/bin/sh\n[ $3 = logs ] || printf '%s' '" + conditions + "'\n");
        Files.setPosixFilePermissions(kubectl, PosixFilePermissions.fromString("rwx------"));
        var builder =
                new ProcessBuilder(Manifests.ROOT + "/migration/await.sh", "job/dcs-books-dry-run");
        builder.environment().compute("PATH", (name, path) -> programs + ":" + path);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        var process = builder.start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(status);
    }

    /** A pod that can't start ends no job: whoever waits has to see it. */
    @Test
    void whatThePodsDoIsToldMeanwhile(@TempDir Path programs) throws Exception {
        var kubectl =
                Files.writeString(
                        programs.resolve("kubectl"),
                        """
                        #!/bin/sh
                        case "$*" in
                          *pods*job-name=dcs-books-dry-run*)
                            echo 'dcs-books-dry-run-x 0/1 CreateContainerConfigError'
                            touch "${0%/*}/told" ;;
                          *jsonpath*) [ ! -e "${0%/*}/told" ] || printf Failed ;;
                        esac
                        """);
        Files.setPosixFilePermissions(kubectl, PosixFilePermissions.fromString("rwx------"));
        var builder =
                new ProcessBuilder(Manifests.ROOT + "/migration/await.sh", "job/dcs-books-dry-run");
        builder.environment().compute("PATH", (name, path) -> programs + ":" + path);
        var log = programs.resolve("log").toFile();
        var process = builder.redirectErrorStream(true).redirectOutput(log).start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(log).content().contains("CreateContainerConfigError");
    }

    /** A block that is pasted must not migrate after a dry run that has failed. */
    @Test
    void theReadmesBlocksStopAtTheFirstFailure() throws IOException {
        var blocks =
                Pattern.compile("(?s)```sh\\n(.*?)```")
                        .matcher(Files.readString(Manifests.ROOT.resolve("README.md")))
                        .results()
                        .map(match -> match.group(1))
                        .toList();
        assertThat(blocks).hasSizeGreaterThan(5);
        for (var block : blocks) {
            if (block.strip().contains("\n")) {
                assertThat(block).startsWith("(set -e\n").endsWith(")\n");
            }
        }
    }
}
