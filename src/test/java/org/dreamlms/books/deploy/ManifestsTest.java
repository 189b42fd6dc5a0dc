package org.dreamlms.books.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dreamlms.books.SettingsTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests say what Kubernetes understands, and what the service does. */
class ManifestsTest {

    /** Of Quarkus; ContainerIT starts the service with them. */
    private static final Set<String> OF_QUARKUS =
            Set.of(
                    "QUARKUS_DATASOURCE_JDBC_URL",
                    "QUARKUS_DATASOURCE_JDBC_MAX_SIZE",
                    "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING",
                    "QUARKUS_HTTP_PROXY_TRUSTED_PROXIES",
                    "QUARKUS_DATASOURCE_USERNAME",
                    "QUARKUS_DATASOURCE_PASSWORD");

    @Test
    void kubernetesKnowsEveryField() throws IOException {
        for (var file : Manifests.files()) {
            assertThat(Manifests.parse(Files.readString(file))).as("%s", file).isNotEmpty();
        }
    }

    @Test
    void anUnknownFieldIsFound() throws IOException {
        var deployment = Files.readString(Manifests.ROOT.resolve("base/deployment.yaml"));
        assertThatThrownBy(
                        () -> Manifests.parse(deployment.replace("runAsNonRoot", "runAsNonroot")))
                .hasMessageContaining("runAsNonroot");
    }

    @Test
    void kustomizationsNameWhatIsThereAndNothingIsLeftOut() throws IOException {
        Set<Path> named = new HashSet<>();
        for (var file : Manifests.kustomizations()) {
            var kustomization = Manifests.kustomization(file);
            for (var key : List.of("resources", "patches")) {
                for (var entry : (List<?>) kustomization.getOrDefault(key, List.of())) {
                    var name = entry instanceof Map<?, ?> map ? map.get("path") : entry;
                    var path = file.resolveSibling(name.toString()).normalize();
                    assertThat(path).as("named in %s", file).exists();
                    named.add(path);
                }
            }
        }
        assertThat(named).containsAll(Manifests.files());
    }

    @Test
    void everyVariableIsASetting() throws IOException {
        Set<String> known = new HashSet<>(OF_QUARKUS);
        SettingsTable.settings().forEach(s -> known.add(s.variable()));
        Set<String> used =
                new HashSet<>(
                        Manifests.only(ConfigMap.class, "settings/configmap.yaml")
                                .getData()
                                .keySet());
        for (var pod : pods()) {
            containers(pod).forEach(c -> c.getEnv().forEach(env -> used.add(env.getName())));
        }
        assertThat(used).hasSizeGreaterThan(10);
        assertThat(known).containsAll(used);
    }

    @Test
    void noPodMayDoMoreThanItMust() throws IOException {
        for (var pod : pods()) {
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType())
                    .isEqualTo("RuntimeDefault");
            for (var container : containers(pod).toList()) {
                var context = container.getSecurityContext();
                assertThat(context.getReadOnlyRootFilesystem()).isTrue();
                assertThat(context.getAllowPrivilegeEscalation()).isFalse();
                assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
            }
        }
    }

    @Test
    void replicasAreEnoughAndStopInOrder() throws IOException {
        var deployment = Manifests.only(Deployment.class, "base/deployment.yaml").getSpec();
        // The autoscaler's business: each apply would set it back.
        assertThat(deployment.getReplicas()).isNull();
        assertThat(
                        Manifests.only(HorizontalPodAutoscaler.class, "base/autoscaler.yaml")
                                .getSpec()
                                .getMinReplicas())
                .isEqualTo(3);
        var pod = deployment.getTemplate().getSpec();
        // The pause and the time for requests under way in application.properties.
        assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(3 + 36);
        assertThat(pod.getTopologySpreadConstraints()).hasSize(2);
        var container = pod.getContainers().get(0);
        assertThat(
                        Stream.of(
                                        container.getStartupProbe(),
                                        container.getReadinessProbe(),
                                        container.getLivenessProbe())
                                .map(
                                        p ->
                                                p.getHttpGet().getPath()
                                                        + " "
                                                        + p.getHttpGet().getPort().getStrVal()))
                .containsExactly(
                        "/q/health/started management",
                        "/q/health/ready management",
                        "/q/health/live management");
    }

    /** A secret that has an alternative: the service itself says what it lacks. */
    @Test
    void onlyTheDatabasesLoginMustBeThere() throws IOException {
        for (var pod : pods()) {
            for (var container : containers(pod).toList()) {
                Map<String, Boolean> optional = new HashMap<>();
                for (var env : container.getEnv()) {
                    if (env.getValueFrom() != null) {
                        var reference = env.getValueFrom().getSecretKeyRef();
                        optional.put(env.getName(), Boolean.TRUE.equals(reference.getOptional()));
                    }
                }
                assertThat(optional)
                        .containsOnly(
                                Map.entry("QUARKUS_DATASOURCE_USERNAME", false),
                                Map.entry("QUARKUS_DATASOURCE_PASSWORD", false),
                                Map.entry("DREAM_CENTRAL_STORAGE_EMAIL", true),
                                Map.entry("DREAM_CENTRAL_STORAGE_PASSWORD", true),
                                Map.entry("DREAM_CENTRAL_STORAGE_API_KEY", true),
                                Map.entry("DREAM_CENTRAL_STORAGE_WEBHOOK_SECRET", true),
                                Map.entry("DREAM_CENTRAL_STORAGE_WEBHOOK_SECRET_PREVIOUS", true),
                                Map.entry("SECRET_KEY", true));
            }
        }
    }

    /** Comments tell what may be set as well. */
    @Test
    void variablesInCommentsAreSettingsToo() throws IOException {
        Set<String> known = new HashSet<>(OF_QUARKUS);
        SettingsTable.settings().forEach(s -> known.add(s.variable()));
        var text = Files.readString(Manifests.ROOT.resolve("settings/configmap.yaml"));
        var examples =
                Pattern.compile("(?m)^ *# ([A-Z_]{5,}): ")
                        .matcher(text)
                        .results()
                        .map(match -> match.group(1))
                        .toList();
        assertThat(examples).contains("DCS_BOOKS_WEBHOOK_PUBLIC_URL");
        assertThat(known).containsAll(examples);
    }

    /** With kubectl, which renders without a cluster; the parts are looked at without it, too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "overlays/jvm",
                "overlays/native",
                "migration/dry-run",
                "migration/run",
                "migration/backups",
                "settings",
                "ingress"
            })
    void whatKustomizeMakesIsUnderstoodToo(String directory) throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "kubectl"))));
        var process =
                new ProcessBuilder("kubectl", "kustomize", Manifests.ROOT + "/" + directory)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var rendered = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).isZero();
        var all = Manifests.parse(rendered);
        for (var resource : all) {
            assertThat(resource.getMetadata().getNamespace()).isEqualTo("lms");
        }
        for (var container : all.stream().flatMap(ManifestsTest::containers).toList()) {
            assertThat(container.getImage()).startsWith("registry.example.org/dcs-books:1.0.0-");
            assertThat(container.getResources().getLimits()).containsKey("memory");
            assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
        }
    }

    private static List<PodSpec> pods() throws IOException {
        List<PodSpec> pods = new ArrayList<>();
        pods.add(
                Manifests.only(Deployment.class, "base/deployment.yaml")
                        .getSpec()
                        .getTemplate()
                        .getSpec());
        for (var name : List.of("run", "dry-run")) {
            pods.add(
                    Manifests.only(Job.class, "migration/" + name + "/job.yaml")
                            .getSpec()
                            .getTemplate()
                            .getSpec());
        }
        return pods;
    }

    private static Stream<Container> containers(HasMetadata resource) {
        if (resource instanceof Deployment deployment) {
            return containers(deployment.getSpec().getTemplate().getSpec());
        }
        return resource instanceof Job job
                ? containers(job.getSpec().getTemplate().getSpec())
                : Stream.empty();
    }

    private static Stream<Container> containers(PodSpec pod) {
        return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream());
    }
}
