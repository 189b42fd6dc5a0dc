package org.dreamlms.books.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.Yaml;

/**
 * What kustomize makes of a directory, as far as ours use it: resources, components, patches that
 * are merged or add to a list, images, the namespace. Where kubectl is there, ManifestsTest holds
 * the two against each other.
 */
final class Kustomization {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Kustomization() {}

    /** With components that the directory does not name itself. */
    static List<HasMetadata> render(Path directory, Path... components) throws IOException {
        List<HasMetadata> rendered = new ArrayList<>();
        var all = resources(directory);
        for (var component : components) {
            change(all, component);
        }
        for (var resource : all) {
            rendered.addAll(Manifests.parse(JSON.writeValueAsString(resource)));
        }
        return rendered;
    }

    private static List<ObjectNode> resources(Path directory) throws IOException {
        var kustomization = read(directory);
        List<ObjectNode> all = new ArrayList<>();
        for (var entry : kustomization.path("resources")) {
            var path = directory.resolve(entry.asText());
            all.addAll(Files.isDirectory(path) ? resources(path) : documents(path));
        }
        for (var component : kustomization.path("components")) {
            change(all, directory.resolve(component.asText()));
        }
        change(all, directory);
        return all;
    }

    private static ObjectNode read(Path directory) throws IOException {
        return JSON.valueToTree(Manifests.kustomization(directory.resolve("kustomization.yaml")));
    }

    private static List<ObjectNode> documents(Path file) throws IOException {
        return documents(Files.readString(file));
    }

    private static List<ObjectNode> documents(String yaml) {
        List<ObjectNode> documents = new ArrayList<>();
        for (Object document : new Yaml().loadAll(yaml)) {
            documents.add(JSON.valueToTree(document));
        }
        return documents;
    }

    private static void change(List<ObjectNode> all, Path directory) throws IOException {
        var kustomization = read(directory);
        for (var patch : kustomization.path("patches")) {
            if (patch.path("patch").asText().startsWith("- op:")) {
                applySteps(patch, all);
                continue;
            }
            var changes =
                    patch.has("path")
                            ? documents(directory.resolve(patch.path("path").asText()))
                            : documents(patch.path("patch").asText());
            for (var change : changes) {
                apply(change, patch.path("target"), all, directory);
            }
        }
        for (var resource : all) {
            kustomization
                    .path("images")
                    .forEach(image -> resource.findParents("image").forEach(c -> name(c, image)));
            if (kustomization.has("namespace")) {
                resource.withObject("/metadata").set("namespace", kustomization.get("namespace"));
            }
        }
    }

    /** Without a target a patch is for the resource that it names, which has to be there. */
    private static void apply(
            ObjectNode change, JsonNode target, List<ObjectNode> all, Path directory)
            throws IOException {
        var wanted =
                all.stream()
                        .filter(
                                resource ->
                                        target.isMissingNode()
                                                ? id(resource).equals(id(change))
                                                : kind(resource)
                                                        .matches(target.path("kind").asText()))
                        .toList();
        if (wanted.isEmpty() && target.isMissingNode()) {
            throw new IOException(directory + " patches what is not there: " + id(change));
        }
        for (var resource : wanted) {
            merge(resource.withObject("/spec"), change.path("spec"));
        }
    }

    /** RFC 6902, as far as ours use it: one more element at the end of a list. */
    private static void applySteps(JsonNode patch, List<ObjectNode> all) throws IOException {
        var target = patch.path("target").path("kind").asText();
        var name = patch.path("target").path("name").asText();
        JsonNode steps = JSON.valueToTree(new Yaml().load(patch.path("patch").asText()));
        for (var resource : all) {
            if (id(resource).equals(target + " " + name)) {
                for (var step : steps) {
                    var path = step.path("path").asText();
                    if (!step.path("op").asText().equals("add") || !path.endsWith("/-")) {
                        throw new IOException("not understood: " + step);
                    }
                    ((ArrayNode) resource.at(path.substring(0, path.length() - 2)))
                            .add(step.path("value"));
                }
            }
        }
    }

    private static String kind(JsonNode resource) {
        return resource.path("kind").asText();
    }

    private static String id(JsonNode resource) {
        return kind(resource) + " " + resource.path("metadata").path("name").asText();
    }

    private static void name(JsonNode container, JsonNode image) {
        if (container.path("image").asText().equals(image.path("name").asText())) {
            var named = image.path("newName").asText() + ":" + image.path("newTag").asText();
            ((ObjectNode) container).put("image", named);
        }
    }

    /** Lists of what has a name are merged by it, others replaced; null takes a field away. */
    private static void merge(ObjectNode into, JsonNode changes) {
        changes.properties()
                .forEach(
                        field -> {
                            var there = into.get(field.getKey());
                            var change = field.getValue();
                            if (change.isNull()) {
                                into.remove(field.getKey());
                            } else if (there instanceof ObjectNode object && change.isObject()) {
                                merge(object, change);
                            } else if (there instanceof ArrayNode list
                                    && change.path(0).has("name")) {
                                change.forEach(element -> mergeByName(list, element));
                            } else {
                                into.set(field.getKey(), change);
                            }
                        });
    }

    private static void mergeByName(ArrayNode list, JsonNode change) {
        for (var element : list) {
            if (element.path("name").equals(change.path("name"))) {
                merge((ObjectNode) element, change);
                return;
            }
        }
        list.add(change);
    }
}
