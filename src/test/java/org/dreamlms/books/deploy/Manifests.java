package org.dreamlms.books.deploy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;

/**
 * The manifests, read with Kubernetes' model; a field that Kubernetes does not know is an error.
 */
public final class Manifests {

    static final Path ROOT = Path.of("src/main/kubernetes");

    private static final Set<String> KUSTOMIZATION =
            Set.of(
                    "apiVersion",
                    "kind",
                    "namespace",
                    "resources",
                    "components",
                    "images",
                    "patches");

    private static final Map<String, Class<? extends HasMetadata>> KINDS =
            Map.ofEntries(
                    Map.entry("v1/ConfigMap", ConfigMap.class),
                    Map.entry("v1/Service", Service.class),
                    Map.entry("v1/PersistentVolumeClaim", PersistentVolumeClaim.class),
                    Map.entry("apps/v1/Deployment", Deployment.class),
                    Map.entry("batch/v1/Job", Job.class),
                    Map.entry(
                            "autoscaling/v2/HorizontalPodAutoscaler",
                            HorizontalPodAutoscaler.class),
                    Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
                    Map.entry("networking.k8s.io/v1/Ingress", Ingress.class),
                    Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
                    Map.entry("monitoring.coreos.com/v1/ServiceMonitor", ServiceMonitor.class),
                    Map.entry("v1/Pod", Pod.class),
                    Map.entry("gateway.networking.k8s.io/v1/HTTPRoute", HTTPRoute.class));

    private static final ObjectMapper STRICT =
            new ObjectMapper(new YAMLFactory())
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .setAnnotationIntrospector(
                            new JacksonAnnotationIntrospector() {
                                private static final long serialVersionUID = 1L;

                                /** The model would keep what it does not know. */
                                @Override
                                public Boolean hasAnySetter(Annotated annotated) {
                                    return false;
                                }
                            });

    private Manifests() {}

    /** Every file but the kustomizations. */
    static List<Path> files() throws IOException {
        try (var files = Files.walk(ROOT)) {
            return files.filter(f -> f.toString().endsWith(".yaml"))
                    .filter(f -> !f.endsWith("kustomization.yaml"))
                    .sorted()
                    .toList();
        }
    }

    static List<Path> kustomizations() throws IOException {
        try (var files = Files.walk(ROOT)) {
            return files.filter(f -> f.endsWith("kustomization.yaml")).sorted().toList();
        }
    }

    /** What Kubernetes would make of this text, which may be several documents. */
    public static List<HasMetadata> parse(String yaml) throws IOException {
        List<HasMetadata> parsed = new ArrayList<>();
        for (Object document : new Yaml().loadAll(yaml)) {
            var map = (Map<?, ?>) document;
            var type = KINDS.get(map.get("apiVersion") + "/" + map.get("kind"));
            if (type == null) {
                throw new IOException("unknown: " + map.get("apiVersion") + "/" + map.get("kind"));
            }
            // Through text again: the aliases of YAML are resolved by then.
            parsed.add(STRICT.readValue(new ObjectMapper().writeValueAsString(map), type));
        }
        return parsed;
    }

    /** The only one of this kind in a file. */
    public static <T extends HasMetadata> T only(Class<T> type, String file) throws IOException {
        return type.cast(parse(Files.readString(ROOT.resolve(file))).get(0));
    }

    /** A kustomization, in which nothing stands that we do not mean. */
    static Map<String, Object> kustomization(Path file) throws IOException {
        Map<String, Object> read = new Yaml().load(Files.readString(file));
        if (!KUSTOMIZATION.containsAll(read.keySet())) {
            throw new IOException(file + " has unknown fields: " + read.keySet());
        }
        return read;
    }
}
