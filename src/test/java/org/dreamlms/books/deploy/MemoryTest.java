package org.dreamlms.books.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What images and manifests say of memory, taken together. */
class MemoryTest {

    /** A fifth of a container's memory, at the least, is for neither heap nor buffers. */
    @Test
    void heapAndBuffersFitIntoTheContainers() throws IOException {
        var options = Dockerfile.read("jvm").entrypoint();
        long share = number(options, "-XX:MaxRAMPercentage=(\\d+)");
        long buffers = number(options, "-XX:MaxDirectMemorySize=(\\d+)m");
        long limit = mebibytes("jvm");
        assertThat(limit * share / 100 + buffers).isBetween(limit / 2, limit * 4 / 5);
        var arguments = container("native").getArgs();
        assertThat(
                        number(arguments, "-Xmx(\\d+)m")
                                + number(arguments, "-XX:MaxDirectMemorySize=(\\d+)m"))
                .isBetween(mebibytes("native") / 2, mebibytes("native") * 4 / 5);
    }

    @Test
    void buffersFitIntoWhatIsOutsideOfTheHeap() throws IOException {
        var settings = Manifests.only(ConfigMap.class, "settings/configmap.yaml").getData();
        var pattern = "-XX:MaxDirectMemorySize=(\\d+)m";
        assertThat(HeapBounds.buffers(settings))
                .isLessThanOrEqualTo(number(Dockerfile.read("jvm").entrypoint(), pattern))
                .isLessThanOrEqualTo(number(container("native").getArgs(), pattern));
    }

    /** A replica in which all bounds are reached at once still has heap to collect garbage in. */
    @Test
    void allBoundsTogetherFitIntoTheHeap() throws IOException {
        var settings = Manifests.only(ConfigMap.class, "settings/configmap.yaml").getData();
        var sum = HeapBounds.of(settings).sum();
        var share = number(Dockerfile.read("jvm").entrypoint(), "-XX:MaxRAMPercentage=(\\d+)");
        assertThat(sum).isLessThanOrEqualTo(mebibytes("jvm") * share / 100 * 85 / 100);
        var heap = number(container("native").getArgs(), "-Xmx(\\d+)m");
        assertThat(sum).isLessThanOrEqualTo(heap * 85 / 100);
    }

    @Test
    void theOperatorsPageHasAllBounds() throws IOException {
        var ofDefaults = HeapBounds.of(Map.of());
        var ofManifests =
                HeapBounds.of(Manifests.only(ConfigMap.class, "settings/configmap.yaml").getData());
        var table = new StringBuilder();
        ofDefaults
                .all()
                .forEach(
                        (what, most) ->
                                table.append(
                                        "| %s | %d | %d |\n"
                                                .formatted(
                                                        what, most, ofManifests.all().get(what))));
        table.append("| together | %d | %d |\n".formatted(ofDefaults.sum(), ofManifests.sum()));
        assertThat(Files.readString(Path.of("docs/operations.md"))).contains(table);
    }

    private static Container container(String overlay) throws IOException {
        var file = "overlays/" + overlay + "/resources.yaml";
        var pod = Manifests.only(Deployment.class, file).getSpec().getTemplate().getSpec();
        return pod.getContainers().get(0);
    }

    private static long mebibytes(String overlay) throws IOException {
        var limit = container(overlay).getResources().getLimits().get("memory");
        return Quantity.getAmountInBytes(limit).longValue() >> 20;
    }

    private static long number(List<String> options, String pattern) {
        return options.stream()
                .map(Pattern.compile(pattern)::matcher)
                .filter(Matcher::matches)
                .mapToLong(match -> Long.parseLong(match.group(1)))
                .findFirst()
                .orElseThrow();
    }
}
