package org.dreamlms.books.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dreamlms.books.SettingsTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests say what Kubernetes understands, and what the service does. */
class ManifestsTest {

    /** Of Quarkus and the JVM; ContainerIT starts the service with those of the ConfigMap. */
    private static final Set<String> OF_OTHERS =
            Set.of(
                    "QUARKUS_DATASOURCE_JDBC_URL",
                    "QUARKUS_TLS_TRUST_STORE_PEM_CERTS",
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
                    if (name == null) {
                        continue;
                    }
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
        Set<String> known = new HashSet<>(OF_OTHERS);
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
        var pods = new ArrayList<>(pods());
        pods.add(Manifests.only(Pod.class, "migration/shell/pod.yaml").getSpec());
        for (var pod : pods) {
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10001);
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
        assertThat(pod.getTopologySpreadConstraints())
                .hasSize(2)
                .allMatch(spread -> spread.getMatchLabelKeys().contains("pod-template-hash"));
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

    /** The pause until load balancers have noticed, then the time for requests under way. */
    @Test
    void aReplicaHasTheTimeThatItTakesToStop() throws IOException {
        var settings = new Properties();
        try (var in = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            settings.load(in);
        }
        var delay = seconds(settings, "quarkus.shutdown.delay");
        var stop = delay + seconds(settings, "quarkus.shutdown.timeout");
        var deployment = Manifests.only(Deployment.class, "base/deployment.yaml").getSpec();
        var pod = deployment.getTemplate().getSpec();
        assertThat(delay).isGreaterThanOrEqualTo(10);
        assertThat(pod.getTerminationGracePeriodSeconds()).isBetween(stop + 10, stop + 30);
    }

    private static long seconds(Properties settings, String name) {
        return Duration.parse("PT" + settings.getProperty(name)).toSeconds();
    }

    /**
     * One connection of each replica listens; while versions change there is one more, and about
     * three old ones end, which no limit counts.
     */
    @Test
    void allReplicasTogetherLeaveTheLmsConnections() throws IOException {
        int ending = 3;
        var replicas =
                ending
                        + Manifests.only(HorizontalPodAutoscaler.class, "base/autoscaler.yaml")
                                .getSpec()
                                .getMaxReplicas()
                        + Manifests.only(Deployment.class, "base/deployment.yaml")
                                .getSpec()
                                .getStrategy()
                                .getRollingUpdate()
                                .getMaxSurge()
                                .getIntVal();
        var pool =
                Manifests.only(ConfigMap.class, "settings/configmap.yaml")
                        .getData()
                        .get("QUARKUS_DATASOURCE_JDBC_MAX_SIZE");
        assertThat(replicas * (Integer.parseInt(pool) + 1)).isLessThan(100 * 4 / 5);
    }

    /**
     * Behind an Ingress all have its address, unless it is trusted to say theirs: the NetworkPolicy
     * lets in nobody else. What needs no token is limited by nothing else.
     */
    @Test
    void anAddressIsLimitedOnlyWhereItIsTheClients() throws IOException {
        var data = Manifests.only(ConfigMap.class, "settings/configmap.yaml").getData();
        assertThat(data)
                .doesNotContainKey("DCS_BOOKS_ACCESS_ADDRESS_REQUESTS_PER_MINUTE")
                .containsEntry("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true")
                .hasEntrySatisfying(
                        "QUARKUS_HTTP_PROXY_TRUSTED_PROXIES",
                        trusted -> assertThat(trusted).contains("/").doesNotContain("/0"));
    }

    /** Certificates of one's own, for the service and for its migration. */
    @Test
    void everyContainerHasTheAuthoritiesThatMayBeThere() throws IOException {
        for (var pod : pods()) {
            assertThat(pod.getVolumes())
                    .filteredOn(volume -> volume.getName().equals("ca"))
                    .extracting(Volume::getSecret)
                    .allMatch(secret -> secret.getSecretName().equals("dcs-books-ca"))
                    .allMatch(SecretVolumeSource::getOptional)
                    .hasSize(1);
            assertThat(containers(pod))
                    .allMatch(
                            container ->
                                    container.getVolumeMounts().stream()
                                            .anyMatch(
                                                    mount ->
                                                            mount.getName().equals("ca")
                                                                    && mount.getReadOnly()));
        }
    }

    /** The scheduler's promise is kept: memory is the node's to give, not to hope for. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "overlays/jvm",
                "overlays/native",
                "migration/dry-run",
                "migration/run",
                "migration/shell"
            })
    void asMuchMemoryIsRequestedAsIsAllowed(String directory) throws IOException {
        var all = Kustomization.render(Manifests.ROOT.resolve(directory));
        assertThat(all.stream().flatMap(ManifestsTest::containers))
                .isNotEmpty()
                .allMatch(
                        container ->
                                container
                                        .getResources()
                                        .getLimits()
                                        .get("memory")
                                        .equals(
                                                container
                                                        .getResources()
                                                        .getRequests()
                                                        .get("memory")));
    }

    @Test
    void replicasGoOneByOneAndNoJobIsMoved() throws IOException {
        var down =
                Manifests.only(HorizontalPodAutoscaler.class, "base/autoscaler.yaml")
                        .getSpec()
                        .getBehavior()
                        .getScaleDown();
        assertThat(down.getPolicies())
                .extracting(p -> p.getType() + " " + p.getValue() + " " + p.getPeriodSeconds())
                .containsExactly("Pods 1 300");
        for (var name : List.of("run", "dry-run")) {
            var job = Manifests.only(Job.class, "migration/" + name + "/job.yaml").getSpec();
            assertThat(job.getTtlSecondsAfterFinished()).isNull();
            assertThat(job.getTemplate().getMetadata().getAnnotations())
                    .containsEntry("cluster-autoscaler.kubernetes.io/safe-to-evict", "false")
                    .containsEntry("karpenter.sh/do-not-disrupt", "true");
        }
    }

    /** OpenShift gives a namespace ids of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"overlays/jvm", "migration/run", "migration/shell"})
    void theComponentForOpenShiftLeavesTheIdsToIt(String directory) throws Exception {
        var own = Files.createTempDirectory(Path.of("target"), "openshift");
        Files.writeString(
                own.resolve("kustomization.yaml"),
                "resources: [../../src/main/kubernetes/"
                        + directory
                        + "]\ncomponents: [../../src/main/kubernetes/components/openshift]\n");
        var pods =
                rendered(own).stream()
                        .map(ManifestsTest::pod)
                        .flatMap(Optional::stream)
                        .map(PodSpec::getSecurityContext)
                        .toList();
        assertThat(pods)
                .hasSize(1)
                .allMatch(context -> context.getRunAsUser() == null)
                .allMatch(context -> context.getRunAsGroup() == null)
                .allMatch(context -> context.getFsGroup() == null)
                .allMatch(PodSecurityContext::getRunAsNonRoot);
        Files.delete(own.resolve("kustomization.yaml"));
        Files.delete(own);
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
                                Map.entry("SECRET_KEY", true),
                                Map.entry("DCS_BOOKS_ACCESS_PUBLIC_KEY", true),
                                Map.entry("DCS_BOOKS_ACCESS_LINKS_KEY", true),
                                Map.entry("DCS_BOOKS_ACCESS_LINKS_PREVIOUS_KEY", true));
            }
        }
    }

    /** Comments tell what may be set as well. */
    @Test
    void variablesInCommentsAreSettingsToo() throws IOException {
        Set<String> known = new HashSet<>(OF_OTHERS);
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "overlays/jvm",
                "overlays/native",
                "migration/dry-run",
                "migration/run",
                "migration/backups",
                "migration/shell",
                "settings",
                "ingress",
                "gateway"
            })
    void whatKustomizeMakesIsUnderstoodToo(String directory) throws Exception {
        var all = rendered(Manifests.ROOT.resolve(directory));
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

    /** What is applied; kubectl, which renders without a cluster, has to make the same of it. */
    private static List<HasMetadata> rendered(Path directory) throws Exception {
        var rendered = Kustomization.render(directory);
        if (Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "kubectl")))) {
            var process =
                    new ProcessBuilder("kubectl", "kustomize", directory.toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            var kubectls = new String(process.getInputStream().readAllBytes());
            assertThat(process.waitFor()).isZero();
            assertThat(Manifests.parse(kubectls)).containsExactlyInAnyOrderElementsOf(rendered);
        }
        return rendered;
    }

    private static Optional<PodSpec> pod(HasMetadata resource) {
        if (resource instanceof Deployment deployment) {
            return Optional.of(deployment.getSpec().getTemplate().getSpec());
        }
        if (resource instanceof Job job) {
            return Optional.of(job.getSpec().getTemplate().getSpec());
        }
        return resource instanceof Pod pod ? Optional.of(pod.getSpec()) : Optional.empty();
    }

    private static Stream<Container> containers(HasMetadata resource) {
        return pod(resource).stream().flatMap(ManifestsTest::containers);
    }

    private static Stream<Container> containers(PodSpec pod) {
        return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream());
    }
}
