package org.dreamlms.books.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Names, labels and ports of the manifests mean the same pods everywhere. */
class AgreementTest {

    private final Deployment deployment = Manifests.only(Deployment.class, "base/deployment.yaml");
    private final Service service = Manifests.only(Service.class, "base/service.yaml");
    private final PodTemplateSpec pod = deployment.getSpec().getTemplate();
    private final Map<String, String> serving = deployment.getSpec().getSelector().getMatchLabels();

    AgreementTest() throws IOException {}

    private static List<PodTemplateSpec> jobs() throws IOException {
        return List.of(
                Manifests.only(Job.class, "migration/run/job.yaml").getSpec().getTemplate(),
                Manifests.only(Job.class, "migration/dry-run/job.yaml").getSpec().getTemplate());
    }

    @Test
    void selectorsMeanTheServingPodsAlone() throws IOException {
        assertThat(pod.getMetadata().getLabels()).containsAllEntriesOf(serving);
        assertThat(service.getSpec().getSelector()).isEqualTo(serving);
        assertThat(
                        Manifests.only(PodDisruptionBudget.class, "base/disruptionbudget.yaml")
                                .getSpec()
                                .getSelector()
                                .getMatchLabels())
                .isEqualTo(serving);
        assertThat(pod.getSpec().getTopologySpreadConstraints())
                .allMatch(spread -> spread.getLabelSelector().getMatchLabels().equals(serving));
        for (var job : jobs()) {
            assertThat(job.getMetadata().getLabels().entrySet().containsAll(serving.entrySet()))
                    .as("a job's pod would be sent requests")
                    .isFalse();
        }
    }

    @Test
    void theNetworkPolicyIsForTheJobsPodsToo() throws IOException {
        var policy = Manifests.only(NetworkPolicy.class, "settings/networkpolicy.yaml").getSpec();
        var chosen = policy.getPodSelector().getMatchLabels();
        assertThat(pod.getMetadata().getLabels()).containsAllEntriesOf(chosen);
        for (var job : jobs()) {
            assertThat(job.getMetadata().getLabels()).containsAllEntriesOf(chosen);
        }
        assertThat(policy.getIngress())
                .flatMap(rule -> rule.getPorts())
                .extracting(port -> port.getPort().getStrVal())
                .containsExactlyInAnyOrderElementsOf(ports());
    }

    @Test
    void theNetworkPolicyLetsNobodyElseInOrOut() throws IOException {
        var policy = Manifests.only(NetworkPolicy.class, "settings/networkpolicy.yaml").getSpec();
        assertThat(policy.getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(policy.getIngress())
                .extracting(rule -> peers(rule.getFrom()) + " to " + ports(rule.getPorts()))
                .containsExactly(
                        "ns kubernetes.io/metadata.name In [ingress-nginx, envoy-gateway-system,"
                                + " istio-ingress, istio-system, nginx-gateway, traefik, kong],"
                                + " gateway.networking.k8s.io/gateway-name Exists [] to http",
                        "ns kubernetes.io/metadata.name=monitoring app.kubernetes.io/name=prometheus to management");
        assertThat(policy.getEgress())
                .extracting(rule -> peers(rule.getTo()) + " to " + ports(rule.getPorts()))
                .containsExactly(
                        "ns kubernetes.io/metadata.name=kube-system, 169.254.20.10/32, 169.254.169.254/32 to 53/UDP, 53/TCP",
                        "ns kubernetes.io/metadata.name=openshift-dns to 5353/UDP, 5353/TCP",
                        "app.kubernetes.io/name=postgresql to 5432",
                        "0.0.0.0/0 but [169.254.0.0/16], ::/0 but [fe80::/10,"
                                + " fd00:ec2::254/128] to 443",
                        "ns kubernetes.io/metadata.name=monitoring app.kubernetes.io/name=opentelemetry-collector to 4317");
    }

    private static String peers(List<NetworkPolicyPeer> peers) {
        assertThat(peers).as("nobody named is everybody").isNotEmpty();
        return peers.stream().map(AgreementTest::peer).collect(Collectors.joining(", "));
    }

    private static String peer(NetworkPolicyPeer peer) {
        if (peer.getIpBlock() != null) {
            var block = peer.getIpBlock();
            return block.getCidr()
                    + (block.getExcept().isEmpty() ? "" : " but " + block.getExcept());
        }
        var name = new ArrayList<String>();
        if (peer.getNamespaceSelector() != null) {
            name.add("ns " + labels(peer.getNamespaceSelector()));
        }
        if (peer.getPodSelector() != null) {
            name.add(labels(peer.getPodSelector()));
        }
        return String.join(" ", name);
    }

    private static String labels(LabelSelector selector) {
        var labels = new ArrayList<String>();
        selector.getMatchLabels().forEach((label, value) -> labels.add(label + "=" + value));
        selector.getMatchExpressions()
                .forEach(
                        e ->
                                labels.add(
                                        "%s %s %s"
                                                .formatted(
                                                        e.getKey(),
                                                        e.getOperator(),
                                                        e.getValues())));
        assertThat(labels).as("no label is every pod, or namespace").isNotEmpty();
        return String.join(" ", labels);
    }

    private static String ports(List<NetworkPolicyPort> ports) {
        return ports.stream()
                .map(
                        port ->
                                port.getPort().getValue()
                                        + (port.getProtocol() == null
                                                ? ""
                                                : "/" + port.getProtocol()))
                .collect(Collectors.joining(", "));
    }

    /** It reaches the database and the backup as the jobs do, and is sent no requests. */
    @Test
    void theShellIsWhereTheMigrationWas() throws IOException {
        var shell = Manifests.only(Pod.class, "migration/shell/pod.yaml");
        var policy = Manifests.only(NetworkPolicy.class, "settings/networkpolicy.yaml").getSpec();
        assertThat(shell.getMetadata().getLabels())
                .containsAllEntriesOf(policy.getPodSelector().getMatchLabels());
        assertThat(shell.getMetadata().getLabels().entrySet().containsAll(serving.entrySet()))
                .isFalse();
        var job = jobs().get(0).getSpec();
        assertThat(shell.getSpec().getVolumes()).hasSameElementsAs(job.getVolumes());
        assertThat(shell.getSpec().getSecurityContext()).isEqualTo(job.getSecurityContext());
        var container = shell.getSpec().getContainers().get(0);
        var secrets =
                container.getEnv().stream()
                        .filter(env -> env.getValueFrom() != null)
                        .map(env -> env.getValueFrom().getSecretKeyRef().getName())
                        .toList();
        assertThat(secrets).containsExactly("dcs-books-database", "dcs-books-database");
        var url =
                Manifests.only(ConfigMap.class, "settings/configmap.yaml")
                        .getData()
                        .get("QUARKUS_DATASOURCE_JDBC_URL");
        var variables =
                container.getEnv().stream()
                        .filter(env -> env.getValue() != null)
                        .collect(Collectors.toMap(env -> env.getName(), env -> env.getValue()));
        assertThat(url)
                .isEqualTo(
                        "jdbc:postgresql://%s:5432/%s"
                                .formatted(variables.get("PGHOST"), variables.get("PGDATABASE")));
    }

    @Test
    void theAutoscalerScalesTheDeployment() throws IOException {
        var target =
                Manifests.only(HorizontalPodAutoscaler.class, "base/autoscaler.yaml")
                        .getSpec()
                        .getScaleTargetRef();
        assertThat(target.getApiVersion()).isEqualTo(deployment.getApiVersion());
        assertThat(target.getKind()).isEqualTo(deployment.getKind());
        assertThat(target.getName()).isEqualTo(deployment.getMetadata().getName());
    }

    @Test
    void portsAreCalledTheSameEverywhere() throws IOException {
        assertThat(service.getSpec().getPorts())
                .extracting(port -> port.getTargetPort().getStrVal())
                .containsExactlyInAnyOrderElementsOf(ports());
        var named =
                service.getSpec().getPorts().stream()
                        .map(port -> port.getName())
                        .collect(Collectors.toSet());

        var monitor = Manifests.only(ServiceMonitor.class, "base/servicemonitor.yaml").getSpec();
        assertThat(service.getMetadata().getLabels())
                .containsAllEntriesOf(monitor.getSelector().getMatchLabels());
        assertThat(monitor.getEndpoints())
                .hasSize(1)
                .allMatch(endpoint -> endpoint.getPort().equals("management"))
                .allMatch(endpoint -> named.contains(endpoint.getPort()));

        assertThat(Manifests.only(Ingress.class, "ingress/ingress.yaml").getSpec().getRules())
                .flatMap(rule -> rule.getHttp().getPaths())
                .extracting(path -> path.getBackend().getService())
                .allMatch(backend -> backend.getName().equals(service.getMetadata().getName()))
                .allMatch(backend -> backend.getPort().getName().equals("http"));
        var route = Manifests.only(HTTPRoute.class, "gateway/httproute.yaml").getSpec();
        assertThat(route.getRules())
                .flatMap(rule -> rule.getBackendRefs())
                .isNotEmpty()
                .allMatch(backend -> backend.getName().equals(service.getMetadata().getName()))
                .allMatch(
                        backend ->
                                service.getSpec().getPorts().stream()
                                        .filter(port -> port.getName().equals("http"))
                                        .allMatch(p -> p.getPort().equals(backend.getPort())));
        // Alerts and dashboard select by this label, which is the Service's name.
        assertThat(service.getMetadata().getName()).isEqualTo("dcs-books");
    }

    private Set<String> ports() {
        var ports =
                pod.getSpec().getContainers().get(0).getPorts().stream()
                        .map(ContainerPort::getName)
                        .collect(Collectors.toSet());
        assertThat(ports).containsExactlyInAnyOrder("http", "management");
        return ports;
    }
}
