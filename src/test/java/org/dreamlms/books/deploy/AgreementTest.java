package org.dreamlms.books.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
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
        assertThat(policy.getEgress())
                .flatMap(rule -> rule.getPorts())
                .extracting(port -> port.getPort().getIntVal())
                .contains(53, 5432, 443, 4317);
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
